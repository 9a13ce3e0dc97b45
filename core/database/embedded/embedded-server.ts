import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCluster, startCluster, stopCluster } from './cluster.ts';
import { placeCluster } from './cluster-place.ts';
import type { ClusterPlace } from './cluster-place.ts';
import type { EmbeddedLog } from './embedded-log.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import { findFreePort } from './free-port.ts';
import { prepareNative } from './native-folder.ts';
import type { NativePrograms } from './native-folder.ts';
import { adminUrl, findRunningServer } from './running-server.ts';
import { adminPassword, makeHome, readMemory, writeMemory } from './server-home.ts';
import { joinUsers } from './server-users.ts';
import { withStartLock } from './start-lock.ts';

/** `created`: a new, empty database; `started`: an existing one; `adopted`: it was running already, with the settings of its own start. */
export type EmbeddedServerState = 'created' | 'started' | 'adopted';

/** Which server is wanted. */
export interface EmbeddedServerOptions {
  /** Folder for the data, the password and the memory of the port; made when missing. Relative to the working directory. */
  readonly dataDir: string;
  /** Port wished for, default 54329; a busy one gives way to the next free one, which is remembered. */
  readonly port?: number;
  /** PostgreSQL settings over the defaults, such as `{ fsync: 'off' }` for tests; they hold from the next start of the server on. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log: EmbeddedLog;
}

/** A server that accepts connections. */
export interface EmbeddedServer {
  /** `postgres://` URL of the superuser, database `postgres`, loopback only. Holds the password: not for logs. */
  readonly adminUrl: string;
  readonly port: number;
  readonly state: EmbeddedServerState;
  /** Ends the use by this process. The server stops unless another running process uses it; `force` stops it in any case. */
  stop(options?: { readonly force?: boolean }): Promise<void>;
}

const DEFAULT_PORT = 54_329;
const PORT_TRIES = 20;

/**
 * A real PostgreSQL server on this machine from the npm package, for an installation that names no database. Any number of processes
 * may call it for one folder at the same time: the first starts the server, the others adopt it, as does the next start after a crash.
 * @throws EmbeddedServerError when it cannot run here; the message says what to do.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const home = resolve(options.dataDir);
  makeHome(home);
  return withStartLock(home, async () => {
    const memory = readMemory(home);
    const place = await placeCluster(home, memory, options.log);
    const programs = await prepareNative(place.user, place.workDir, options.log);
    const exists = existsSync(place.clusterDir);
    const password = adminPassword(home, exists);
    const wantedPort = options.port ?? DEFAULT_PORT;

    let state: EmbeddedServerState = exists ? 'started' : 'created';
    let port = exists ? await findRunningServer(place, programs, password, options.log) : undefined;
    if (port !== undefined) {
      state = 'adopted';
      options.log.info(`The database server was running already on port ${port} and is adopted`);
    } else {
      if (!exists) await createCluster(place, programs, password);
      port = await startOnFreePort(place, programs, memory?.wantedPort === wantedPort ? memory.port : wantedPort, options);
      options.log.info(`The database server is ${state} on port ${port}; its data is in ${place.clusterDir}`);
    }
    writeMemory({ home, workDir: place.workDir, wantedPort, port });
    return handle(home, place, programs, { adminUrl: adminUrl(port, password), port, state }, options.log);
  });
}

async function startOnFreePort(place: ClusterPlace, programs: NativePrograms, first: number, options: EmbeddedServerOptions): Promise<number> {
  let from = first;
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const port = await findFreePort(from);
    if (await startCluster(place, programs, port, options.settings ?? {})) {
      if (port !== first) options.log.warn(`Port ${first} is busy; the database server uses ${port} from now on`);
      return port;
    }
    from = port + 1;
  }
  throw new EmbeddedServerError(`No port near ${first} could be taken for the database server.`);
}

function handle(
  home: string,
  place: ClusterPlace,
  programs: NativePrograms,
  server: Pick<EmbeddedServer, 'adminUrl' | 'port' | 'state'>,
  log: EmbeddedLog,
): EmbeddedServer {
  const leave = joinUsers(home);
  let stopped: Promise<void> | undefined;
  const stop = (force: boolean) =>
    withStartLock(home, async () => {
      const { othersRemain } = leave();
      if (othersRemain && !force) return log.info('The database server keeps running: another process uses it');
      await stopCluster(place, programs);
      log.info('The database server is stopped');
    });
  return { ...server, stop: ({ force = false } = {}) => (stopped ??= stop(force)) };
}
