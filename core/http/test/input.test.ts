import t from 'tap';
import type { RefusalError } from '../../errors/index.ts';
import { RouteTable, defineRoute, parseStrictJson } from '../index.ts';
import { parseQueryString } from '../query-string.ts';

function refusal(work: () => unknown): { status?: number; code?: string } {
  try {
    work();
    return {};
  } catch (error) {
    const { status, code } = error as RefusalError;
    return { status, code };
  }
}

t.test('JSON comes back exactly as it was sent', async (t) => {
  const values: unknown[] = [
    {}, [], 0, -1, 1.5, '', 'Счёт № 15', { a: { b: [1, { c: null }] }, a2: 'x' }, 0.1, 1e21, 123456789012345, [[], [{}]],
    '\u202Eright to left\u200F', '😀', 'quote " and slash \\', { 'ключ "x"': true }, { '': 1 }, 9007199254740991,
  ];
  for (const value of values) t.same(parseStrictJson(JSON.stringify(value)), value);
  t.same(parseStrictJson(' { "a" : [ 1 , 2.50 , 15e-1 , 1E2 ] } '), { a: [1, 2.5, 1.5, 100] }, 'other spellings of the same number');
  t.same(parseStrictJson('{"a":{"x":1},"b":{"x":1},"c":["a","a"]}'), { a: { x: 1 }, b: { x: 1 }, c: ['a', 'a'] }, 'equal keys of different objects');
  t.same(parseStrictJson('{"a":"{\\"a\\":1,","b":"\\\\"}'), { a: '{"a":1,', b: '\\' }, 'text that looks like JSON');
});

t.test('JSON that two readers could understand differently is refused', async (t) => {
  const cases: [string | Uint8Array, number, string][] = [
    ['', 400, 'core.invalid_json'],
    ['{"a":1,}', 400, 'core.invalid_json'],
    ['{"a":1}{"b":2}', 400, 'core.invalid_json'],
    ['{"a":1,"a":1}', 400, 'core.duplicate_key'],
    ['{"a":1,"\\u0061":2}', 400, 'core.duplicate_key'],
    ['[{"b":[{"c":1,"d":2,"c":3}]}]', 400, 'core.duplicate_key'],
    ['{"__proto__":{"x":1}}', 400, 'core.forbidden_key'],
    ['{"a":[{"constructor":1}]}', 400, 'core.forbidden_key'],
    ['{"\\u005f_proto__":1}', 400, 'core.forbidden_key'],
    ['{"prototype":1}', 400, 'core.forbidden_key'],
    ['{"a":1e400}', 400, 'core.inexact_number'],
    ['{"a":-0}', 400, 'core.inexact_number'],
    ['[-0.0]', 400, 'core.inexact_number'],
    ['[1e-400]', 400, 'core.inexact_number'],
    ['[12345678901234567890]', 400, 'core.inexact_number'],
    ['[9007199254740993]', 400, 'core.inexact_number'],
    ['[0.1000000000000000055]', 400, 'core.inexact_number'],
    ['{"a":"\\u0000"}', 400, 'core.invalid_text'],
    ['{"a":"\\ud800"}', 400, 'core.invalid_text'],
    ['{"\\udc00":1}', 400, 'core.invalid_text'],
    [new Uint8Array([0x22, 0xff, 0x22]), 400, 'core.invalid_utf8'],
    [new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 400, 'core.invalid_utf8'],
    [`${'['.repeat(51)}${']'.repeat(51)}`, 422, 'core.nesting_too_deep'],
    [`${'{"a":'.repeat(51)}1${'}'.repeat(51)}`, 422, 'core.nesting_too_deep'],
    [`${'['.repeat(300_000)}${']'.repeat(300_000)}`, 422, 'core.nesting_too_deep'],
  ];
  for (const [text, status, code] of cases) t.match(refusal(() => parseStrictJson(text)), { status, code }, String(text).slice(0, 40));
  t.doesNotThrow(() => parseStrictJson(`${'['.repeat(50)}${']'.repeat(50)}`), 'fifty levels are taken');
  const depth = `${'[1,{"a":['.repeat(10)}${']}]'.repeat(10)}`;
  t.doesNotThrow(() => parseStrictJson(`[${depth},${depth}]`), 'levels that were closed do not count');
});

t.test('a query string is decoded strictly', async (t) => {
  t.same(parseQueryString('filter%5Bname%5D%5Blike%5D=%D0%98+%D0%9F&sort=-date&empty'), { 'filter[name][like]': 'И П', sort: '-date', empty: '' });
  for (const [text, code] of [
    ['a=1&a=2', 'core.repeated_parameter'],
    ['filter[__proto__]=1', 'core.forbidden_key'],
    ['constructor=1', 'core.forbidden_key'],
    ['a=%ff', 'core.invalid_query'],
    ['a=%00', 'core.invalid_query'],
    ['a=%', 'core.invalid_query'],
  ] as const) {
    t.match(refusal(() => parseQueryString(text)), { status: 400, code }, text);
  }
});

const route = (method: 'GET' | 'POST', path: string, permission = 'signed_in') =>
  defineRoute({ method, path, permission, summary: { ru: path, en: path }, handle: async () => ({}) });

t.test('a route is found by its exact path and method', async (t) => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const table = new RouteTable([
    route('GET', '/api/crm/orders'), route('POST', '/api/crm/orders'), route('GET', '/api/crm/orders/:id'), route('GET', '/api/crm/orders/board'),
    route('POST', '/api/crm/orders/:id/transitions'), route('GET', '/api/hooks/:name'), route('GET', '/assets/*file'), route('GET', '/*page'), route('GET', '/'),
  ]);
  const found = (method: string, path: string) => {
    const match = table.match(method, path);
    return match.kind === 'found' ? [match.route.definition.path, match.params] : match.kind === 'wrong_method' ? match.allowed : match.kind;
  };
  t.same(found('GET', '/api/crm/orders'), ['/api/crm/orders', {}]);
  t.same(found('HEAD', '/api/crm/orders'), ['/api/crm/orders', {}]);
  t.same(found('GET', `/api/crm/orders/${id}`), ['/api/crm/orders/:id', { id }]);
  t.same(found('GET', '/api/crm/orders/board'), ['/api/crm/orders/board', {}], 'a fixed name wins over an id');
  t.same(found('GET', '/api/hooks/%D0%B0'), ['/api/hooks/:name', { name: 'а' }]);
  t.same(found('GET', '/assets/a/b.js'), ['/assets/*file', { file: 'a/b.js' }]);
  t.same(found('GET', '/orders/5'), ['/*page', { page: 'orders/5' }]);
  t.same(found('GET', '/'), ['/', {}]);
  t.same(found('DELETE', '/api/crm/orders'), ['GET', 'POST'], 'the methods it has');
  for (const path of ['/api/crm/orders/', '/api//crm/orders', '/API/crm/orders', '/api/crm/orders/17', '/api/unknown', '/api/crm/orders/%ff', `/api/crm/orders/${id}%00`, '/health/x']) {
    t.equal(found('GET', path), 'unknown', path);
  }
});

t.test('routes that cannot be served are refused together when they are registered', async (t) => {
  t.throws(
    () => new RouteTable([route('GET', '/api/a', ''), route('GET', '/api/b', undefined as unknown as string), route('GET', '/api/c'), route('GET', '/api/c'), route('GET', 'api/d'), route('GET', '/api/e', 'admin')]),
    { message: /GET \/api\/a declares no permission[^]*GET \/api\/c is registered twice[^]*GET api\/d is not a path[^]*GET \/api\/e declares no permission/ },
  );
  const wrong = defineRoute({ ...route('POST', '/api/x'), body: { type: 'objekt' } });
  t.throws(() => new RouteTable([wrong]).compileAll(), { message: /POST \/api\/x/ }, 'a wrong schema is found before a request meets it');
});
