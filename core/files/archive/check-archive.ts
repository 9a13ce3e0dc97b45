import { createGunzip, createInflateRaw } from 'node:zlib';
import type { Transform } from 'node:stream';
import { refuseFile } from '../errors.ts';
import type { FileErrorCode } from '../errors.ts';
import type { ZipEntry } from './zip-directory.ts';
import { ZipDamagedError, readZipDirectory } from './zip-directory.ts';

/** Limits of what a file may become once unpacked, nested archives counted in. */
export interface ArchiveLimits {
  readonly unpackedBytes: number;
  readonly entries: number;
  /** Archives within archives; an office document with a table inside is 2. */
  readonly depth: number;
}

/** What is left of the limits while one file is checked. */
interface Check {
  readonly name: string;
  readonly limits: ArchiveLimits;
  bytesLeft: number;
  entriesLeft: number;
}

function refuse(check: Pick<Check, 'name' | 'limits'>, code: FileErrorCode, params: Readonly<Record<string, unknown>> = {}): never {
  throw refuseFile(code, { name: check.name, megabytes: Math.round(check.limits.unpackedBytes / 1_048_576), limit: check.limits.entries, ...params });
}

/**
 * Walks a zip and every zip inside it, unpacking no more than the limits allow and keeping nothing.
 * @throws InvalidError core.archive_…, core.file_macros, core.file_external_entities
 */
export async function checkZip(zip: Buffer, name: string, limits: ArchiveLimits): Promise<void> {
  await walk(zip, 1, { name, limits, bytesLeft: limits.unpackedBytes, entriesLeft: limits.entries });
}

/** Unpacks a gzip as far as the limit allows, keeping nothing. @throws InvalidError core.archive_too_large, core.archive_damaged */
export async function checkGzip(content: Buffer, name: string, limits: ArchiveLimits): Promise<void> {
  const check: Check = { name, limits, bytesLeft: limits.unpackedBytes, entriesLeft: 1 };
  await unpack(createGunzip(), content, check, limits.unpackedBytes, () => undefined);
}

async function walk(zip: Buffer, depth: number, check: Check): Promise<void> {
  if (depth > check.limits.depth) refuse(check, 'core.archive_too_deep');
  const entries = directory(zip, check);
  check.entriesLeft -= entries.length;
  const isOffice = entries.some((entry) => entry.name === '[Content_Types].xml');
  for (const entry of entries) {
    checkName(entry.name, check);
    if (entry.isEncrypted || (entry.method !== 0 && entry.method !== 8)) refuse(check, 'core.archive_unreadable');
    if (/(^|\/)vba(project|data)[^/]*\.(bin|xml)$/i.test(entry.name.replaceAll('\\', '/'))) refuse(check, 'core.file_macros');
  }
  if (entries.reduce((sum, entry) => sum + entry.statedBytes, 0) > check.bytesLeft) refuse(check, 'core.archive_too_large');
  refuseOverlaps(zip, entries, check);
  for (const entry of entries) {
    const inner = await unpackEntry(zip, entry, isOffice, check);
    if (inner !== undefined) await walk(inner, depth + 1, check);
  }
}

function directory(zip: Buffer, check: Check): ZipEntry[] {
  try {
    const entries = readZipDirectory(zip, check.entriesLeft + 1);
    if (entries.length > check.entriesLeft) refuse(check, 'core.archive_too_many_entries');
    return entries;
  } catch (error) {
    if (error instanceof ZipDamagedError) refuse(check, 'core.archive_damaged');
    throw error;
  }
}

function checkName(entry: string, check: Check): void {
  const path = entry.replaceAll('\\', '/');
  const unsafe = path === '' || path.includes('\0') || path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..');
  if (unsafe) refuse(check, 'core.archive_unsafe_name', { entry: entry.replaceAll('\0', '').slice(0, 100) });
}

/** One packed content that many entries share unpacks to more than the file could hold by honest means. */
function refuseOverlaps(zip: Buffer, entries: readonly ZipEntry[], check: Check): void {
  const sorted = [...entries].sort((left, right) => left.headerOffset - right.headerOffset);
  let end = 0;
  for (const entry of sorted) {
    if (entry.headerOffset < end) refuse(check, 'core.archive_damaged');
    end = entry.dataOffset + entry.packedBytes;
  }
  if (end > zip.length) refuse(check, 'core.archive_damaged');
}

/** Unpacks one entry to see that it is as large as it says; answers its content when that is a zip again. */
async function unpackEntry(zip: Buffer, entry: ZipEntry, isOffice: boolean, check: Check): Promise<Buffer | undefined> {
  const packed = zip.subarray(entry.dataOffset, entry.dataOffset + entry.packedBytes);
  const scan = isOffice && /\.(xml|rels|vml)$/i.test(entry.name) ? new MarkupScan() : undefined;
  const kept: Buffer[] = [];
  let isZip: boolean | undefined;
  let size = 0;
  const take = (chunk: Buffer): void => {
    isZip ??= chunk.length >= 4 && chunk.readUInt32LE(0) === 0x04034b50;
    if (isZip) kept.push(chunk);
    if (scan?.finds(chunk) === true) refuse(check, 'core.file_external_entities');
    size += chunk.length;
  };
  if (entry.method === 0) {
    if (packed.length > check.bytesLeft) refuse(check, 'core.archive_too_large');
    check.bytesLeft -= packed.length;
    if (packed.length > 0) take(packed);
  } else {
    await unpack(createInflateRaw(), packed, check, entry.statedBytes, take);
  }
  if (size !== entry.statedBytes) refuse(check, 'core.archive_sizes_lie');
  return isZip === true ? Buffer.concat(kept) : undefined;
}

/** Runs packed bytes through `stream`, stopping at the first byte beyond what was stated or what is left. */
async function unpack(stream: Transform, packed: Buffer, check: Check, stated: number, take: (chunk: Buffer) => void): Promise<void> {
  let size = 0;
  stream.end(packed);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      check.bytesLeft -= chunk.length;
      if (check.bytesLeft < 0) refuse(check, 'core.archive_too_large');
      if (size > stated) refuse(check, 'core.archive_sizes_lie');
      take(chunk);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))) refuse(check, 'core.archive_damaged');
    throw error;
  } finally {
    stream.destroy();
  }
}

/** Looks for a document type or an entity in markup that comes in pieces, in any encoding of which ASCII is a part, UTF-16 included. */
class MarkupScan {
  #tail = '';

  finds(chunk: Buffer): boolean {
    const text = this.#tail + chunk.toString('latin1').replaceAll('\0', '');
    this.#tail = text.slice(-10);
    return /<!(doctype|entity)/i.test(text);
  }
}
