import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedServerError } from './embedded-server-error.ts';

/** What `server.json` in the data folder remembers between starts. */
export interface ServerMemory {
  /** Data folder that wrote this file: tells a copied project from the original. */
  readonly home: string;
  /** Folder that holds the cluster: `home`, or one elsewhere that the server's user can enter. */
  readonly workDir: string;
  /** The port asked for when `port` was chosen; another wish makes the choice void. */
  readonly wantedPort: number;
  readonly port: number;
}

/** Creates the data folder; as root, the levels it had to make stay open for the server's user to pass through. */
export function makeHome(home: string): void {
  const first = mkdirSync(home, { recursive: true });
  if (first === undefined || process.getuid?.() !== 0) return;
  for (let folder = home; folder.length >= first.length; folder = dirname(folder)) chmodSync(folder, 0o755);
}

/** Undefined before the first start, and for a file cut off by a full disk. */
export function readMemory(home: string): ServerMemory | undefined {
  try {
    return JSON.parse(readFileSync(join(home, 'server.json'), 'utf8')) as ServerMemory;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeMemory(memory: ServerMemory): void {
  const file = join(memory.home, 'server.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** The superuser's password: made once, kept in a file that only the launcher's account may read. */
export function adminPassword(home: string, clusterExists: boolean): string {
  const file = join(home, 'admin-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (clusterExists) {
    throw new EmbeddedServerError(
      `${file} is lost, and without it the database cannot be opened. Put it back from a backup, or remove ${home} to begin with an empty database.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}
