import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { ClusterPlace } from './cluster-place.ts';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import type { NativePrograms } from './native-folder.ts';
import { runAs } from './service-user.ts';

export const ADMIN_USER = 'reglament_admin';

const ANSWER_WITHIN_MS = 60_000;

/** The superuser's connection string for a server on this machine. */
export function adminUrl(port: number, password: string): string {
  return `postgres://${ADMIN_USER}:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * The port of a server that already runs on this cluster: a server outlives a killed application. A `postmaster.pid` that came with a
 * copied folder, or whose process number now belongs to another program, is removed.
 */
export async function findRunningServer(place: ClusterPlace, programs: NativePrograms, password: string, log: EmbeddedLog): Promise<number | undefined> {
  const { clusterDir, user } = place;
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const left = readPidFile(clusterDir);
    if (left === undefined) return undefined;
    if (!isSameFolder(left.dataDir, clusterDir) || (left.pid > 0 && runsSomethingElse(left.pid))) {
      log.warn(`A stale ${join(clusterDir, 'postmaster.pid')} is removed`);
      rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if ((await runAs(user, programs.pgCtl, ['-D', clusterDir, 'status'])).code !== 0) return undefined;
    const answer = left.status === 'stopping' || left.port === undefined ? 'not yet' : await ask(adminUrl(left.port, password), clusterDir);
    if (answer === 'ours') return left.port;
    if (Date.now() > deadline) {
      throw new EmbeddedServerError(`A database server (process ${left.pid}) holds ${clusterDir} but does not answer: ${answer}. See ${join(clusterDir, 'server.log')}.`);
    }
    await wait(200);
  }
}

interface PidFile {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly status: string;
}

// Lines: process, data folder, start time, port, socket folder, address, shared memory key, status. Written piece by piece while the server starts.
function readPidFile(clusterDir: string): PidFile | undefined {
  const file = join(clusterDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n').map((line) => line.trim());
  return { pid: Number(lines[0]), dataDir: lines[1] ?? '', port: Number(lines[3]) || undefined, status: lines[7] ?? '' };
}

function isSameFolder(left: string, right: string): boolean {
  return existsSync(left) && realpathSync(left) === realpathSync(right);
}

function runsSomethingElse(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false; // gone, or a system without /proc: pg_ctl and the server decide
  }
}

async function ask(url: string, clusterDir: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a server that goes away meanwhile: the query reports it
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return isSameFolder(rows[0]?.data_directory ?? '', clusterDir) ? 'ours' : 'its port belongs to another server';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end().catch(() => undefined);
  }
}
