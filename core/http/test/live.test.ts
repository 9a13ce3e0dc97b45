import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import type { ChangeNotice } from '../../company/index.ts';
import { UnavailableError } from '../../errors/index.ts';
import type { ListenClient } from '../live/index.ts';
import { ChangeBus, LiveHub, eventsRoute } from '../live/index.ts';
import { StubAuthenticator, StubCompany, startStub } from './stub-company.ts';

const order = (id: string, event = 'order.moved'): ChangeNotice => ({ entity: 'crm.order', id, version: 2, event });
const quiet = { warn: () => undefined, error: () => undefined };

function setup(more: Partial<ConstructorParameters<typeof LiveHub>[0]> = {}) {
  const company = new StubCompany();
  const authenticator = new StubAuthenticator(company);
  const hub = new LiveHub({ authenticator, mayRead: async (_actor, _company, change) => change.id !== 'hidden', heartbeatMs: 60_000, recheckMs: 60_000, ...more });
  return { authenticator, hub, identity: authenticator.identity('good', 'session') };
}

/** Everything a stream sends, as a growing text. */
function collect(stream: NodeJS.ReadableStream): { text: string; ended: boolean } {
  const seen = { text: '', ended: false };
  stream.on('data', (chunk) => (seen.text += String(chunk)));
  stream.on('end', () => (seen.ended = true));
  return seen;
}

t.test('a stream shows the changes of its company that its person may read', async (t) => {
  const { hub, identity } = setup({ mayRead: async (_actor, _company, change) => { if (change.id === 'broken') throw new Error('x'); return change.id !== 'hidden'; } });
  t.teardown(() => hub.close());
  const seen = collect(hub.open(identity));
  hub.deliver('demo', [order('1'), order('hidden'), order('broken')]);
  hub.deliver('demo', [order('hidden')]);
  hub.deliver('other', [order('2')]);
  hub.deliver('demo', [order('3')]);
  await sleep(5);
  t.same(seen.text.match(/"id":"\w+"/g), ['"id":"1"', '"id":"3"']);
  t.match(seen.text, /^retry: 2000\n\nevent: change\ndata: \{"changes":\[\{"entity":"crm.order","id":"1","version":2,"event":"order.moved"\}\]\}\n\n/);
  hub.deliver('*', []);
  await sleep(5);
  t.match(seen.text, /event: resync\ndata: \{\}\n\n$/, 'after a gap everything is to be read again');
});

t.test('a stream ends with its session, and when the session cannot be looked at', async (t) => {
  const { hub, identity, authenticator } = setup();
  t.teardown(() => hub.close());
  const seen = collect(hub.open(identity));
  await hub.recheck();
  t.equal(hub.size, 1);
  authenticator.good.clear();
  await hub.recheck();
  await sleep(5);
  t.match(seen, { ended: true, text: /event: end\ndata: \{"reason":"session_ended"\}/ });
  t.equal(hub.size, 0);
  authenticator.good.add('good');
  hub.open(identity).resume();
  authenticator.fails = new UnavailableError('core.x', { ru: 'x', en: 'x' });
  await hub.recheck();
  t.equal(hub.size, 0);
});

t.test('a slow client is cut and a greedy one refused', async (t) => {
  const { hub, identity } = setup({ bufferBytes: 2000, perUser: 2 });
  t.teardown(() => hub.close());
  const slow = hub.open(identity);
  const quick = hub.open(identity);
  quick.resume();
  t.throws(() => hub.open(identity), { status: 429, code: 'core.too_many_streams' });
  for (let i = 0; i < 40; i += 1) {
    hub.deliver('demo', [order(String(i))]);
    await sleep(0);
  }
  t.equal(slow.destroyed, true);
  t.equal(quick.destroyed, false);
  t.equal(hub.size, 1);
});

t.test('over HTTP a stream passes changes on and ends when the server stops', async (t) => {
  const { hub, identity } = setup();
  const { url, server } = await startStub(t, [], { live: hub });
  t.equal(eventsRoute(hub).permission, 'signed_in');
  t.equal((await fetch(`${url}/api/events`)).status, 401);
  const response = await fetch(`${url}/api/events`, { headers: { cookie: 'session=good' } });
  t.match(response.headers.get('content-type'), /^text\/event-stream/);
  t.match(response.headers.get('cache-control'), /no-store/);
  hub.deliver(identity.company.id, [order('7')]);
  const closing = sleep(20).then(() => server.close());
  const text = await response.text();
  await closing;
  t.match(text, /"id":"7"[^]*server_stopping/);
});

class FakeConnection extends EventEmitter {
  readonly statements: string[] = [];
  async query(sql: string): Promise<void> {
    this.statements.push(sql);
  }
  async end(): Promise<void> {}
}

t.test('changes travel through the database in batches and equal ones once', async (t) => {
  const connection = new FakeConnection();
  const sent: string[] = [];
  let away = false;
  const database = {
    query: async (_sql: string, values: readonly unknown[] = []) => {
      if (away) throw new UnavailableError('core.x', { ru: 'x', en: 'x' });
      const payload = String(values[1]);
      sent.push(payload);
      connection.emit('notification', { channel: 'reglament_changes', payload });
      return [];
    },
  };
  const bus = new ChangeBus({ database: database as never, connect: async () => connection as unknown as ListenClient, logger: quiet, batchMs: 5 });
  const heard: [string, readonly ChangeNotice[]][] = [];
  bus.onChanges((company, changes) => heard.push([company, changes]));
  await bus.start();
  t.same(connection.statements, ['listen reglament_changes']);
  bus.notify('demo', [order('1'), order('1')]);
  bus.notify('demo', [order('2')]);
  bus.notify('other', [order('3')]);
  await sleep(20);
  t.same(heard, [['demo', [order('1'), order('2')]], ['other', [order('3')]]]);
  t.equal(sent.length, 2);

  bus.notify('demo', Array.from({ length: 300 }, (_, i) => order(`00000000-0000-0000-0000-${String(i).padStart(12, '0')}`)));
  await sleep(20);
  t.ok(sent.slice(2).length > 1);
  t.ok(sent.every((payload) => Buffer.byteLength(payload) < 8000), 'each fits into one notification');
  t.equal(heard.slice(2).flatMap(([, changes]) => changes).length, 300);

  heard.length = 0;
  away = true;
  bus.notify('demo', [order('9')]);
  await sleep(12);
  away = false;
  await sleep(20);
  t.same(heard, [['demo', []]], 'what could not be announced becomes a request to read again');
  await bus.stop();
});

t.test('a lost connection is made again, and everybody is told to read again', async (t) => {
  const connections = [new FakeConnection(), new FakeConnection()];
  let next = 0;
  const bus = new ChangeBus({ database: { query: async () => [] }, connect: async () => connections[next++] as unknown as ListenClient, logger: quiet, reconnectMs: 5 });
  const heard: unknown[] = [];
  bus.onChanges((company, changes) => heard.push([company, changes]));
  await bus.start();
  connections[0]!.emit('error', new Error('terminated'));
  connections[0]!.emit('end');
  t.same(heard, []);
  await sleep(20);
  t.same(connections[1]!.statements, ['listen reglament_changes']);
  t.same(heard, [['*', []]]);
  await bus.stop();
});
