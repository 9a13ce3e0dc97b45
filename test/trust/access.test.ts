import t from 'tap';
import pg from 'pg';
import type { TestClient } from '../../core/testing/index.ts';
import { make, startTrust, userId } from './fixture/start.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** An answer without what differs between two requests in any case. */
function said({ status, body }: { status: number; body: unknown }, ...ids: string[]): string {
  let text = JSON.stringify([status, body]);
  for (const id of ids) text = text.replaceAll(id, 'ID');
  return text;
}

t.test('who may see and do what', async (t) => {
  const app = await startTrust(t);
  const names = ['boss', 'worker', 'other', 'seller', 'rival', 'nobody', 'south_boss', 'south_worker'] as const;
  const clients = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await app.as(name)] as const))) as Record<(typeof names)[number], TestClient>;
  const { boss, worker, seller, rival, nobody, south_boss: southBoss, south_worker: southWorker } = clients;
  const project = await make(boss, '/api/desk/projects', { title: 'Пресс кузнечный', budget: '500.00', margin: '77.77' });
  const ticket = await make(boss, '/api/desk/tickets', { project_id: project, name: 'Сварка', hours: '1' });
  const sellers = await make(seller, '/api/vault/deals', { title: 'Насос', margin: '5.00', lines: [{ product: 'Вал', cost: '3.33' }] });
  const bosses = await make(boss, '/api/vault/deals', { title: 'Компрессор', margin: '6.66', secret: 'перламутр', lines: [{ product: 'Ротор', cost: '4.44' }] });

  t.test('every route asks its permission: the matrix of routes and roles', async (t) => {
    const cells: [string, string, unknown, Partial<Record<(typeof names)[number], number>>][] = [
      ['GET', `/api/desk/projects/${project}`, undefined, { boss: 200, worker: 200, seller: 200, nobody: 200, south_boss: 404, south_worker: 404 }],
      ['PATCH', `/api/desk/projects/${project}`, { version: 1 }, { boss: 200, worker: 403, other: 403, seller: 403, nobody: 403, south_boss: 404 }],
      ['POST', '/api/desk/projects', { title: 'x' }, { boss: 201, worker: 201, seller: 403, nobody: 403, south_worker: 201 }],
      ['DELETE', `/api/desk/projects/${project}?version=1`, undefined, { boss: 409, worker: 403, seller: 403, nobody: 403, south_boss: 404 }],
      ['GET', `/api/vault/deals/${bosses}`, undefined, { boss: 200, worker: 200, seller: 404, rival: 404, nobody: 403, south_boss: 404 }],
      ['GET', `/api/vault/deals/${sellers}`, undefined, { boss: 200, seller: 200, rival: 404, nobody: 403, south_boss: 404 }],
      ['PATCH', `/api/vault/deals/${sellers}`, { version: 1 }, { seller: 200, rival: 404, nobody: 403, south_boss: 404 }],
      ['GET', `/api/vault/deals/${sellers}/history`, undefined, { seller: 200, rival: 404, nobody: 403, south_boss: 404 }],
      ['GET', `/api/vault/deals/${sellers}/transitions`, undefined, { seller: 200, rival: 404, nobody: 403, south_boss: 404 }],
      ['GET', `/api/vault/deals/${sellers}/explain/vault.verdict`, undefined, { seller: 200, rival: 404, nobody: 403, south_boss: 404 }],
      ['POST', `/api/vault/deals/${sellers}/transitions`, { event: 'deal.closed' }, { rival: 404, nobody: 404, south_boss: 404, south_worker: 404 }],
      ['POST', `/api/desk/tickets/${ticket}/transitions`, { event: 'ticket.dropped' }, { worker: 403, seller: 403, nobody: 403, south_boss: 404 }],
      ['GET', '/api/incidents', undefined, { boss: 200, worker: 403, seller: 403, nobody: 403 }],
      ['GET', '/api/deliveries', undefined, { boss: 200, worker: 403, nobody: 403 }],
      ['POST', '/api/clock', { to: '2020-01-01T00:00:00Z' }, { worker: 403, seller: 403, nobody: 403 }],
      ['POST', '/api/access/users', { full_name: 'A', email: 'a@b.example', roles: ['boss'] }, { worker: 403, seller: 403, nobody: 403 }],
      ['GET', '/api/desk/tickets', undefined, { boss: 200, worker: 200, nobody: 200 }],
      ['GET', '/api/vault/deals', undefined, { boss: 200, worker: 200, seller: 200, nobody: 403 }],
      ['GET', '/api/ui', undefined, { boss: 200, nobody: 200 }],
    ];
    for (const [method, path, body, expected] of cells) {
      t.equal((await app.anonymous().call(method, path, body === undefined ? {} : { body })).status, 401, `${method} ${path} without a session`);
      for (const [who, status] of Object.entries(expected)) {
        const answer = await clients[who as (typeof names)[number]].call(method, path, body === undefined ? {} : { body });
        t.equal(answer.status, status, `${method} ${path} as ${who}: ${JSON.stringify(answer.body).slice(0, 120)}`);
      }
    }
  });

  t.test('every route but the public ones refuses a caller who is not signed in', async (t) => {
    for (const route of app.node.http.routes.filter((one) => one.permission !== 'public')) {
      const path = route.path.replace(/:\w*[iI]d\b/g, NOWHERE).replace(/[:*]\w+/g, 'x');
      const answer = await app.anonymous().call(route.method, path, route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} });
      t.equal(answer.status, 401, `${route.method} ${path}`);
    }
    t.same(app.node.http.routes.filter((one) => one.permission === 'public').map((one) => `${one.method} ${one.path}`).sort(), ['GET /', 'GET /api/openapi.json', 'GET /health/live', 'GET /health/ready', 'GET /metrics', 'POST /api/session']);
  });

  t.test('what is not yours answers exactly like what does not exist', async (t) => {
    const requests: [string, (id: string) => [string, string, unknown?]][] = [
      ['read', (id) => ['GET', `/api/vault/deals/${id}`]],
      ['change', (id) => ['PATCH', `/api/vault/deals/${id}`, { version: 1, title: 'z' }]],
      ['delete', (id) => ['DELETE', `/api/vault/deals/${id}?version=1`]],
      ['history', (id) => ['GET', `/api/vault/deals/${id}/history`]],
      ['transitions', (id) => ['GET', `/api/vault/deals/${id}/transitions`]],
      ['send', (id) => ['POST', `/api/vault/deals/${id}/transitions`, { event: 'deal.closed' }]],
      ['explain', (id) => ['GET', `/api/vault/deals/${id}/explain/vault.verdict`]],
    ];
    for (const [name, request] of requests) {
      for (const [who, id] of [[rival, sellers], [southBoss, sellers], [southBoss, bosses]] as const) {
        const [method, path, body] = request(id);
        const [, nowhere] = request(NOWHERE);
        const options = body === undefined ? {} : { body };
        t.equal(said(await who.call(method, path, options), id), said(await who.call(method, nowhere, options), NOWHERE), name);
      }
    }
  });

  t.test('lists, counts, search and relations stay inside the company and one’s own rows', async (t) => {
    for (const path of ['/api/desk/projects?total=true', '/api/desk/projects?q=пресс', '/api/desk/tickets?include=project,assignee', '/api/vault/deals?total=true', `/api/desk/tickets?filter[project_id]=${project}`, '/api/core/users?limit=200']) {
      const answer = await southWorker.get(path);
      t.equal(answer.status, 200, path);
      t.notMatch(JSON.stringify(answer.body), new RegExp(`Пресс|Сварка|Насос|Компрессор|Волков|${project}|${ticket}`), path);
    }
    t.match((await southBoss.get('/api/search?q=Пресс')).body, { data: [] });
    t.equal((await southWorker.post('/api/desk/tickets', { project_id: project, name: 'чужой' })).status, 422, 'a reference across companies does not exist');
    t.match(await seller.get('/api/vault/deals?total=true'), { body: { total: 1, data: [{ id: sellers }] } }, 'a permission granted as own narrows list and count');
    t.match((await seller.get('/api/search?q=Компрессор')).body, { data: [] }, 'and the search');
    t.match((await boss.get('/api/search?q=Компрессор')).body, { data: [{ id: bosses }] });
    t.same((await rival.get('/api/vault/deals?q=насос')).body.data, []);
    t.match((await seller.get('/api/vault/deal-lines?total=true')).body, { total: 1, data: [{ deal_id: sellers }] }, 'lines on their own are not a way round');
    t.equal((await nobody.get('/api/vault/deal-lines')).status, 403);
    const [foreign] = (await boss.get(`/api/vault/deal-lines?filter[deal_id]=${bosses}`)).body.data;
    t.equal((await seller.get(`/api/vault/deal-lines/${foreign.id}`)).status, 404);
  });

  t.test('a confidential field is an unknown field to whoever may not see it', async (t) => {
    const pairs: [string, (field: string) => [string, string, unknown?]][] = [
      ['filter', (field) => ['GET', `/api/vault/deals?filter[${field}]=6.66`]],
      ['filter by operator', (field) => ['GET', `/api/vault/deals?filter[${field}][gte]=1`]],
      ['sort', (field) => ['GET', `/api/vault/deals?sort=-${field}`]],
      ['fields', (field) => ['GET', `/api/vault/deals?fields=${field}`]],
      ['create', (field) => ['POST', '/api/vault/deals', { title: 'x', [field]: '1.00' }]],
      ['change', (field) => ['PATCH', `/api/vault/deals/${bosses}`, { version: 1, [field]: '1.00' }]],
    ];
    for (const [name, request] of pairs) {
      const [method, path, body] = request('margin');
      const [, unknownPath, unknownBody] = request('murgin');
      const real = await worker.call(method, path, body === undefined ? {} : { body });
      const unknown = await worker.call(method, unknownPath, unknownBody === undefined ? {} : { body: unknownBody });
      t.ok([400, 422].includes(real.status), `${name}: ${real.status}`);
      t.equal(said(real, 'margin'), said(unknown, 'murgin'), name);
    }
    const lines = await worker.get(`/api/vault/deals/${bosses}`);
    t.same(Object.keys(lines.body.lines[0]).includes('cost'), false, 'nor in a section');
    t.same(Object.keys(lines.body).filter((name) => ['margin', 'secret'].includes(name)), []);
    t.equal((await worker.get('/api/vault/deal-lines?sort=cost')).status, 400);
    t.match((await worker.get('/api/search?q=перламутр')).body, { data: [] }, 'its words are not found');
    t.same((await worker.get('/api/vault/deals?q=перламутр')).body.data, []);
    t.notMatch(JSON.stringify((await worker.get('/api/ui')).body), /"name":"(margin|secret|cost)","label":"(Маржа|Секрет|Себестоимость)"/);
  });

  t.test('two values that a person may not see give him the same answers everywhere', async (t) => {
    const answers = async (margin: string): Promise<string[]> => {
      const id = await make(boss, '/api/vault/deals', { title: 'Одинаковая', margin, lines: [{ product: 'Вал', cost: margin }] });
      const refused = await worker.send(`/api/vault/deals/${id}`, 'deal.closed');
      const all = [refused];
      for (const path of ['', '/transitions', '/history', '/explain/vault.verdict', '?include=lines']) all.push(await worker.get(`/api/vault/deals/${id}${path}`));
      const number = all[1]?.body.number as string;
      return all.map((answer) => said(answer, id, number).replace(/"(id|at|created_at|updated_at|date|actor_id)":"[^"]*"/g, '"$1":0'));
    };
    const [low, lower] = [await answers('4.31'), await answers('3.29')];
    t.same(low, lower);
    t.notMatch(low.join(''), /4[.,]31/);
    t.match(low[0], /thin_margin/, 'the refusal still says which condition it was');
    t.match((await boss.send(`/api/vault/deals/${bosses}`, 'deal.closed')).body.reasons, [{ message: 'Маржа 6.66 слишком мала.', facts: { margin: 6.66 } }], 'and who may see it is told');
    const good = await make(boss, '/api/vault/deals', { title: 'Хорошая', margin: '43.21' });
    t.equal((await boss.send(`/api/vault/deals/${good}`, 'deal.closed')).status, 200);
    t.match(JSON.stringify((await boss.get(`/api/vault/deals/${good}/history`)).body), /43\.21/);
    t.notMatch(JSON.stringify((await worker.get(`/api/vault/deals/${good}/history`)).body), /43\.21/, 'the stored trace is told without it');
  });

  t.test('confidential as «own»: one’s own margin, not a colleague’s', async (t) => {
    const shared = await make(boss, '/api/vault/deals', { title: 'Общая', margin: '8.88', responsible_id: await userId(app, 'seller') });
    t.equal((await seller.get(`/api/vault/deals/${shared}`)).body.margin, '8.88');
    t.equal((await seller.get('/api/vault/deals?sort=margin')).status, 400, 'a sort would order rows by what is not seen');
    t.match((await seller.get('/api/vault/deals?fields=margin')).body.data.map((row: { margin?: string }) => row.margin).sort(), ['5.00', '8.88']);
  });

  t.test('the lines of a document are written with it and under its permission', async (t) => {
    t.equal((await boss.post('/api/vault/deal-lines', { deal_id: sellers, line_no: 9, product: 'мимо' })).status, 405);
    const { version, lines } = (await boss.get(`/api/vault/deals/${sellers}`)).body;
    t.equal((await worker.call('PATCH', `/api/vault/deal-lines/${lines[0].id}`, { body: { version: 1, product: 'мимо' } })).status, 405);
    t.equal((await rival.patch(`/api/vault/deals/${sellers}`, { version, lines: [] })).status, 404);
    const stolen = await boss.patch(`/api/vault/deals/${bosses}`, { version: (await boss.get(`/api/vault/deals/${bosses}`)).body.version, lines: [{ id: lines[0].id, product: 'Ротор' }] });
    t.equal(stolen.status, 200);
    t.not(stolen.body.lines[0].id, lines[0].id, 'a foreign line is not taken over');
    t.equal((await boss.get(`/api/vault/deals/${sellers}`)).body.lines.length, 1);
  });

  t.test('a state is nobody’s field', async (t) => {
    for (const body of [{ version: 1, state: 'done' }, { version: 1, regulation_hash: 'x' }, { version: 1, done_count: 5 }, { version: 1, deletion_mark: true }, { version: 1, created_by: NOWHERE }]) {
      t.equal((await boss.patch(`/api/desk/projects/${project}`, body)).status, 422, JSON.stringify(body));
    }
    t.equal((await boss.post('/api/desk/projects', { title: 'x', state: 'done' })).status, 422);
  });

  t.test('people are changed by the service that ends their sessions, and by nothing else', async (t) => {
    const id = await userId(app, 'nobody');
    t.equal((await boss.patch(`/api/core/users/${id}`, { version: 1, is_active: false })).status, 422);
    t.equal((await boss.patch(`/api/core/users/${id}`, { version: 1, login: 'boss2' })).status, 422);
    t.equal((await boss.post('/api/core/users', { full_name: 'A', email: 'a@b.example' })).status, 405);
    t.match(await boss.call('DELETE', `/api/core/users/${id}?version=1`), { status: 409, body: { code: 'core.deactivate_instead' } });
    for (const [method, path] of [['POST', '/api/core/user-roles'], ['PATCH', `/api/core/user-roles/${NOWHERE}`], ['DELETE', `/api/core/user-roles/${NOWHERE}?version=1`]] as const) {
      t.equal((await boss.call(method, path, method === 'DELETE' ? {} : { body: { user_id: id, role: 'boss', version: 1 } })).status, 405, `${method} ${path}`);
    }
    t.equal((await boss.post(`/api/access/users/${await userId(app, 'south_boss', 'south')}/roles`, { roles: [] })).status, 404, 'another company’s person does not exist');
  });

  t.test('whoever loses a role or his account is out within five seconds, streams included', async (t) => {
    for (const [login, path, body] of [['other', 'roles', { roles: [] }], ['rival', 'deactivate', {}]] as const) {
      const client = await app.as(login);
      const id = await userId(app, login);
      const stream = await fetch(`${app.url}/api/events`, { headers: client.cookies });
      t.equal((await client.get('/api/session')).status, 200);
      t.equal((await boss.post(`/api/access/users/${id}/${path}`, body)).status, 200);
      const ended = performance.now() + 5000;
      t.equal((await client.get('/api/session')).status, 401, `${login} is out`);
      const text = await stream.text();
      t.ok(performance.now() < ended, 'the stream ended in time');
      t.match(text, /session_ended/);
    }
    t.same(said(await app.anonymous().post('/api/session', { login: 'rival', password: 'demo-reglament' })), said(await app.anonymous().post('/api/session', { login: 'rival', password: 'wrong-password' })), 'a dismissed person is told what a stranger is told');
  });

  t.test('a wrong password and an unknown login are one answer', async (t) => {
    const wrong = await app.anonymous().post('/api/session', { login: 'boss', password: 'wrong-password' });
    const unknown = await app.anonymous().post('/api/session', { login: 'никто', password: 'wrong-password' });
    t.equal(wrong.status, 401);
    t.equal(said(wrong), said(unknown));
    t.same([...wrong.headers.keys()].sort(), [...unknown.headers.keys()].sort());
    t.equal((await app.anonymous().post('/api/session', { login: 'robot', password: 'demo-reglament' })).status, 401);
  });

  t.test('a change must come from our own pages or carry the session’s token', async (t) => {
    const path = '/api/desk/projects';
    const body = JSON.stringify({ title: 'csrf' });
    const csrf = (await boss.get('/api/session')).body.csrf_token as string;
    const cases: [string, Record<string, string>, number][] = [
      ['no Origin', {}, 403],
      ['a foreign Origin', { origin: 'https://evil.example' }, 403],
      ['Origin null', { origin: 'null' }, 403],
      ['a cross-site fetch with our Origin', { origin: app.url, 'sec-fetch-site': 'cross-site' }, 403],
      ['a wrong token', { 'x-csrf-token': 'x' }, 403],
      ['the session’s token', { 'x-csrf-token': csrf }, 201],
      ['our Origin', { origin: app.url }, 201],
      ['our Origin and a form', { origin: app.url, 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['our Origin and text', { origin: app.url, 'content-type': 'text/plain' }, 415],
    ];
    for (const [name, headers, status] of cases) {
      const response = await fetch(app.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...boss.cookies, ...headers } });
      t.equal(response.status, status, name);
    }
    const before = (await boss.get('/api/desk/projects?total=true')).body.total;
    for (const method of ['GET', 'HEAD']) await fetch(`${app.url}${path}?title=x`, { method, headers: boss.cookies });
    t.equal((await boss.get('/api/desk/projects?total=true')).body.total, before, 'reading changes nothing');
  });

  t.test('live events are the company’s own, and only of what one may read', async (t) => {
    const streams = await Promise.all(([['south', southBoss], ['seller', seller], ['boss', boss]] as const).map(async ([name, client]) => {
      const response = await fetch(`${app.url}/api/events`, { headers: client.cookies });
      return { name, reader: (response.body as ReadableStream<Uint8Array>).getReader() };
    }));
    const hidden = await make(boss, '/api/vault/deals', { title: 'Невидимая' });
    const ends = await make(boss, '/api/desk/projects', { title: 'видимый' });
    const southern = await make(southBoss, '/api/desk/projects', { title: 'южный' });
    const heard: Record<string, string> = {};
    for (const { name, reader } of streams) {
      const wanted = name === 'south' ? southern : ends;
      let text = '';
      while (!text.includes(wanted)) text += Buffer.from((await reader.read()).value ?? []).toString();
      heard[name] = text;
      await reader.cancel();
    }
    t.match(heard['boss'], new RegExp(hidden));
    t.notMatch(heard['seller'], new RegExp(hidden), 'not a colleague’s deal');
    t.notMatch(heard['south'], new RegExp(`${hidden}|${ends}`), 'not another company');
  });

  t.test('the database itself keeps companies and states apart', async (t) => {
    const client = new pg.Client({ connectionString: app.adminUrl });
    await client.connect();
    t.teardown(() => client.end());
    const as = async (role: string, sql: string): Promise<string> => {
      await client.query(`begin; set local role ${role}; set local search_path to company_north, reglament, public`);
      try {
        await client.query(sql);
        return 'done';
      } catch (error) {
        return String((error as { code: string }).code);
      } finally {
        await client.query('rollback');
      }
    };
    const refused: [string, string, string, RegExp][] = [
      ['reads another company', 'rg_north', 'select * from company_south.core_user', /42501/],
      ['writes another company', 'rg_north_engine', 'update company_south.desk_project set title = $$x$$', /42501/],
      ['writes a state', 'rg_north', `update desk_project set state = 'done'`, /RG001/],
      ['makes a row with a state', 'rg_north', `insert into desk_project select * from desk_project limit 1`, /RG001/],
      ['deletes a row with a history', 'rg_north', `delete from desk_note; delete from desk_ticket`, /RG001/],
      ['rewrites the history', 'rg_north_engine', 'update core_history set to_value = event', /42501/],
      ['drops the history', 'rg_north_engine', 'delete from core_history', /42501/],
      ['adds to the history without the engine', 'rg_north', 'insert into core_history_seal values (99999, 1, $$x$$)', /42501/],
      ['rewrites the audit', 'rg_north', 'update core_audit set action = $$x$$', /42501/],
      ['rewrites a published regulation', 'rg_north_engine', 'delete from core_regulation_version', /42501/],
      ['switches the guard off', 'rg_north_engine', 'alter table desk_project disable trigger all', /42501/],
      ['reads passwords', 'rg_north', 'select * from reglament.credential', /42501/],
      ['reads sessions', 'rg_north_engine', 'select * from reglament.session', /42501/],
      ['orders work for another company', 'rg_north', `select reglament.enqueue('south', '[{"key":"x"}]')`, /42501/],
      ['asks about another company’s work', 'rg_north', `select reglament.keys_without_job('south', array['x'])`, /42501/],
      ['looks into the queue', 'rg_north_engine', 'select * from graphile_worker._private_jobs', /42501/],
      ['becomes the engine', 'rg_north', 'create table t (a int)', /42501/],
    ];
    for (const [name, role, sql, code] of refused) t.match(await as(role, sql), code, name);
    t.equal(await as('rg_north', `update desk_project set title = 'можно'`), 'done', 'and an ordinary column is written');
    const app_role = (await client.query<{ name: string }>(`select value ->> 'name' as name from reglament.setting where key = 'app_role'`)).rows[0]?.name ?? '';
    t.match(await as(app_role, 'select * from company_north.desk_project'), /42501/, 'without a company’s role the run-time user sees nobody’s data');
    t.match(await as(app_role, 'create schema x'), /42501/);
  });
});
