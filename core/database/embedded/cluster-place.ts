import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import type { ServerMemory } from './server-home.ts';
import { canWork, findServiceUser } from './service-user.ts';
import type { ServiceUser } from './service-user.ts';

/** Where the cluster lies and who owns it. `clusterDir` may not exist yet. */
export interface ClusterPlace {
  readonly workDir: string;
  readonly clusterDir: string;
  readonly user: ServiceUser | undefined;
}

/**
 * Inside `home` when the server's user can reach it, else in a system folder that it can, which `home` then remembers.
 * Only a launcher that is root ever needs the second: PostgreSQL runs as another user then, and /root is closed to it.
 */
export async function placeCluster(home: string, memory: ServerMemory | undefined, log: EmbeddedLog): Promise<ClusterPlace> {
  const existing = existingWorkDir(home, memory, log);
  if (existing !== undefined) {
    const clusterDir = join(existing, 'cluster');
    const user = findServiceUser(clusterDir);
    if (await canWork(user, clusterDir)) return { workDir: existing, clusterDir, user };
    throw new EmbeddedServerError(`The database's own user (uid ${user?.uid ?? 'unknown'}) cannot enter ${clusterDir} any more. Let others pass the folders above it: chmod o+x.`);
  }
  const user = findServiceUser(undefined);
  if (await isOpenFor(user, home)) return { workDir: home, clusterDir: join(home, 'cluster'), user };
  const name = `reglament-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;
  for (const base of systemFolders()) {
    const workDir = join(base, name);
    if (existsSync(base) && makeOwnFolder(workDir) && (await isOpenFor(user, workDir))) {
      log.warn(`The database is kept in ${workDir}, because PostgreSQL does not run as root and its user cannot enter ${home}`);
      return { workDir, clusterDir: join(workDir, 'cluster'), user };
    }
  }
  throw new EmbeddedServerError(`The database's user can enter neither ${home} nor ${systemFolders().join(', ')}. Start as an ordinary user, or set DATABASE_URL.`);
}

// The temporary folder comes last: it may be emptied at a restart of the machine.
const systemFolders = () => ['/var/lib', '/var/tmp', tmpdir()];

function existingWorkDir(home: string, memory: ServerMemory | undefined, log: EmbeddedLog): string | undefined {
  if (existsSync(join(home, 'cluster'))) return home;
  if (memory === undefined || memory.workDir === memory.home) return undefined;
  if (memory.home === home) return existsSync(join(memory.workDir, 'cluster')) ? memory.workDir : undefined;
  log.warn(`This folder was copied from ${memory.home}, whose database is in ${memory.workDir}; the copy gets an empty database of its own`);
  return undefined;
}

async function isOpenFor(user: ServiceUser | undefined, folder: string): Promise<boolean> {
  if (user === undefined) return true;
  const probe = join(folder, `probe-${randomBytes(4).toString('hex')}`);
  makePrivateFolder(probe, user);
  try {
    return await canWork(user, probe);
  } finally {
    rmSync(probe, { recursive: true });
  }
}

/** False where it cannot be made, and for a name in a shared folder that somebody else took first. */
function makeOwnFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.getuid?.();
  }
}

/** An empty folder that only the server's user may enter. */
export function makePrivateFolder(folder: string, user: ServiceUser | undefined): void {
  mkdirSync(folder, { mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

/** A file that only the server's user may read. */
export function writePrivateFile(file: string, text: string, user: ServiceUser | undefined): void {
  writeFileSync(file, text, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
}
