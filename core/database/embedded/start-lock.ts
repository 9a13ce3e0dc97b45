import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { identifyProcess, isStillRunning } from './process-identity.ts';

const WAIT_MS = 120_000;

/**
 * Lets one caller at a time create, start or stop the server of a data folder. The lock of a dead process is taken over; should two
 * take it over in the same instant, PostgreSQL's own lock file still lets only one server start.
 * @throws EmbeddedServerError after two minutes of waiting.
 */
export async function withStartLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = join(home, 'starting.lock');
  const deadline = Date.now() + WAIT_MS;
  while (!tryLock(lock)) {
    if (Date.now() > deadline) throw new EmbeddedServerError(`Another process has been starting the database for too long; if there is none, remove ${lock}.`);
    await wait(50);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

// Written under another name and then linked: the lock never exists without its holder's name in it.
function tryLock(lock: string): boolean {
  const own = `${lock}.${randomBytes(4).toString('hex')}`;
  writeFileSync(own, identifyProcess(process.pid) ?? '');
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(own);
  }
  removeIfDead(lock);
  return false;
}

function removeIfDead(lock: string): void {
  const aside = `${lock}.dead`;
  try {
    if (isStillRunning(readFileSync(lock, 'utf8'))) return;
    renameSync(lock, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error; // somebody else was faster
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
