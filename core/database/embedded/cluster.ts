import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makePrivateFolder, writePrivateFile } from './cluster-place.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import type { NativePrograms } from './native-folder.ts';
import { ADMIN_USER } from './running-server.ts';
import { runAs } from './service-user.ts';

const LOG_LIMIT_BYTES = 10_000_000;
const LEFTOVER_WAIT_MS = 10_000;

/** Defaults of every embedded server; memory is small because the application shares the machine. */
const BASE_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
};

/** A new cluster: UTF-8, sorted by code point, words and case of every alphabet known. An interrupted creation leaves nothing behind. */
export async function createCluster(place: ClusterPlace, programs: NativePrograms, password: string): Promise<void> {
  const { user, workDir, clusterDir } = place;
  const unfinished = join(workDir, 'cluster-unfinished');
  const passwordFile = join(workDir, `password-${randomBytes(4).toString('hex')}`);
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateFolder(unfinished, user);
  writePrivateFile(passwordFile, `${password}\n`, user);
  try {
    const { code, output } = await runAs(user, programs.initdb, [
      ...['-D', unfinished, '-U', ADMIN_USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'],
    ]);
    if (code !== 0) throw new EmbeddedServerError(`A database could not be created in ${workDir}.`, { output });
  } finally {
    rmSync(passwordFile);
  }
  appendFileSync(join(unfinished, 'postgresql.conf'), "\ninclude = 'reglament.conf'\n");
  renameSync(unfinished, clusterDir);
}

/**
 * Starts the server and waits until it accepts connections. For ten seconds it also waits for the leftovers of a killed server to go.
 * False when somebody took the port.
 * @throws EmbeddedServerError with the end of the server's log.
 */
export async function startCluster(place: ClusterPlace, programs: NativePrograms, port: number, settings: Readonly<Record<string, string>>): Promise<boolean> {
  const { user, clusterDir } = place;
  writePrivateFile(join(clusterDir, 'reglament.conf'), settingsFile({ ...BASE_SETTINGS, ...settings, port: String(port) }), user);
  const logFile = join(clusterDir, 'server.log');
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);

  const deadline = Date.now() + LEFTOVER_WAIT_MS;
  for (;;) {
    const before = existsSync(logFile) ? statSync(logFile).size : 0;
    const { code, output } = await runAs(user, programs.pgCtl, ['-D', clusterDir, '-w', '-t', '60', '-l', logFile, 'start']);
    if (code === 0) return true;
    const said = existsSync(logFile) ? readFileSync(logFile).subarray(before).toString('utf8') : '';
    if (/could not bind|could not create any TCP\/IP sockets/.test(said)) return false;
    const leftovers = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/.test(said);
    if (!leftovers || Date.now() > deadline) {
      throw new EmbeddedServerError(`The database in ${clusterDir} does not start.`, { output: `${output}${said.slice(-2_000)}` });
    }
    await wait(250);
  }
}

/** Stops the server: open transactions are rolled back, what was committed stays. */
export async function stopCluster(place: ClusterPlace, programs: NativePrograms): Promise<void> {
  const { code, output } = await runAs(place.user, programs.pgCtl, ['-D', place.clusterDir, '-m', 'fast', '-w', '-t', '60', 'stop']);
  const gone = code !== 0 && (await runAs(place.user, programs.pgCtl, ['-D', place.clusterDir, 'status'])).code === 3;
  if (code !== 0 && !gone) throw new EmbeddedServerError(`The database in ${place.clusterDir} does not stop.`, { output });
}

function settingsFile(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => {
    if (!/^[a-z_][a-z0-9_.]*$/.test(name)) throw new EmbeddedServerError(`"${name}" is not the name of a PostgreSQL setting.`);
    return `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  });
  return `# Written at every start; put settings of your own into the configuration, database.embedded.settings.\n${lines.join('\n')}\n`;
}
