import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import t from 'tap';
import type { Test } from 'tap';
import { startEmbeddedServer } from '../index.ts';
import type { EmbeddedServer } from '../index.ts';
import { findServiceUser, runAs } from '../service-user.ts';
import type { ServiceUser } from '../service-user.ts';

const root = process.getuid?.() === 0;
const launcher = fileURLToPath(new URL('./launcher.ts', import.meta.url));
const firstPort = 40_000 + (process.pid % 2_000) * 10;

interface Scratch {
  readonly folder: string;
  readonly messages: string[];
  start(dataDir?: string, port?: number): Promise<EmbeddedServer>;
}

/** A folder that goes away with its servers at the end of the test, and the launcher's messages. */
function scratch(t: Test): Scratch {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'embedded-test-')));
  chmodSync(folder, 0o755);
  const messages: string[] = [];
  const log = { info: (text: string) => void messages.push(text), warn: (text: string) => void messages.push(text) };
  const servers: EmbeddedServer[] = [];
  t.teardown(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true });
  });
  return {
    folder,
    messages,
    async start(dataDir = join(folder, 'data'), port = firstPort) {
      const server = await startEmbeddedServer({ dataDir, port, settings: { fsync: 'off' }, log });
      servers.push(server);
      return server;
    },
  };
}

async function query(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

interface Launched {
  readonly child: ChildProcess;
  readonly adminUrl: string;
  readonly state: string;
}

async function launch(dataDir: string, user?: ServiceUser): Promise<Launched> {
  const args = ['--import', import.meta.resolve('tsx'), launcher, dataDir, String(firstPort)];
  // another user starts clean: what the test runner adds to the environment writes into files that are closed to him
  const child = user
    ? spawn('env', ['-i', `PATH=${process.env['PATH']}`, process.execPath, ...args], { stdio: ['pipe', 'pipe', 'inherit'], cwd: dirname(launcher), ...user })
    : spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { adminUrl: string; state: string }) };
}

async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  if (signal) child.kill(signal);
  else child.stdin?.end();
  await gone;
}

const postmaster = (dataDir: string) => Number(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

t.test('a new server is private, UTF-8, knows Cyrillic words and keeps its data over a restart', async (t) => {
  const { folder, start } = scratch(t);
  const server = await start();
  t.equal(server.state, 'created');
  t.match(await query(server.adminUrl, 'CREATE EXTENSION pg_trgm', "SELECT count(*)::int AS words FROM unnest(show_trgm('Завод')) AS word"), [{ words: 6 }]);
  t.match(await query(server.adminUrl, "SELECT current_user AS me, current_setting('server_encoding') AS enc, upper('ёж') AS up, current_setting('max_connections') AS max"), [
    { me: 'reglament_admin', enc: 'UTF8', up: 'ЁЖ', max: '200' },
  ]);
  t.match(await query(server.adminUrl, "SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS at, current_setting('unix_socket_directories') AS sockets"), [
    { fsync: 'off', at: '127.0.0.1', sockets: '' },
  ]);
  await t.rejects(query(server.adminUrl.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1'), { code: '28P01' }, 'a wrong password is refused');
  t.equal(statSync(join(folder, 'data', 'admin-password')).mode & 0o777, 0o600);
  t.equal(statSync(join(folder, 'data', 'cluster')).mode & 0o777, 0o700);

  await query(server.adminUrl, 'CREATE TABLE kept (id int)');
  await server.stop();
  await t.rejects(query(server.adminUrl, 'SELECT 1'), { code: 'ECONNREFUSED' });
  const again = await start();
  t.match({ state: again.state, url: again.adminUrl }, { state: 'started', url: server.adminUrl });
  t.match(await query(again.adminUrl, 'SELECT count(*)::int AS n FROM kept'), [{ n: 0 }]);
});

t.test('a server that outlived its killed launcher is adopted, and stopped by the last who uses it', async (t) => {
  const { folder, start, messages } = scratch(t);
  const data = join(folder, 'data');
  const dead = await launch(data);
  await query(dead.adminUrl, 'CREATE TABLE kept (id int)');
  await end(dead.child, 'SIGKILL');

  const one = await start();
  t.equal(one.state, 'adopted');
  t.match(messages.at(-1), /running already on port \d+ and is adopted/);
  const two = await launch(data);
  t.equal(two.state, 'adopted');
  await one.stop();
  t.match(messages.at(-1), /another process uses it/);
  t.match(await query(two.adminUrl, 'SELECT count(*)::int AS n FROM kept'), [{ n: 0 }]);
  await end(two.child);
  t.notOk(existsSync(join(data, 'cluster', 'postmaster.pid')), 'the second was the last and stopped the server');
});

t.test('of two processes that start at once one creates the server and the other adopts it', async (t) => {
  const { folder } = scratch(t);
  const both = await Promise.all([launch(join(folder, 'data')), launch(join(folder, 'data'))]);
  t.same(both.map(({ state }) => state).sort(), ['adopted', 'created']);
  t.equal(both[0].adminUrl, both[1].adminUrl);
  await Promise.all(both.map(({ child }) => end(child)));
});

t.test('a server killed outright starts again with what was committed', async (t) => {
  const { folder, start } = scratch(t);
  const server = await start();
  await query(server.adminUrl, 'CREATE TABLE kept (id int)');
  process.kill(postmaster(join(folder, 'data')), 'SIGKILL');
  const again = await start();
  t.equal(again.state, 'started');
  t.match(await query(again.adminUrl, 'SELECT count(*)::int AS n FROM kept'), [{ n: 0 }]);
});

t.test('a busy port gives way to the next one, which is remembered until another port is wished for', async (t) => {
  const { start, messages } = scratch(t);
  const other = createServer().listen(firstPort, '127.0.0.1');
  await once(other, 'listening');
  const server = await start();
  t.ok(server.port > firstPort);
  t.ok(messages.some((text) => text.includes(`Port ${firstPort} is busy; the database server uses ${server.port}`)), 'it says so');
  await server.stop();
  other.close();
  await once(other, 'close');
  const again = await start();
  t.equal(again.port, server.port);
  await again.stop();
  t.equal((await start(undefined, firstPort + 5)).port, firstPort + 5);
});

t.test('leftovers of another life do not stop a start', async (t) => {
  const { folder, start, messages } = scratch(t);
  const original = await start();
  const copy = join(folder, 'copy');
  cpSync(join(folder, 'data'), copy, { recursive: true });
  if (root) await runAs(undefined, 'chown', ['-R', `--reference=${join(folder, 'data', 'cluster')}`, join(copy, 'cluster')]);
  const copied = await start(copy);
  t.equal(copied.state, 'started', 'a copied folder does not adopt the server of the original');
  t.not(copied.port, original.port);
  await copied.stop();
  t.match(await query(original.adminUrl, 'SHOW data_directory'), [{ data_directory: join(folder, 'data', 'cluster') }]);

  const pidFile = join(copy, 'cluster', 'postmaster.pid');
  writeFileSync(pidFile, `${process.pid}\n${join(copy, 'cluster')}\n1\n${firstPort + 7}\n\n127.0.0.1\n\nready   \n`);
  writeFileSync(join(copy, 'starting.lock'), `${process.pid}.1`);
  t.equal((await start(copy)).state, 'started', 'numbers of dead processes that belong to others by now are not believed');
  t.ok(messages.some((text) => text.startsWith('A stale')));
});

t.test('a launcher that is root', { skip: root ? false : 'needs root' }, async (t) => {
  t.test('keeps the data elsewhere when the server cannot enter the project, and finds it again', async (t) => {
    const { folder, start, messages } = scratch(t);
    const home = join(folder, 'home', 'project', 'data');
    mkdirSync(join(folder, 'home'), { mode: 0o700 });
    const server = await start(home);
    const { workDir } = JSON.parse(readFileSync(join(home, 'server.json'), 'utf8')) as { workDir: string };
    t.teardown(() => rmSync(workDir, { recursive: true, force: true }));
    t.not(workDir, home);
    t.ok(messages.some((text) => text.includes(`The database is kept in ${workDir}`)));
    await query(server.adminUrl, 'CREATE TABLE kept (id int)');
    await server.stop();
    chmodSync(join(folder, 'home'), 0o755);
    const again = await start(home);
    t.match(await query(again.adminUrl, 'SELECT count(*)::int AS n FROM kept'), [{ n: 0 }], 'also after the home was opened');
    await again.stop();
  });

  const user = findServiceUser(undefined) as ServiceUser;
  const readable = await runAs(user, process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(launcher)})`]);
  const skip = readable.code === 0 ? false : 'the project is closed to other users';
  t.test('an ordinary user runs the server as himself, and root later goes on with it', { skip }, async (t) => {
    const { folder, start } = scratch(t);
    const data = join(folder, 'data');
    mkdirSync(data);
    chownSync(data, user.uid, user.gid);
    const own = await launch(data, user);
    t.equal(own.state, 'created');
    t.equal(statSync(join(data, 'cluster')).uid, user.uid);
    await end(own.child);
    t.equal((await start(data)).state, 'started');
  });
});
