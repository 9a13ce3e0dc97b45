import { request } from 'node:http';
import t from 'tap';
import type { Answer, TestClient } from '../../core/testing/index.ts';
import { make, startTrust } from './fixture/start.ts';

const PROJECTS = '/api/desk/projects';
const DEALS = '/api/vault/deals';

/** A value for a test's name: what cannot be printed would break the report. */
function inAscii(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]|#/g, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** Longest an answer to bad input may take, milliseconds. */
const PATIENCE_MS = 2000;

t.test('bad input is an answer, never a failure', async (t) => {
  const app = await startTrust(t);
  const boss = await app.as('boss');
  const project = await make(boss, PROJECTS, { title: 'Цель', budget: '1.00' });
  const ticket = await make(boss, '/api/desk/tickets', { project_id: project, name: 'Цель' });

  /** Sends what fetch would mend or refuse to send. */
  function raw(method: string, path: string, body: string | Buffer = '', headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const url = new URL(app.url);
      const sent = request({ host: url.hostname, port: url.port, method, path, headers: { origin: app.url, ...boss.cookies, ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }), ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async function inTime<Result>(work: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Bodies of a new project and what they are answered with; a function of the answer, or statuses. */
  const bodies: [string, string, readonly number[]][] = [
    ['an unknown field', '{"title":"a","colour":"red"}', [422]],
    ['a read-only field', '{"title":"a","state":"done"}', [422]],
    ['a system field', '{"title":"a","version":7}', [422]],
    ['__proto__', '{"title":"a","__proto__":{"x":1}}', [400]],
    ['__proto__ escaped', '{"title":"a","\\u005f_proto__":{"x":1}}', [400]],
    ['constructor', '{"title":"a","constructor":{"prototype":{}}}', [400]],
    ['prototype', '{"title":"a","prototype":1}', [400]],
    ['__proto__ deep inside', '{"title":"a","external_ids":{"a":[{"__proto__":1}]}}', [400]],
    ['an own field of the company that is not declared', '{"title":"a","custom":{"colour":"red"}}', [422]],
    ['toString as a field', '{"title":"a","toString":"b"}', [422]],
    ['NUL', '{"title":"a\\u0000b"}', [400]],
    ['NUL in a key', '{"title":"a","x\\u0000":1}', [400]],
    ['half a surrogate pair', '{"title":"\\ud800"}', [400]],
    ['the other half', '{"title":"x\\udc00y"}', [400]],
    ['a duplicate key', '{"title":"a","title":"b"}', [400]],
    ['a duplicate key written differently', '{"title":"a","t\\u0069tle":"b"}', [400]],
    ['1e400', '{"title":"a","budget":1e400}', [400]],
    ['minus zero', '{"title":"a","budget":-0}', [400]],
    ['a number of twenty digits', '{"title":"a","budget":12345678901234567890}', [400]],
    ['an object for a string', '{"title":{"$ne":null}}', [400]],
    ['an array for a string', '{"title":["a"]}', [400]],
    ['null for a required string', '{"title":null}', [400, 422]],
    ['a number for a string', '{"title":7}', [400]],
    ['a boolean for a string', '{"title":true}', [400]],
    ['an empty required string', '{"title":""}', [422]],
    ['nothing required', '{}', [422]],
    ['an array for the whole', '[{"title":"a"}]', [400]],
    ['a string for the whole', '"a"', [400]],
    ['null for the whole', 'null', [400]],
    ['not JSON', '{title: a}', [400]],
    ['half of JSON', '{"title":"a"', [400]],
    ['JSON and a tail', '{"title":"a"} x', [400]],
    ['money as a float', '{"title":"a","budget":1.5}', [400]],
    ['money with three decimals', '{"title":"a","budget":"1.005"}', [422]],
    ['money in exponents', '{"title":"a","budget":"1e5"}', [422]],
    ['money with a comma', '{"title":"a","budget":"1,50"}', [422]],
    ['money too large', '{"title":"a","budget":"99999999999999999"}', [422]],
    ['money that is not a number', '{"title":"a","budget":"NaN"}', [422]],
    ['money in other digits', '{"title":"a","budget":"١٢"}', [422]],
    ['money below its minimum', '{"title":"a","budget":"-1.00"}', [422]],
    ['31 February', '{"title":"a","date":"2026-02-31T00:00:00Z"}', [422]],
    ['a day without a zone', '{"title":"a","date":"2026-02-01T00:00:00"}', [422]],
    ['a year that PostgreSQL does not have', '{"title":"a","date":"+999999-01-01T00:00:00Z"}', [422]],
    ['an id that is none', '{"title":"a","responsible_id":"1 or 1=1"}', [422]],
    ['an id of nobody', '{"title":"a","responsible_id":"00000000-0000-4000-8000-000000000000"}', [422]],
    ['an object for an id', '{"title":"a","id":{"a":1}}', [400]],
    ['a text over its length', JSON.stringify({ title: 'я'.repeat(201) }), [422]],
    ['nesting over fifty', `{"title":"a","external_ids":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`, [422]],
    ['ten thousand brackets', `{"title":"a","external_ids":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, [422]],
    ['a section that is no list', '{"title":"a","lines":{}}', [400, 422]],
    ['a body over a megabyte', JSON.stringify({ title: 'a', comment: 'x'.repeat(1_100_000) }), [413]],
    ['ten megabytes', JSON.stringify({ title: 'x'.repeat(10_000_000) }), [413]],
  ];

  t.test('bodies', async (t) => {
    for (const [name, body, statuses] of bodies) {
      const answer = await inTime(raw('POST', PROJECTS, body));
      t.ok(statuses.includes(answer.status), `${name}: ${answer.status} ${answer.text.slice(0, 150)}`);
      t.match(JSON.parse(answer.text), { code: /^core\./, status: answer.status, detail: /\S/ }, name);
    }
    const invalid = await raw('POST', PROJECTS, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]));
    t.equal(invalid.status, 400, 'bytes that are not UTF-8');
    for (const method of ['PATCH', 'POST'] as const) {
      for (const [name, body] of bodies.slice(0, 16)) {
        const path = method === 'PATCH' ? `${PROJECTS}/${project}` : `${PROJECTS}/${project}/transitions`;
        const answer = await inTime(raw(method, path, body.replace(/^\{/, method === 'PATCH' ? '{"version":1,' : '{"event":"project.dropped",')));
        t.ok(answer.status >= 400 && answer.status < 500, `${method} ${name}: ${answer.status}`);
      }
    }
    t.match((await boss.get(`${PROJECTS}/${project}`)).body, { version: 1, state: 'open' }, 'nothing of it was stored');
  });

  t.test('queries', async (t) => {
    const filters = Array.from({ length: 60 }, (_, at) => `filter[${['title', 'number', 'comment', 'reason', 'based_on_entity', 'budget', 'created_at'][at % 7]}][${['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'like', 'null'][Math.floor(at / 7)] ?? 'eq'}]=1`);
    const queries: [string, string][] = [
      ['an unknown parameter', 'colour=red'], ['an unknown field', 'filter[colour]=red'], ['an unknown operator', 'filter[title][regex]=a'], ['an unknown sort', 'sort=colour'],
      ['an unknown relation', 'include=colour'], ['a dotted name', 'filter[core_user.password]=1'], ['an alias', 'sort=t.title'], ['SQL in a name', 'sort=title%22;select%201'],
      ['SQL in a filter', 'filter[title%22]=1'], ['__proto__', '__proto__=1'], ['__proto__ in a filter', 'filter[__proto__]=1'], ['constructor', 'filter[constructor][name]=1'],
      ['a prototype method as a field', 'sort=toString'], ['an unknown column', 'fields=colour'], ['a page over 200', 'limit=201'], ['a page of nothing', 'limit=0'], ['a page of minus one', 'limit=-1'],
      ['a page of letters', 'limit=all'], ['a page in exponents', 'limit=1e9'], ['a cursor of rubbish', 'after=rubbish'], ['a cursor of others', `after=${Buffer.from('[{"a":1},"x"]').toString('base64url')}`],
      ['a cursor with a wrong value', `after=${Buffer.from(JSON.stringify(['never', project])).toString('base64url')}`],
      ['a repeated parameter', 'limit=1&limit=2'], ['NUL', 'q=%00'], ['half a surrogate pair', 'q=%ED%A0%80'], ['bytes that are not UTF-8', 'q=%FF'], ['a broken escape', 'q=%E'],
      ['over fifty filters', filters.join('&')], ['a hundred parameters', Array.from({ length: 120 }, (_, at) => `a${at}=1`).join('&')], ['a search too long', `q=${'%D1%8F'.repeat(201)}`],
      ['a word for a number', 'filter[budget]=much'], ['31 February', 'filter[date][gte]=2026-02-31'], ['an id that is none', 'filter[responsible_id]=1'],
      ['null with maybe', 'filter[reason][null]=maybe'], ['a part of a number', 'filter[budget][like]=1'], ['a list over 200', `filter[title][in]=${Array.from({ length: 201 }, (_, at) => at).join(',')}`],
      ['a json column', 'filter[custom]=1'], ['an own field that is not declared', 'filter[custom.colour]=1'], ['total of rubbish', 'total=perhaps'],
    ];
    for (const [name, query] of queries) {
      const answer = await inTime(raw('GET', `${PROJECTS}?${query}`));
      t.ok([400, 422].includes(answer.status), `${name}: ${answer.status} ${answer.text.slice(0, 150)}`);
    }
    for (const q of [`'; drop table desk_project; --`, '%', '_', '\\', '!!!', '"', '& | ! ( ) : *', '<->', '\u202e', 'а'.repeat(200)]) {
      t.equal((await inTime(boss.get(`${PROJECTS}?q=${encodeURIComponent(q)}`))).status, 200, `a search for ${q.slice(0, 10)}`);
      t.equal((await inTime(boss.get(`${PROJECTS}?filter[title][like]=${encodeURIComponent(q)}`))).status, 200);
      t.ok((await inTime(boss.get(`/api/search?q=${encodeURIComponent(`${q}  `)}`))).status < 500);
    }
  });

  t.test('paths, events and single parameters', async (t) => {
    const requests: [string, string, unknown, readonly number[]][] = [
      ['GET', `${PROJECTS}/1`, undefined, [404]], ['GET', `${PROJECTS}/${project}'`, undefined, [404]], ['GET', `${PROJECTS}/%00`, undefined, [404]], ['GET', `${PROJECTS}/${project}/..%2f..`, undefined, [404]],
      ['GET', `${PROJECTS}/`, undefined, [404]], ['GET', '/api/Desk/projects', undefined, [404]], ['GET', '/api/constructor/prototype', undefined, [404]], ['GET', '/api/desk/__proto__', undefined, [404]],
      ['GET', `${PROJECTS}/${project}?include=colour`, undefined, [400]], ['GET', `${PROJECTS}/${project}?colour=1`, undefined, [400]], ['GET', `${PROJECTS}/${project}/explain/nothing.at_all`, undefined, [404]],
      ['GET', `${PROJECTS}/${project}/explain/vault.verdict`, undefined, [404]], ['GET', `${PROJECTS}/${project}/explain/__proto__`, undefined, [404]],
      ['PUT', `${PROJECTS}/${project}`, {}, [405]], ['PATCH', `${PROJECTS}/${project}`, { title: 'без версии' }, [422]], ['PATCH', `${PROJECTS}/${project}`, { version: '1', title: 'x' }, [400]],
      ['PATCH', `${PROJECTS}/${project}`, { version: 1.5, title: 'x' }, [400, 422]], ['DELETE', `${PROJECTS}/${project}`, undefined, [400]], ['DELETE', `${PROJECTS}/${project}?version=x`, undefined, [400, 422]],
      ['POST', `/api/desk/tickets/${ticket}/transitions`, { event: 'constructor' }, [422]], ['POST', `/api/desk/tickets/${ticket}/transitions`, { event: { a: 1 } }, [400]],
      ['POST', `/api/desk/tickets/${ticket}/transitions`, { event: 'ticket.taken', data: [] }, [400]], ['POST', `/api/desk/tickets/${ticket}/transitions`, { event: 'ticket.taken', data: { x: 1 } }, [422]],
      ['POST', `/api/desk/tickets/${ticket}/transitions`, { event: 'ticket.taken', to: 'done' }, [422]], ['POST', `/api/desk/tickets/${ticket}/transitions?dry_run=yes`, { event: 'ticket.taken' }, [400, 422]],
      ['POST', `${PROJECTS}/${project}/transitions`, { event: 'project.dropped', data: { reason: { a: 1 } } }, [400, 422]], ['POST', `${PROJECTS}/${project}/transitions`, { event: 'project.dropped', data: { reason: null } }, [400, 422]],
      ['POST', '/api/clock', { to: '2026-02-31T00:00:00Z' }, [422]], ['POST', '/api/clock', { to: 5 }, [400]],
      ['POST', '/api/access/users', { full_name: 'a', email: 'not mail', roles: [] }, [422]], ['POST', '/api/access/users', { full_name: 'a', email: 'a@b.example', roles: 'boss' }, [400]],
    ];
    for (const [method, path, body, statuses] of requests) {
      const answer = await inTime(raw(method, path, body === undefined ? '' : JSON.stringify(body), method === 'DELETE' ? { 'content-type': '' } : {}));
      t.ok(statuses.includes(answer.status), `${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${answer.text.slice(0, 150)}`);
    }
  });

  t.test('signing in with anything but two strings', async (t) => {
    const strange: unknown[] = [{ login: { $ne: 1 }, password: 'x' }, { login: ['boss'], password: 'x' }, { login: 'boss', password: ['demo-reglament'] }, { login: null, password: null }, { login: true, password: 1 }, { login: 'boss' }, {}, [], 'boss', { login: 'boss', password: 'demo-reglament', role: 'boss' }];
    for (const body of strange) {
      const answer = await inTime(app.anonymous().post('/api/session', body));
      t.ok([400, 422].includes(answer.status), `${JSON.stringify(body)}: ${answer.status}`);
    }
    for (const cookie of ['reglament=', 'reglament=%00', `reglament=${'x'.repeat(3000)}`, '__proto__=1', ';;;===']) {
      t.equal((await raw('GET', '/api/session', '', { cookie })).status, 401, cookie.slice(0, 20));
    }
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer __proto__', `Bearer ${'x'.repeat(500)}`, 'Basic Ym9zczpib3Nz', '\u00ff']) {
      t.equal((await raw('GET', '/api/session', '', { authorization })).status, 401, authorization.slice(0, 20));
    }
    for (const key of ['a b', '', 'x'.repeat(201), 'ключ'.normalize().replace(/./g, '\u00e9')]) {
      t.equal((await raw('POST', PROJECTS, '{"title":"a"}', { 'idempotency-key': key })).status, 400, 'a key that is none');
    }
  });

  /** Texts that have broken something somewhere; each must come back exactly as it was sent, or be refused. */
  const naughty = [
    'undefined', 'null', 'NaN', 'true', '0', '-1', '1/0', '1e3', '007707083893', "O'Brien", "'; drop table desk_project; --", '" or ""="', '$1', '${7*7}', '{{7*7}}', '<%= 7*7 %>', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>',
    'javascript:alert(1)', '../../etc/passwd', '..\\..\\windows', 'C:\\', '/dev/null', '| ls', '`id`', '$(id)', '%s%s%n', '%00', '\\u0000', '=1+1', '+7 495 123-45-67', '-5', '@sum', '\ttab', 'a\r\nb', '  blanks  ', '\u00a0',
    '\u200b', '\ufeffBOM', '\u202eправо налево', '\u2066isolate\u2069', 'é', 'e\u0301', 'Å', 'A\u030a', 'ﬀ', 'ı', 'ß', 'İ', '😀', '👨‍👩‍👧‍👦', '🇷🇺', '\u{10ffff}', '\uffff', '\ufffe', '\u0001', '\u001f', '\u007f', '\u0085', '\u2028', 'Z̸͑̚a̵͌l̴̀g̶̏ö̶́', '田中さん', 'مرحبا', 'שלום', 'ёЁ', '𝒳',
    '(){:;};', '{"a":1}', '[1]', '\\', '\\\\', '"', '""', "''", '%', '_', '*', '?', 'a'.repeat(200), '😀'.repeat(100),
  ];

  t.test('naughty strings come back as they were sent, in every text field', async (t) => {
    const texts = naughty.filter((text) => [...text].length <= 200);
    for (const text of texts) {
      const body = { title: text, notes: text, tags: [text], external_ids: { [text.slice(0, 40)]: text }, lines: [{ product: text }] };
      const made = await inTime(boss.post(DEALS, body));
      t.ok(made.status === 201 || (made.status >= 400 && made.status < 500), `${inAscii(text)}: ${made.status} ${inAscii(made.body).slice(0, 200)}`);
      if (made.status !== 201) continue;
      const read = (await boss.get(`${DEALS}/${made.body.id}`)).body;
      t.same({ title: read.title, notes: read.notes, tags: read.tags, external_ids: read.external_ids, product: read.lines[0].product }, { title: text, notes: text, tags: [text], external_ids: body.external_ids, product: text }, inAscii(text));
    }
    const stored = (await boss.get(`${DEALS}?total=true&limit=1`)).body.total as number;
    t.ok(stored > texts.length * 0.9, `${stored} of ${texts.length} were taken`);
  });

  t.test('twins in two Unicode forms stay two texts, each found as it was written', async (t) => {
    const [composed, decomposed] = [await make(boss, PROJECTS, { title: 'caf\u00e9' }), await make(boss, PROJECTS, { title: 'cafe\u0301' })];
    t.equal((await boss.get(`${PROJECTS}/${composed}`)).body.title, 'caf\u00e9');
    t.equal((await boss.get(`${PROJECTS}/${decomposed}`)).body.title, 'cafe\u0301');
    t.same((await boss.get(`${PROJECTS}?filter[title]=${encodeURIComponent('caf\u00e9')}`)).body.data.map((row: { id: string }) => row.id), [composed]);
  });

  t.test('exact values come back exactly', async (t) => {
    const values = { weight: '0.070', count: -2147483648, due_on: '2024-02-29', is_urgent: false, margin: '9999999999999.99' };
    const read = (await boss.get(`${DEALS}/${await make(boss, DEALS, { title: 'точно', ...values })}`)).body;
    t.match(read, values);
    for (const wrong of [{ count: 2147483648 }, { count: 1.5 }, { count: '1' }, { due_on: '2026-02-31' }, { due_on: '2026-2-1' }, { due_on: '2026-02-01T00:00:00Z' }, { weight: '0.0701' }, { weight: 1 }, { is_urgent: 'yes' }, { is_urgent: 1 }, { tags: 'a' }, { tags: [1] }, { tags: Array.from({ length: 501 }, () => 'a') }]) {
      const answer = await boss.post(DEALS, { title: 'x', ...wrong });
      t.ok([400, 422].includes(answer.status), `${JSON.stringify(wrong).slice(0, 60)}: ${answer.status}`);
    }
  });

  t.test('neighbours go on working while one sends rubbish', async (t) => {
    const worker: TestClient = await app.as('worker');
    const big = JSON.stringify({ title: 'x'.repeat(3_000_000) });
    const flood = Promise.all(Array.from({ length: 30 }, (_, at) => raw('POST', PROJECTS, at % 2 === 0 ? big : `{"title":"a","external_ids":${'['.repeat(200_000)}`).catch(() => undefined)));
    const answers: Answer[] = [];
    for (let round = 0; round < 20; round += 1) answers.push(await inTime(worker.get(`${PROJECTS}/${project}`)));
    t.ok(answers.every((answer) => answer.status === 200));
    await flood;
  });
});
