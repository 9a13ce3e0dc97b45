import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes on the disk: what they are called there, how many they are and what they hash to (sha256, hex). */
export interface StoredFile {
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COMPANY = /^[a-z][a-z0-9_]{1,62}$/;

/** sha256 of a content, hex. */
export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/**
 * Files of all companies in one folder, each company in its own: `<folder>/<company>/ab/cd/<uuid>`. Names are made here; no part of a path comes
 * from outside.
 */
export class FileStorage {
  constructor(readonly folder: string) {}

  #path(company: string, key: string): string {
    if (!COMPANY.test(company) || !KEY.test(key)) throw new Error(`Not a storage key: ${JSON.stringify(key)}`);
    return join(this.folder, company, key);
  }

  /** Writes a content under a new name. It is whole on the disk, or not there at all, when this resolves. */
  async put(company: string, content: Buffer): Promise<StoredFile> {
    const id = randomUUID();
    const key = `${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`;
    const path = this.#path(company, key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.part`;
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    return { key, size: content.length, sha256: sha256Of(content) };
  }

  /** The bytes, or undefined when there is no such file. */
  async get(company: string, key: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#path(company, key));
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  }

  async delete(company: string, key: string): Promise<void> {
    await rm(this.#path(company, key), { force: true });
  }

  /** Keys of a company's files older than `ageMs`, unfinished ones included (with their `.part`). */
  async *older(company: string, ageMs: number): AsyncIterable<string> {
    if (!COMPANY.test(company)) throw new Error(`Not a company: ${company}`);
    const root = join(this.folder, company);
    // Age of a file on this machine's disk is told by this machine's clock.
    const limit = Date.now() - ageMs;
    for (const first of await namesIn(root)) {
      for (const second of await namesIn(join(root, first))) {
        for (const name of await namesIn(join(root, first, second))) {
          const key = `${first}/${second}/${name}`;
          const age = await stat(join(root, key)).catch((error: unknown) => (isAbsent(error) ? undefined : Promise.reject(error)));
          if (age !== undefined && age.mtimeMs <= limit) yield key;
        }
      }
    }
  }

  /** Removes a leftover named by `older`. */
  async removeLeftover(company: string, key: string): Promise<void> {
    const whole = key.endsWith('.part') ? key.slice(0, -'.part'.length) : key;
    if (!KEY.test(whole)) return;
    await rm(key === whole ? this.#path(company, key) : `${this.#path(company, whole)}.part`, { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
