import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import type { ChangeNotice } from '../../company/index.ts';
import { UnavailableError } from '../../errors/index.ts';
import type { RouteDefinition } from '../index.ts';
import { defineRoute } from '../index.ts';
import { startStub, stubActor } from './stub-company.ts';

const summary = { ru: 'Заказ', en: 'Order' };
const ORIGIN = { origin: 'https://crm.example' };
const COOKIE = { cookie: 'session=good', ...ORIGIN };
const BEARER = { authorization: 'Bearer good' };
const JSON_TYPE = { 'content-type': 'application/json' };
const ORDER = { type: 'object', additionalProperties: false, required: ['number'], properties: { number: { type: 'string', minLength: 1 }, note: { type: 'string' }, pin: { type: 'string', writeOnly: true } } };

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { code?: string };
  readonly text: string;
}

async function ask(url: string, init: RequestInit & { readonly headers?: Record<string, string> } = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Answer['body'] };
}

const post = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { ...BEARER, ...JSON_TYPE, ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

let created = 0;
const createOrder: RouteDefinition = defineRoute<{ number: string }>({
  method: 'POST',
  path: '/api/orders',
  permission: 'order.create',
  summary,
  body: ORDER,
  query: { dry_run: { type: 'boolean' } },
  handle: (request) =>
    request.write(async () => {
      created += 1;
      return { status: 201, headers: { location: `/api/orders/${created}` }, body: { number: request.body.number, serial: created } };
    }, { dryRun: request.query['dry_run'] === 'true' }),
});
const listOrders = defineRoute({ method: 'GET', path: '/api/orders', permission: 'signed_in', summary, query: { limit: { type: 'integer', maximum: 200 } }, handle: async ({ query }) => ({ body: { query } }) });

t.test('a request that is not understood is refused by name', async (t) => {
  const echo = defineRoute({ method: 'POST', path: '/api/echo', permission: 'signed_in', summary, body: { type: 'object', additionalProperties: true }, handle: async ({ body }) => ({ body }) });
  const { url } = await startStub(t, [createOrder, listOrders, echo]);
  const cases: [string, string, Parameters<typeof ask>[1], number, object][] = [
    ['unknown path', '/api/nothing', { headers: BEARER }, 404, { code: 'core.not_found' }],
    ['wrong method', '/api/orders', { method: 'DELETE', headers: BEARER }, 405, { code: 'core.method_not_allowed', params: { methods: 'POST, GET' } }],
    ['nobody', '/api/orders', {}, 401, { code: 'core.sign_in_required' }],
    ['a bad token beside a good cookie', '/api/orders', { headers: { ...COOKIE, authorization: 'Bearer bad' } }, 401, {}],
    ['form post', '/api/orders', post('number=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, { code: 'core.unsupported_type' }],
    ['no content type', '/api/orders', { method: 'POST', headers: BEARER }, 415, {}],
    ['multipart where no file is taken', '/api/orders', { ...post('', { 'content-type': 'multipart/form-data; boundary=x' }) }, 415, {}],
    ['compressed', '/api/orders', post('{}', { 'content-encoding': 'gzip' }), 415, {}],
    ['not JSON', '/api/orders', post('{'), 400, { code: 'core.invalid_json' }],
    ['missing', '/api/orders', post({}), 422, { code: 'core.invalid_fields', errors: [{ pointer: '/number', code: 'required', message: String }] }],
    ['no body at all', '/api/orders', post(''), 422, { code: 'core.invalid_fields' }],
    ['unknown key', '/api/orders', post({ number: '1', nummer: '2' }), 422, { errors: [{ pointer: '/nummer', code: 'unknown_key' }] }],
    ['wrong type', '/api/orders', post({ number: { $ne: '' } }), 400, { code: 'core.wrong_type', errors: [{ pointer: '/number' }] }],
    ['an array for the body', '/api/orders', post([]), 400, { code: 'core.wrong_type' }],
    ['unknown parameter', '/api/orders?limit=5&ofset=1', { headers: BEARER }, 400, { code: 'core.invalid_query', errors: [{ pointer: 'query:ofset' }] }],
    ['parameter out of range', '/api/orders?limit=201', { headers: BEARER }, 400, { errors: [{ pointer: 'query:limit' }] }],
    ['parameter of another type', '/api/orders?limit=many', { headers: BEARER }, 400, { errors: [{ pointer: 'query:limit' }] }],
    ['prototype in a body', '/api/echo', post('{"a":{"__proto__":{"x":1}}}'), 400, { code: 'core.forbidden_key' }],
    ['too large', '/api/echo', post({ a: 'x'.repeat(11_000) }), 413, { code: 'core.too_large' }],
    ['much too large', '/api/echo', post({ a: 'x'.repeat(10_000_000) }), 413, { code: 'core.too_large' }],
  ];
  for (const [name, path, init, status, body] of cases) {
    const answer = await ask(url + path, init);
    t.equal(answer.status, status, name);
    t.match(answer.body, { status, type: /^urn:reglament:error:/, ...body }, name);
    t.match(answer.headers.get('content-type'), /^application\/problem\+json/, name);
  }
  const strange = { text: 'йй \u202E 😀 "', n: 1.5 };
  t.same((await ask(`${url}/api/echo`, post(strange))).body, strange, 'strange texts come back as they were');
  t.same((await ask(`${url}/api/orders?limit=7`, { headers: BEARER })).body, { query: { limit: '7' } });
  t.equal((await ask(`${url}/api/orders`, { method: 'DELETE', headers: BEARER })).headers.get('allow'), 'POST, GET');
  t.match((await ask(`${url}/api/orders`, { headers: { 'accept-language': 'en' } })).body, { detail: 'Sign in first.' });
  t.match((await ask(`${url}/api/orders`)).body, { detail: 'Войдите в систему.' });
});

t.test('a cookie changes data from our own pages only', async (t) => {
  const { url, company } = await startStub(t, [createOrder, listOrders]);
  const send = (headers: Record<string, string>) => ask(`${url}/api/orders`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: '{"number":"1"}' });
  t.equal((await send(COOKIE)).status, 201);
  t.equal((await send({ cookie: 'session=good', 'x-csrf-token': 'csrf-good' })).status, 201);
  const before = company.statements.length;
  t.match((await send({ cookie: 'session=good' })).body, { status: 403, code: 'core.foreign_origin' });
  t.match((await send({ cookie: 'session=good', origin: 'https://evil.example' })).body, { status: 403 });
  t.match((await send({ ...COOKIE, 'sec-fetch-site': 'cross-site' })).body, { status: 403 });
  t.equal(company.statements.length, before, 'nothing was written');
  t.equal((await ask(`${url}/api/orders`, { headers: { cookie: 'session=good' } })).status, 200, 'reading needs no proof');
});

t.test('without the permission nothing runs, and the answer says who can', async (t) => {
  let ran = false;
  const close = defineRoute({ method: 'POST', path: '/api/close', permission: 'period.close', summary, handle: async () => { ran = true; return {}; } });
  const { url, company } = await startStub(t, [close]);
  const role = { code: 'accountant', label: { ru: 'Бухгалтер', en: 'Accountant' }, permissions: new Map([['period.close', 'all']]) };
  Object.assign(company, { hasRegulation: true, regulation: { roles: new Map([['accountant', role]]) } });
  t.match((await ask(`${url}/api/close`, post('{}'))).body, { status: 403, code: 'core.not_permitted', reasons: [{ who: ['accountant'], message: /Accountant/ }] });
  t.equal(ran, false);
});

t.test('a repeat with the same key gets the first answer and changes nothing', async (t) => {
  const seen: [string, readonly ChangeNotice[]][] = [];
  const change: ChangeNotice = { entity: 'crm.order', id: '1', version: 1, event: 'order.created' };
  let gate: Promise<void> = Promise.resolve();
  let fail = false;
  let works = 0;
  const route = defineRoute<{ number: string }>({
    method: 'POST', path: '/api/work', permission: 'signed_in', summary, body: ORDER, query: { dry_run: { type: 'boolean' } },
    handle: (request) => request.write(async (uow) => {
      works += 1;
      await gate;
      if (fail) throw new UnavailableError('core.x', summary);
      uow.changes.push(change);
      return { status: 201, headers: { location: '/x' }, body: { serial: works, сумма: '10.00' }, stored: request.body.number === 'secret' ? { serial: works } : undefined };
    }, { dryRun: request.query['dry_run'] === 'true' }),
  });
  const bulk = defineRoute({
    method: 'POST', path: '/api/bulk', permission: 'signed_in', summary,
    handle: async (request) => {
      await request.write(async () => ({ body: { step: 1, works: (works += 1) } }));
      return request.write(async () => {
        if (fail) throw new UnavailableError('core.x', summary);
        return { body: { step: 2, works: (works += 1) } };
      });
    },
  });
  const { url, company } = await startStub(t, [route, bulk], { onChanges: (id, changes) => void seen.push([id, changes]) });
  const send = (key: string, body: unknown = { number: '1' }, query = '') => ask(`${url}/api/work${query}`, post(body, { 'idempotency-key': key }));

  const first = await send('k1');
  const again = await send('k1', { number: '1' });
  t.equal(first.status, 201);
  t.equal(again.status, 201);
  t.equal(again.text, first.text, 'byte for byte');
  t.equal(again.headers.get('location'), '/x');
  t.equal(again.headers.get('idempotent-replay'), 'true');
  t.equal(first.headers.get('idempotent-replay'), null);
  t.equal(works, 1);
  t.same(seen, [['demo', [change]]], 'the change was announced once');
  t.equal((await send('k1', { number: '2' })).body.code, 'core.idempotency_reused');
  t.match(await send('k 1'), { status: 400, body: { code: 'core.idempotency_key' } });

  let open = (): void => undefined;
  gate = new Promise((resolve) => (open = resolve));
  const slow = send('k2');
  while (company.held.size === 0) await sleep(5);
  t.match(await send('k2'), { status: 409, body: { code: 'core.idempotency_running' } });
  open();
  t.equal((await slow).status, 201);

  const before = works;
  fail = true;
  t.equal((await send('k3')).status, 503);
  fail = false;
  t.equal((await send('k3')).status, 201, 'a failure is not stored');
  t.equal(works, before + 2);

  await send('k4', { number: '1' }, '?dry_run=true');
  t.notOk([...company.answers.keys()].some((key) => key.endsWith(' k4')), 'a dry run is not stored');

  const secret = await send('k5', { number: 'secret', pin: '1234' });
  t.match(secret.body, { сумма: '10.00' });
  t.strictNotSame((await send('k5', { number: 'secret', pin: '9999' })).body, secret.body, 'a repeat does not show the secret again');
  t.equal((await send('k5', { number: 'secret', pin: '9999' })).status, 201, 'a secret is not part of the fingerprint');

  company.beforeStore = () => {
    company.beforeStore = undefined;
    company.answers.set('11111111-1111-4111-8111-111111111111 k6', { ...company.answers.get('11111111-1111-4111-8111-111111111111 k1')! });
  };
  t.equal((await send('k6')).text, first.text, 'whoever loses the race gets the answer of the winner');

  fail = true;
  works = 0;
  const step = (key: string) => ask(`${url}/api/bulk`, post('{}', { 'idempotency-key': key }));
  t.equal((await step('b1')).status, 503);
  fail = false;
  t.match((await step('b1')).body, { step: 2, works: 2 }, 'a route of several writes goes on where it stopped');
});

t.test('a route that is declared to change nothing cannot write', async (t) => {
  const { url } = await startStub(t, [defineRoute({ method: 'GET', path: '/api/x', permission: 'signed_in', summary, handle: (request) => request.write(async () => ({})) })]);
  t.match((await ask(`${url}/api/x`, { headers: BEARER })).body, { status: 500, code: 'core.fault' });
});

t.test('a fault is logged whole and answered without its inside', async (t) => {
  const { url, log } = await startStub(t, [defineRoute({ method: 'GET', path: '/api/x', permission: 'signed_in', summary, handle: async () => { throw new Error('select password from t'); } })]);
  const answer = await ask(`${url}/api/x`, { headers: BEARER });
  t.match(answer, { status: 500, body: { code: 'core.fault', id: answer.headers.get('x-request-id') } });
  t.notMatch(answer.text, /select|at /);
  t.match(log.find((entry) => entry['level'] === 50), { err: { message: 'select password from t', stack: String }, requestId: answer.body['id'] });
});

t.test('an outage is 503 with a time to come back', async (t) => {
  const { url, authenticator } = await startStub(t, [listOrders]);
  authenticator.fails = new UnavailableError('core.database_unavailable', { ru: 'нет', en: 'gone' }, 2);
  const answer = await ask(`${url}/api/orders`, { headers: BEARER });
  t.match([answer.status, answer.headers.get('retry-after')], [503, '2']);
  t.match(await ask(`${url}/health/live`), { status: 200, body: { status: 'live' } });
});

t.test('operations see health, figures and the contract', async (t) => {
  const { url, database } = await startStub(t, [listOrders]);
  t.match(await ask(`${url}/health/ready`), { status: 200, body: { status: 'ready', warnings: [/fsync/] } });
  database.query = async () => { throw new UnavailableError('core.database_unavailable', { ru: 'База недоступна', en: 'gone' }); };
  t.match(await ask(`${url}/health/ready`), { status: 503, body: { status: 'not_ready', reasons: ['База недоступна'] } });
  await ask(`${url}/api/orders?limit=3`, { headers: BEARER });
  t.match((await ask(`${url}/metrics`)).text, /reglament_http_request_seconds_count\{method="GET",route="\/api\/orders",status="200"\} 1/);
  const contract = await ask(`${url}/api/openapi.json`);
  t.match(contract.body, { openapi: '3.1.0', paths: { '/api/orders': { get: { 'x-permission': 'signed_in' } }, '/health/ready': {}, '/api/openapi.json': {} } });
});

t.test('a file arrives with its name and leaves as an attachment', async (t) => {
  const upload = defineRoute({ method: 'POST', path: '/api/files', permission: 'signed_in', summary, multipart: true, handle: async ({ files, body }) => ({ body: { files: files.map(({ content, ...one }) => ({ ...one, text: content.toString() })), body } }) });
  const types: Record<string, string> = { svg: 'image/svg+xml', pdf: 'application/pdf', bad: 'text/html\r\nx: y' };
  const download = defineRoute({ method: 'GET', path: '/api/files/:kind', permission: 'signed_in', summary, handle: async ({ params }) => ({ file: { name: 'Счёт № 15.pdf', mimeType: types[params['kind']!]!, content: Buffer.from('<svg/>'), inline: true } }) });
  const { url } = await startStub(t, [upload, download]);
  const form = (parts: [string, string | Blob, string?][]) => {
    const data = new FormData();
    for (const [name, value, file] of parts) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, value, file);
    }
    return { method: 'POST', headers: BEARER, body: data };
  };
  t.match((await ask(`${url}/api/files`, form([['title', 'Договор'], ['file', new Blob(['текст']), '../../Договор.txt']]))).body, { files: [{ field: 'file', name: 'Договор.txt', text: 'текст', size: 10 }], body: { title: 'Договор' } });
  t.match((await ask(`${url}/api/files`, form([['file', new Blob(['x'.repeat(20_001)]), 'a']]))).body, { status: 413 });
  t.match((await ask(`${url}/api/files`, form(Array.from({ length: 21 }, (_, i) => ['file', new Blob(['x']), `${i}`])))).body, { status: 413 });
  t.match((await ask(`${url}/api/files`, form([['__proto__', 'x']]))).body, { status: 400, code: 'core.forbidden_key' });
  t.match((await ask(`${url}/api/files`, form([['a', '1'], ['a', '2']]))).body, { status: 400, code: 'core.repeated_parameter' });
  t.match((await ask(`${url}/api/files`, { method: 'POST', headers: { ...BEARER, 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever closed' })).body, { status: 400 });
  const svg = await ask(`${url}/api/files/svg`, { headers: BEARER });
  t.match(svg.headers.get('content-disposition'), /^attachment; .*filename\*=UTF-8''%D0%A1/);
  t.match(svg.headers.get('content-security-policy'), /sandbox/);
  t.match((await ask(`${url}/api/files/pdf`, { headers: BEARER })).headers.get('content-disposition'), /^inline/);
  t.equal((await ask(`${url}/api/files/bad`, { headers: BEARER })).headers.get('content-type'), 'application/octet-stream');
});

t.test('a sender that signs gets its bytes to the route untouched', async (t) => {
  const hook = defineRoute<Buffer>({ method: 'POST', path: '/api/hooks/:company', permission: 'public', summary, raw: true, handle: async ({ body, params, companies }) => ({ body: { bytes: body.toString('hex'), known: companies.has(params['company']!) } }) });
  const { url } = await startStub(t, [hook]);
  t.same((await ask(`${url}/api/hooks/demo`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>\r\n' })).body, { bytes: '3c612f3e0d0a', known: true });
});

t.test('a caller above his rate is told when to come back', async (t) => {
  const { url } = await startStub(t, [listOrders], { rateLimits: { user: { max: 2, windowSeconds: 60 }, company: { max: 100, windowSeconds: 60 } } });
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await ask(`${url}/api/orders`, { headers: BEARER })).status);
  t.same(statuses, [200, 200, 429]);
});

t.test('what is not HTTP is answered and cut', async (t) => {
  const { url } = await startStub(t, [listOrders], { http: { requestTimeoutMs: 1000 } });
  const { port } = new URL(url);
  const talk = async (text: string) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(text);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return answer;
  };
  t.match(await talk('nonsense\r\n\r\n'), /^HTTP\/1.1 400 [^]*core\.malformed_request/);
  t.match(await talk('GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: '), /^HTTP\/1.1 408 /, 'headers that never end');
  t.match(await talk('POST /api/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer good\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'), /^HTTP\/1.1 (408|405) /, 'a body that never ends');
});

t.test('a server that stops finishes what runs and takes nothing new', async (t) => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let entered = (): void => undefined;
  const running = new Promise<void>((resolve) => (entered = resolve));
  const slow = defineRoute({ method: 'GET', path: '/api/slow', permission: 'signed_in', summary, handle: async () => { entered(); await gate; return { body: { done: true } }; } });
  const { url, server } = await startStub(t, [slow]);
  const answer = ask(`${url}/api/slow`, { headers: BEARER });
  await running;
  const closed = server.close();
  await t.rejects(fetch(`${url}/health/live`), 'new connections are refused');
  open();
  t.match(await answer, { status: 200, body: { done: true } });
  await closed;
  t.equal(server.close() instanceof Promise, true, 'closing twice does no harm');
});

t.test('an outside party reaches what is offered to guests, under its permission, and nothing else', async (t) => {
  const plain = { summary, method: 'GET', handle: async () => ({ body: {} }) } as const;
  const { url, authenticator } = await startStub(t, [
    defineRoute({ ...plain, path: '/api/everybody', permission: 'signed_in' }), defineRoute({ ...plain, path: '/api/orders', permission: 'order.create' }),
    defineRoute({ ...plain, path: '/api/offered', permission: 'order.create', guests: true }), defineRoute({ ...plain, path: '/api/more', permission: 'order.approve', guests: true }),
    defineRoute({ ...plain, path: '/api/open', permission: 'public' }),
  ]);
  const statuses = async (): Promise<number[]> => Promise.all(['everybody', 'orders', 'offered', 'more', 'open'].map(async (path) => (await ask(`${url}/api/${path}`, { headers: BEARER })).status));
  t.same(await statuses(), [200, 200, 200, 403, 200], 'an employee');
  authenticator.identity = (key, via) => ({ company: authenticator.company as never, actor: { ...stubActor, isGuest: true }, via, key });
  t.same(await statuses(), [403, 403, 200, 403, 200], 'a guest');
  t.match(await ask(`${url}/api/everybody`, { headers: BEARER }), { body: { code: 'core.employees_only' } });
});

t.test('a public route answers one address only so often, and does not read what it refuses', async (t) => {
  let answered = 0;
  const form = defineRoute({ method: 'POST', path: '/api/form', permission: 'public', summary, addressRate: { max: 2, windowSeconds: 3600 }, body: { type: 'object' }, handle: async () => ({ body: { answered: (answered += 1) } }) });
  const { url } = await startStub(t, [form]);
  const statuses = [];
  for (const body of [{}, {}, {}, 'not json']) statuses.push((await ask(`${url}/api/form`, { ...post(body), headers: { ...ORIGIN, ...JSON_TYPE } })).status);
  t.same(statuses, [200, 200, 429, 429]);
  t.equal(answered, 2);
});

t.test('what a public route writes as the system is heard of', async (t) => {
  const seen: unknown[] = [];
  const route = defineRoute({
    method: 'POST', path: '/api/form', permission: 'public', summary, body: { type: 'object' },
    handle: (request) => request.writeAsSystem(request.companies.get('demo') as never, async (uow) => {
      uow.changes.push({ entity: 'a.b', id: '1', version: 1, event: 'b.created' });
      return { status: 201, body: { by: uow.actor.kind } };
    }),
  });
  const { url, company } = await startStub(t, [route], { onChanges: (id, changes) => void seen.push([id, changes.map((one) => one.event)]) });
  Object.assign(company, { robot: { ...stubActor, kind: 'robot' } });
  t.match(await ask(`${url}/api/form`, { ...post({}), headers: { ...ORIGIN, ...JSON_TYPE } }), { status: 201, body: { by: 'robot' } });
  t.same(seen, [['demo', ['b.created']]]);
});
