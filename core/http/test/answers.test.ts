import SwaggerParser from '@apidevtools/swagger-parser';
import t from 'tap';
import { ConflictError, NotFoundError, TooManyRequestsError, UnavailableError } from '../../errors/index.ts';
import { checkDatabase, createLogger, defineRoute, openApiDocument, problemOf } from '../index.ts';
import { checkOrigin, clientAddress, securityHeaders } from '../web-security.ts';
import { RequestRates } from '../request-rates.ts';

const en = { id: 'r-1', locale: 'en' } as const;

t.test('everything thrown becomes a problem document', async (t) => {
  const pg = (code: string, more: object = {}) => Object.assign(new Error(`select secret_column from t: ${code}`), { code, ...more });
  const cases: [string, unknown, number, object][] = [
    ['a refusal', new NotFoundError(), 404, { code: 'core.not_found', type: 'urn:reglament:error:core.not_found', detail: 'Not found.' }],
    ['unique', pg('23505', { detail: 'Key (inn, kpp)=(7707083893, 770701001) already exists.' }), 409, { code: 'core.duplicate', params: { fields: 'inn, kpp' }, errors: [{ pointer: '/inn' }, { pointer: '/kpp' }] }],
    ['unique over an expression, in Russian', pg('23505', { detail: 'Ключ "(lower((login)::text))=(ivan)" уже существует.' }), 409, { params: { fields: 'login' } }],
    ['missing reference', pg('23503', { detail: 'Key (partner_id)=(0f) is not present in table "crm_partner".' }), 422, { code: 'core.missing_reference', errors: [{ pointer: '/partner_id' }] }],
    ['still referenced', pg('23503', { detail: 'Key (id)=(0f) is still referenced from table "crm_order".' }), 409, { code: 'core.still_referenced' }],
    ['not null', pg('23502', { column: 'name' }), 422, { code: 'core.required', errors: [{ pointer: '/name' }] }],
    ['check', pg('23514', { constraint: 'crm_order_amount_positive' }), 422, { code: 'core.check_failed', params: { constraint: 'crm_order_amount_positive' } }],
    ['malformed', pg('22P02'), 400, { code: 'core.bad_value' }],
    ['too large', pg('22003'), 422, { code: 'core.out_of_range' }],
    ['wrapped by objection', Object.assign(new Error('x'), { nativeError: pg('23505', { detail: 'Key (code)=(1) already exists.' }) }), 409, { code: 'core.duplicate' }],
    ['deadlock', pg('40P01'), 503, { code: 'core.contention' }],
    ['server going down, wrapped', Object.assign(new Error('x'), { nativeError: pg('57P01') }), 503, { code: 'core.database_unavailable' }],
    ['connection refused', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 503, { code: 'core.database_unavailable' }],
    ['a write past the engine', pg('RG001'), 500, { code: 'core.fault', id: 'r-1' }],
    ['a bug', new TypeError('undefined is not a function'), 500, { code: 'core.fault', id: 'r-1' }],
    ['something that is not an error', 'oops', 500, { code: 'core.fault' }],
  ];
  for (const [name, error, status, body] of cases) {
    const problem = problemOf(error, en);
    t.match({ ...problem.body, status: problem.status }, { ...body, status }, name);
    t.equal(problem.isFault, status === 500, `${name}: logged as a fault`);
    t.notMatch(JSON.stringify(problem.body), /secret_column|7707083893|ivan\b|undefined is not/, `${name}: no SQL, values or stack`);
  }
  t.equal(problemOf(new UnavailableError('core.x', { ru: 'x', en: 'x' }, 5), en).headers['retry-after'], '5');
  t.equal(problemOf(new TooManyRequestsError(7), en).headers['retry-after'], '7');
});

t.test('a refusal is told in the language of the caller', async (t) => {
  const error = new ConflictError('contracts.refused', { ru: 'Сумма {amount} больше лимита.', en: 'The amount {amount} is above the limit.' }, {
    params: { amount: '10.00' },
    errors: [{ pointer: '/amount', code: 'limit', message: { ru: 'Меньше', en: 'Less' } }],
    reasons: [{ code: 'limit', message: { ru: 'Лимит', en: 'Limit' }, who: ['director'], facts: { amount: 10 }, clauses: [{ text: { ru: 'сумма ≤ лимита', en: 'amount ≤ limit' }, result: false }] }],
  });
  t.match(problemOf(error, { id: 'x', locale: 'ru' }).body, { title: 'Отказано', detail: 'Сумма 10.00 больше лимита.', errors: [{ message: 'Меньше' }], reasons: [{ message: 'Лимит', who: ['director'], clauses: [{ text: 'сумма ≤ лимита', result: false }] }] });
  t.match(problemOf(error, en).body, { title: 'Refused', detail: 'The amount 10.00 is above the limit.', errors: [{ message: 'Less' }], reasons: [{ message: 'Limit', facts: { amount: 10 } }] });
});

t.test('a change by cookie must prove that our own page sent it', async (t) => {
  const session = { via: 'session', csrfToken: 'csrf-1' } as const;
  const cases: [string, Record<string, string>, Parameters<typeof checkOrigin>[1], boolean][] = [
    ['public origin', { origin: 'https://crm.example' }, session, true],
    ['same host', { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }, session, true],
    ['referer of ours', { referer: 'https://crm.example/board?x=1' }, session, true],
    ['token of the session', { 'x-csrf-token': 'csrf-1' }, session, true],
    ['nothing', {}, session, false],
    ['another origin', { origin: 'https://evil.example' }, session, false],
    ['our name as a prefix', { origin: 'https://crm.example.evil.example' }, session, false],
    ['another scheme', { origin: 'http://crm.example' }, session, false],
    ['another origin with the token', { origin: 'https://evil.example', 'x-csrf-token': 'csrf-1' }, session, false],
    ['an opaque origin', { origin: 'null' }, session, false],
    ['a referer that is no address', { referer: 'x' }, session, false],
    ['a wrong token', { 'x-csrf-token': 'csrf-2' }, session, false],
    ['cross-site, whatever else', { 'sec-fetch-site': 'cross-site', origin: 'https://crm.example' }, session, false],
    ['a bearer token', { origin: 'https://evil.example' }, { via: 'token' }, true],
    ['nobody, no origin: a program that signs in', {}, undefined, true],
    ['nobody, another origin', { origin: 'https://evil.example' }, undefined, false],
    ['nobody, an opaque origin', { origin: 'null' }, undefined, false],
  ];
  for (const [name, headers, identity, allowed] of cases) {
    if (allowed) t.doesNotThrow(() => checkOrigin(headers, identity, 'https://crm.example'), name);
    else t.throws(() => checkOrigin(headers, identity, 'https://crm.example'), { status: 403, code: 'core.foreign_origin' }, name);
  }
});

t.test('the address of the client is the one nobody can forge', async (t) => {
  const forged = { 'x-forwarded-for': '6.6.6.6, 10.0.0.7' };
  t.equal(clientAddress(forged, '::ffff:192.0.2.1', false), '192.0.2.1');
  t.equal(clientAddress(forged, '127.0.0.1', true), '10.0.0.7');
  t.equal(clientAddress({}, '127.0.0.1', true), '127.0.0.1');
});

t.test('answers carry a policy without inline scripts and eval', async (t) => {
  for (const path of ['/', '/api/session']) {
    const headers = securityHeaders(path, true);
    t.notMatch(headers['content-security-policy'], /unsafe/);
    t.match(headers, { 'content-security-policy': /frame-ancestors 'none'/, 'x-content-type-options': 'nosniff', 'referrer-policy': String, 'strict-transport-security': String });
  }
  t.match(securityHeaders('/api/session', false), { 'cache-control': 'no-store', 'strict-transport-security': undefined });
});

t.test('a busy caller is slowed and his neighbour is not', async (t) => {
  let now = 0;
  const rates = new RequestRates({ max: 2, windowSeconds: 2 }, () => now);
  rates.take('a');
  rates.take('a');
  t.throws(() => rates.take('a'), { code: 'core.too_many_requests', message: /again in 1 s/ });
  t.doesNotThrow(() => rates.take('b'));
  now = 1000;
  t.doesNotThrow(() => rates.take('a'));
  t.throws(() => rates.take('a'), { code: 'core.too_many_requests' });
});

t.test('readiness says in words what is wrong with the database', async (t) => {
  const answering = (row: object) => ({ query: async () => [row] as never[] });
  t.match(await checkDatabase(answering({ version: 150_000, fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' })), { ready: true, warnings: [] });
  t.match(await checkDatabase(answering({ version: 130_000, fsync: 'off', full_page_writes: 'on', synchronous_commit: 'off' })), { ready: true, warnings: [{ en: /fsync/ }, { en: /synchronous_commit/ }, { en: /14/ }] });
  t.match(await checkDatabase({ query: async () => { throw new UnavailableError('core.database_unavailable', { ru: 'нет', en: 'gone' }); } }), { ready: false, reasons: [{ en: 'gone' }] });
  t.match(await checkDatabase({ query: () => new Promise(() => undefined) }, 10), { ready: false, reasons: [{ en: /does not answer/ }] });
});

t.test('secrets do not reach the log', async (t) => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  logger.info({ password: 'p-1', headers: { authorization: 'Bearer p-2', cookie: 'p-3', 'set-cookie': 'p-4' }, request: { headers: { cookie: 'p-5' } }, name: 'line\nbreak' }, 'x');
  t.equal(lines.length, 1);
  t.notMatch(lines[0], /p-\d/);
  t.equal(lines[0]!.trim().split('\n').length, 1, 'a line break in a value is escaped');
});

t.test('the OpenAPI document is valid and lists every route once', async (t) => {
  const summary = { ru: 'Заказ', en: 'Order' };
  const handle = async () => ({});
  const body = { type: 'object', additionalProperties: false, required: ['amount'], properties: { amount: { type: 'string' }, note: { type: ['string', 'null'] } } };
  const document = openApiDocument(
    [
      defineRoute({ method: 'GET', path: '/api/crm/customer-orders', permission: 'order.read', summary, query: { limit: { type: 'integer', maximum: 200 } }, openQuery: true, handle }),
      defineRoute({ method: 'POST', path: '/api/crm/customer-orders', permission: 'order.create', summary, body, response: { type: 'object' }, handle }),
      defineRoute({ method: 'PATCH', path: '/api/crm/customer-orders/:id', permission: 'order.create', summary, body, handle }),
      defineRoute({ method: 'POST', path: '/api/crm/customer-orders/:id/files/:fileId', permission: 'signed_in', summary, multipart: true, handle }),
      defineRoute({ method: 'POST', path: '/api/hooks/:name', permission: 'public', summary, raw: true, handle }),
      defineRoute({ method: 'GET', path: '/assets/*file', permission: 'public', summary, handle }),
    ],
    { title: 'Reglament', version: '1.0.0' },
  );
  const parsed = (await new SwaggerParser().validate(structuredClone(document) as never)) as unknown as { paths: Record<string, Record<string, { operationId: string; 'x-permission': string; parameters: { name: string }[] }>> };
  t.same(Object.keys(parsed.paths), ['/api/crm/customer-orders', '/api/crm/customer-orders/{id}', '/api/crm/customer-orders/{id}/files/{fileId}', '/api/hooks/{name}', '/assets/{file}']);
  t.equal(parsed.paths['/api/crm/customer-orders/{id}']!['patch']!.operationId, 'patchApiCrmCustomerOrdersById');
  t.equal(parsed.paths['/api/crm/customer-orders']!['post']!['x-permission'], 'order.create');
  t.same(parsed.paths['/api/crm/customer-orders']!['post']!.parameters.map((one) => one.name), ['Idempotency-Key']);
});
