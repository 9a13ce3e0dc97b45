import { createInflateRaw } from 'node:zlib';
import type { ZipEntry } from '../../files/index.ts';
import { ZipDamagedError, readZipDirectory } from '../../files/index.ts';
import { refuseTable } from '../errors.ts';

const MOST_PARTS = 5000;
const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

/**
 * The parts of a workbook by their names. They are found by the zip's directory, so that nothing hidden between them is read, and are
 * unpacked as they are asked for; all of them together may not grow beyond the limit.
 */
export class WorkbookZip {
  readonly #parts: ReadonlyMap<string, ZipEntry>;
  #bytesLeft: number;

  /** @throws InvalidError core.table_damaged, core.table_encrypted, core.table_unpacks_too_large */
  constructor(readonly content: Buffer, readonly unpackedBytes: number) {
    this.#bytesLeft = unpackedBytes;
    let entries: ZipEntry[];
    try {
      entries = readZipDirectory(content, MOST_PARTS + 1);
    } catch (error) {
      if (error instanceof ZipDamagedError) throw refuseTable('core.table_damaged', { detail: 'zip' });
      throw error;
    }
    if (entries.length > MOST_PARTS) throw refuseTable('core.table_damaged', { detail: 'zip' });
    if (entries.some((entry) => entry.isEncrypted)) throw refuseTable('core.table_encrypted');
    if (entries.reduce((sum, entry) => sum + entry.statedBytes, 0) > unpackedBytes) throw this.#tooLarge();
    this.#parts = new Map(entries.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  }

  has(name: string): boolean {
    return this.#parts.has(name.toLowerCase());
  }

  /** Unpacks one part piece by piece; a part that is not there has no pieces. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#parts.get(name.toLowerCase());
    if (entry === undefined) return;
    const packed = this.content.subarray(entry.dataOffset, entry.dataOffset + entry.packedBytes);
    if (entry.method === 0) {
      this.#take(packed.length);
      yield packed;
      return;
    }
    if (entry.method !== 8) throw refuseTable('core.table_damaged', { detail: 'zip' });
    const inflate = createInflateRaw();
    inflate.end(packed);
    try {
      for await (const chunk of inflate as AsyncIterable<Buffer>) {
        this.#take(chunk.length);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))) throw refuseTable('core.table_damaged', { detail: 'zip' });
      throw error;
    } finally {
      inflate.destroy();
    }
  }

  #take(bytes: number): void {
    this.#bytesLeft -= bytes;
    if (this.#bytesLeft < 0) throw this.#tooLarge();
  }

  #tooLarge(): Error {
    return refuseTable('core.table_unpacks_too_large', { megabytes: megabytes(this.unpackedBytes) });
  }
}
