import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Diagnostic } from './diagnostic.ts';
import type { SourceNode } from './node.ts';
import { readNodes } from './read-yaml.ts';
import { LIMITS } from './scan.ts';

/** A file that took part in a document. `path` is as diagnostics show it; `sha256` is of its bytes, in hex. */
export interface SourceFile {
  readonly path: string;
  readonly sha256: string;
  readonly layer: string;
}

/** Reads one YAML file from disk. `shown` is the path for people. Missing files and other faults of the disk are thrown as they are. */
export async function readSourceFile(path: string, shown: string, layer: string): Promise<{ file: SourceFile; node: SourceNode | undefined; diagnostics: Diagnostic[] }> {
  const bytes = await readLimited(path);
  const file = { path: shown, sha256: createHash('sha256').update(bytes).digest('hex'), layer };
  const text = decode(bytes);
  if (text === undefined) {
    const diagnostic: Diagnostic = {
      severity: 'error',
      code: 'not_utf8',
      message: { ru: 'Файл не в кодировке UTF-8', en: 'The file is not UTF-8' },
      fix: { ru: 'сохраните его в UTF-8 (вероятно, сейчас это windows-1251)', en: 'save it as UTF-8 (now it is probably windows-1251)' },
      file: shown,
      line: 1,
      column: 1,
      pointer: '',
    };
    return { file, node: undefined, diagnostics: [diagnostic] };
  }
  return { file, ...readNodes(text, shown, layer) };
}

/** One byte above the limit is enough for the reader to refuse the file. */
async function readLimited(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(LIMITS.bytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) return Buffer.from(buffer.subarray(0, length));
    }
  } finally {
    await handle.close();
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    // A text cut at the limit may end inside a character; `stream` accepts that.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: bytes.length > LIMITS.bytes });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
