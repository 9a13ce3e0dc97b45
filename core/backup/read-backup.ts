import { createHash } from 'node:crypto';
import { damaged } from './errors.ts';
import type { BackupHeader } from './format.ts';
import { readGzipLines } from './gzip-lines.ts';

/** One thing a backup holds, in the order of the file; `json` is a row as PostgreSQL wrote it. */
export type BackupEntry =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'row'; readonly table: string; readonly json: string }
  | { readonly kind: 'file'; readonly key: string; readonly content: Buffer };

interface Part {
  readonly kind: 'table' | 'file';
  readonly name: string;
  readonly chunks: Buffer[];
}

/** Walks through a backup. @throws InvalidError core.backup_damaged for what is not in the form; sums are compared by `checkBackup` */
export async function* readBackup(path: string): AsyncIterable<BackupEntry> {
  let expectedEnd: string | undefined;
  let part: Part | undefined;
  let ended = false;
  for await (const line of readGzipLines(path)) {
    if (ended) throw damaged('there is more after the end');
    if (expectedEnd === undefined) {
      expectedEnd = sha256(line);
      yield { kind: 'header', header: headerOf(line) };
    } else if (line.startsWith('[')) {
      if (part?.kind === 'file') yield fileOf(part);
      const [mark, value] = parse(line) as [string, string];
      part = mark === 'table' || mark === 'file' ? { kind: mark, name: value, chunks: [] } : undefined;
      ended = mark === 'end' && value === expectedEnd;
      if (part === undefined && !ended) throw damaged('the header was altered');
    } else if (part?.kind === 'table' && line.startsWith('{')) {
      yield { kind: 'row', table: part.name, json: line };
    } else if (part?.kind === 'file' && line.startsWith('"')) {
      part.chunks.push(Buffer.from(String(parse(line)), 'base64'));
    } else {
      throw damaged('a line has no place');
    }
  }
  if (!ended) throw damaged('it is cut short');
}

function fileOf(part: Part): BackupEntry {
  return { kind: 'file', key: part.name, content: Buffer.concat(part.chunks) };
}

function headerOf(line: string): BackupHeader {
  const header = parse(line) as BackupHeader;
  if (header === null || typeof header !== 'object' || header.format !== 'reglament-backup') throw damaged('this is not a backup of Reglament');
  if (header.format_version !== 1) throw damaged(`format ${String(header.format_version)} is not known`);
  return header;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (error) {
    throw damaged('a line is not JSON', error);
  }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Reads a backup whole and compares it with what its header says; answers the header. @throws InvalidError core.backup_damaged */
export async function checkBackup(path: string): Promise<BackupHeader> {
  let header: BackupHeader | undefined;
  const tables = new Map<string, { rows: number; readonly hash: ReturnType<typeof createHash> }>();
  const files = new Map<string, string>();
  for await (const entry of readBackup(path)) {
    if (entry.kind === 'header') {
      header = entry.header;
    } else if (entry.kind === 'row') {
      const seen = tables.get(entry.table) ?? { rows: 0, hash: createHash('sha256') };
      seen.rows += 1;
      seen.hash.update(`${entry.json}\n`);
      tables.set(entry.table, seen);
    } else {
      files.set(entry.key, `${entry.content.length} ${sha256(entry.content)}`);
    }
  }
  if (header === undefined) throw damaged('it is empty');
  for (const { name, rows, sha256: expected } of header.tables) {
    const seen = tables.get(name);
    tables.delete(name);
    if ((seen?.rows ?? 0) !== rows) throw damaged(`${name} has ${seen?.rows ?? 0} rows instead of ${rows}`);
    if ((seen?.hash.digest('hex') ?? sha256('')) !== expected) throw damaged(`rows of ${name} were altered`);
  }
  for (const { key, size, sha256: expected } of header.files) {
    if (files.get(key) !== `${size} ${expected}`) throw damaged(`the file ${key} was altered`);
    files.delete(key);
  }
  const [unknown] = [...tables.keys(), ...files.keys()];
  if (unknown !== undefined) throw damaged(`the header does not know of ${unknown}`);
  return header;
}
