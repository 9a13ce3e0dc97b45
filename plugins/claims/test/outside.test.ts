import t from 'tap';
import type { TestClient } from '../../../core/testing/index.ts';
import { CLAIMS, app, claim, fresh, good, idOf, lettersAbout, refusal, rows, violations } from './desk.ts';
import type { Row } from './desk.ts';

const [zotova, belova, anna, dymov, chuzhov] = (await Promise.all(['zotova', 'belova', 'anna', 'dymov', 'chuzhov'].map(async (login) => app.as(login)))) as [TestClient, TestClient, TestClient, TestClient, TestClient];
const baikal = await idOf('crm_partner', 'baikal');
const other = await idOf('crm_partner', 'other');
const OWN = '/api/claims/self-service/claims';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

interface Sent {
  readonly status: number;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- asserted field by field
}

/** A form with files, as a browser sends it. */
async function upload(path: string, fields: Row, files: readonly (readonly [name: string, content: Buffer])[], by?: TestClient): Promise<Sent> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  for (const [name, content] of files) form.append('files', new Blob([new Uint8Array(content)]), name);
  const response = await fetch(`${app.url}${path}`, { method: 'POST', headers: { origin: app.url, ...by?.cookies }, body: form });
  return { status: response.status, body: await response.json() };
}

t.test('without an account a client’s person is refused, and so is an employee', async (t) => {
  for (const [name, by] of Object.entries({ dymov, anna })) {
    t.match(await by.get(OWN), { status: 403, body: { code: 'claims.no_account' } }, name);
    t.match(await by.post(OWN, { essence: 'Э' }), { status: 403, body: { code: 'claims.no_account' } }, name);
  }
  const account = { user_id: await idOf('core_user', 'dymov'), partner_id: baikal, contact_person_id: await idOf('crm_contact_person', 'chuzhov') };
  t.same(refusal(await belova.post('/api/claims/self-service-accounts', account)), [422, 'claims.link_of_another_client']);
  t.equal((await anna.post('/api/claims/self-service-accounts', account)).status, 403, 'accounts are given by those who manage users');
  good(await belova.post('/api/claims/self-service-accounts', { ...account, contact_person_id: await idOf('crm_contact_person', 'dymov') }));
  good(await belova.post('/api/claims/self-service-accounts', { user_id: await idOf('core_user', 'chuzhov'), partner_id: other }));
  t.same((await dymov.get(OWN)).body, { data: [] });
});

t.test('a client’s person registers, follows and withdraws his own claims, and sees nothing of the inside', async (t) => {
  const made = await upload(OWN, { essence: 'Затвор № 2 повреждён', claimant_phone: '+79000000003' }, [['вмятина.png', PNG]], dymov);
  t.match(made, { status: 201, body: { number: /^ПР-/, state: 'registered', files: 1 } });
  const id = String(made.body.id);
  t.match(await fresh(zotova, id), { partner_id: baikal, claimant_kind: 'client', claimant_name: 'Дымов Олег Петрович', claimant_email: 'dymov@baikal.test', self_registered: true, state: 'registered' }, 'staff sees it at once');
  t.match(await rows(`select u.login from core_notification n join core_user u on u.id = n.recipient_id where n.subject_id = $1`, [id]), [{ login: 'zotova' }]);
  t.match(await lettersAbout(id), [{ to: 'dymov@baikal.test' }]);
  good(await zotova.patch(`${CLAIMS}/${id}`, { version: (await fresh(zotova, id))['version'], cause_text: 'Внутреннее', department_id: await idOf('core_department', 'logistics') }));
  const inner = await upload(`${CLAIMS}/${id}/files`, { kind: 'claim_file' }, [['внутренний.txt', Buffer.from('служебное')]], zotova);
  t.equal(inner.status, 201);
  const shown = (await dymov.get(`${OWN}/${id}`)).body as Row;
  t.same(Object.keys(shown).sort(), ['claimant_name', 'closed_at', 'essence', 'files', 'id', 'number', 'order_number', 'registered_at', 'result', 'state']);
  t.match(shown['files'], [{ file_name: 'вмятина.png' }]);
  t.equal((shown['files'] as Row[]).length, 1, 'files of employees are not his');
  const file = (shown['files'] as Row[])[0]?.['id'] as string;
  const got = await fetch(`${app.url}${OWN}/${id}/files/${file}`, { headers: dymov.cookies });
  t.same(Buffer.from(await got.arrayBuffer()), PNG);
  t.equal((await fetch(`${app.url}${OWN}/${id}/files/${inner.body.data[0].id}`, { headers: dymov.cookies })).status, 404);
  t.match(await upload(`${OWN}/${id}/files`, {}, [['второе.png', Buffer.concat([PNG, Buffer.from([0])])]], dymov), { status: 201, body: { data: { length: 2 } } });

  const theirs = await claim(anna, { partner_id: other, claimant_name: 'Чужой' });
  for (const [by, foreign] of [[dymov, theirs['id']], [chuzhov, id]] as const) {
    t.same((await by.get(OWN)).body.data.filter((one: Row) => one['id'] === foreign), [], 'another client’s claim is not in the list');
    for (const [method, path, body] of [['GET', '', undefined], ['GET', `/files/${file}`, undefined], ['POST', '/withdrawal', { comment: 'x' }], ['POST', '/files', {}]] as const) {
      t.equal((await by.call(method, `${OWN}/${foreign}${path}`, body === undefined ? {} : { body })).status, 404, `${method} ${path}`);
    }
  }
  t.equal((await fresh(zotova, String(theirs['id'])))['state'], 'registered');

  const cases: [string, Row, (readonly [string, Buffer])[], unknown][] = [
    ['no words', { essence: '  ' }, [], 'core.invalid_fields'],
    ['fields of the inside', { essence: 'Э', partner_id: other }, [], 'core.invalid_fields'],
    ['an order that is not his', { essence: 'Э', order_number: 'ЗК-999999' }, [], 'claims.order_unknown'],
    ['a program for a photo', { essence: 'Э' }, [['фото.exe', Buffer.from('MZ\u0090\u0000этот файл')]], 'core.file_dangerous'],
    ['too many files', { essence: 'Э' }, Array.from({ length: 6 }, (_, index) => [`${index}.txt`, Buffer.from(`файл ${index}`)] as const), 'claims.too_many_files'],
  ];
  const before = (await rows('select count(*)::int as n from claims_claim'))[0]?.['n'];
  for (const [name, fields, files, code] of cases) t.match(await upload(OWN, fields, files, dymov), { status: 422, body: { code } }, name);
  t.equal((await rows('select count(*)::int as n from claims_claim'))[0]?.['n'], before, 'nothing is half registered');

  t.equal((await dymov.post(`${OWN}/${id}/withdrawal`, {})).status, 422, 'why is asked');
  t.match((await dymov.post(`${OWN}/${id}/withdrawal`, { comment: 'нашли сами' })).body, { state: 'withdrawn' });
  t.match(await rows(`select h.transition_code, u.login, h.comment from core_history h join core_user u on u.id = h.actor_id where h.item_id = $1 order by h.version desc limit 1`, [id]), [{ transition_code: 'CL-07', login: 'dymov', comment: 'нашли сами' }]);
  t.equal((await dymov.post(`${OWN}/${id}/withdrawal`, { comment: 'x' })).status, 409);
});

t.test('a client’s person reaches nothing else, by any address', async (t) => {
  const offered = new Set([`GET ${OWN}`, `POST ${OWN}`, `GET ${OWN}/:id`, `POST ${OWN}/:id/withdrawal`, `POST ${OWN}/:id/files`, `GET ${OWN}/:id/files/:fileId`, 'GET /api/session', 'DELETE /api/session', 'POST /api/session/password']);
  const routes = app.node.http.routes.filter((one) => one.permission !== 'public');
  t.same(routes.filter((one) => one.guests === true).map((one) => `${one.method} ${one.path}`).sort(), [...offered].sort(), 'what is offered to guests is this, and no more');
  const open: string[] = [];
  for (const { method, path } of routes) {
    if (offered.has(`${method} ${path}`)) continue;
    // Rows that are there, so that a hole would show.
    const address = path.replace(':plugin/:entities', 'claims/claims').replace(/:\w+|\*\w+/g, baikal);
    const answer = await dymov.call(method, address, method === 'GET' ? {} : { body: {} });
    if (answer.status !== 403 || answer.body?.code !== 'core.employees_only') open.push(`${method} ${path}: ${answer.status}`);
  }
  t.same(open, [], `${routes.length} routes`);
  for (const list of ['/api/crm/partners', '/api/crm/interests', '/api/crm/customer-orders', CLAIMS, '/api/core/users', '/api/ui', '/api/events', '/api/tasks']) t.equal((await dymov.get(list)).status, 403, list);
  const token = good(await belova.post(`/api/access/users/${await idOf('core_user', 'dymov')}/tokens`, { name: 'телефон' }))['token'] as string;
  t.equal((await fetch(`${app.url}/api/crm/partners`, { headers: { authorization: `Bearer ${token}` } })).status, 403, 'nor by a token');
});

t.test('who was a guest stays one when his role is over, and a closed account opens nothing', async (t) => {
  await app.write(async (uow) => uow.query(`update core_user_role set valid_to = '2025-01-31' where user_id = (select id from core_user where login = 'former')`), 'open');
  const former = await app.as('former');
  t.equal((await former.get('/api/crm/partners')).status, 403);
  t.equal((await former.get(OWN)).status, 403);
  t.equal((await former.get('/api/session')).status, 200);
  const [account] = await rows(`select id, version from claims_self_service_account where partner_id = $1`, [other]);
  good(await belova.patch(`/api/claims/self-service-accounts/${account?.['id']}`, { version: account?.['version'], is_active: false }));
  t.match(await chuzhov.get(OWN), { status: 403, body: { code: 'claims.no_account' } });
});

t.test('anybody registers through the company’s form, and learns nothing but his own number and key', async (t) => {
  t.equal((await anna.post('/api/claims/public-forms', { code: 'site', name: 'Сайт' })).status, 403);
  const form = good(await belova.post('/api/claims/public-forms', { code: 'site', name: 'Сайт' }));
  const second = good(await belova.post('/api/claims/public-forms', { code: 'old', name: 'Старая', is_active: false }));
  t.match(form['key'], /^[\w-]{32}$/);
  t.not(form['key'], second['key']);
  const path = `/api/claims/public/open/${form['key']}`;
  const nobody = app.anonymous();
  t.same((await nobody.get(path)).body, { company: { ru: 'Продажи с претензиями', en: 'Sales with claims' }, name: 'Сайт' });
  for (const wrong of [`/api/claims/public/none/${form['key']}`, `/api/claims/public/strict/${form['key']}`, '/api/claims/public/open/x', `/api/claims/public/open/${second['key']}`]) {
    t.match(await nobody.post(wrong, { name: 'А', essence: 'Э', email: 'a@b.example' }), { status: 404, body: { code: 'core.not_found' } }, wrong);
  }
  const count = async (): Promise<number> => (await rows('select count(*)::int as n from claims_claim'))[0]?.['n'] as number;
  const before = await count();
  t.same((await nobody.post(path, { name: 'Бот', essence: 'купите', email: 'a@b.example', website: 'http://spam.example' })).body, { number: null, key: null });
  t.same(refusal((await nobody.post(path, { name: 'А', essence: 'Э' }))), [422, 'claims.contact_required']);
  for (const bad of [{ name: 'А', essence: 'Э', email: 'нет' }, { essence: 'Э', email: 'a@b.example' }, { name: 'А', essence: 'Э', email: 'a@b.example', partner_id: baikal }]) t.equal((await nobody.post(path, bad)).status, 422);
  t.match(await upload(path, { name: 'А', essence: 'Э', email: 'a@b.example' }, [['a.exe', Buffer.from('MZ\u0090\u0000этот файл')]]), { status: 422, body: { code: 'core.file_dangerous' } });
  t.equal(await count(), before, 'nothing of this is kept');

  const known = await upload(path, { name: 'Дымов', essence: 'Течёт', email: 'INFO@baikal.test', company: 'Байкал' }, [['фото.png', PNG]]);
  const unknown = (await nobody.post(path, { name: 'Неизвестный', essence: 'Не работает', phone: '+79990000000', order_number: 'ЗК-000001' })) as Sent;
  t.same([known.status, Object.keys(known.body as object)], [unknown.status, Object.keys(unknown.body as object)], 'whether he is known makes no difference to the answer');
  t.match(await rows('select partner_id, self_registered, essence, claimant_company, state from claims_claim where number = any($1) order by number', [[known.body.number, unknown.body.number]]), [
    { partner_id: baikal, self_registered: true, claimant_company: 'Байкал', state: 'registered' }, { partner_id: null, self_registered: true, essence: 'Не работает\n\n№ ЗК-000001' },
  ]);
  t.match(await rows(`select a.file_name from core_attachment a join claims_claim c on c.id = a.owner_id where c.number = $1`, [known.body.number]), [{ file_name: 'фото.png' }]);

  const follow = async (number: unknown, key: unknown, address = path): Promise<Sent> => (await nobody.post(`${address}/status`, { number, key })) as Sent;
  const followed = await follow(known.body.number, known.body.key);
  t.match(followed, { status: 200, body: { number: known.body.number, state: 'registered', result: null } });
  t.same(Object.keys(followed.body as object).sort(), ['claimant_name', 'closed_at', 'essence', 'number', 'order_number', 'registered_at', 'result', 'state']);
  for (const [number, key] of [[known.body.number, unknown.body.key], [unknown.body.number, known.body.key], ['ПР-000001', known.body.key], [known.body.number, '']] as const) t.ok([404, 422].includes((await follow(number, key)).status), `${number} with another key`);
  good(await belova.patch(`/api/claims/public-forms/${second['id']}`, { version: second['version'], is_active: true }));
  t.equal((await follow(known.body.number, known.body.key, `/api/claims/public/open/${second['key']}`)).status, 404, 'nor through another form');

  const [stranger] = await rows('select id, version from claims_claim where number = $1', [unknown.body.number]);
  t.same(refusal(await zotova.send(`${CLAIMS}/${stranger?.['id']}`, 'claim.taken')), [409, 'claims.partner_required'], 'whose it is must be known before it is taken up');
  good(await zotova.patch(`${CLAIMS}/${stranger?.['id']}`, { version: stranger?.['version'], partner_id: other }));
  good(await zotova.send(`${CLAIMS}/${stranger?.['id']}`, 'claim.taken'));
  t.equal((await follow(unknown.body.number, unknown.body.key)).body.state, 'in_progress');

  for (let sent = 2; sent < 5; sent += 1) t.equal((await nobody.post(path, { name: 'А', essence: `Э ${sent}`, email: 'a@b.example' })).status, 201);
  t.match(await nobody.post(path, { name: 'А', essence: 'ещё', email: 'a@b.example' }), { status: 429, body: { code: 'claims.too_many_claims' } }, 'five an hour from one address');
  await app.moveClock('2025-03-20T10:00:01Z', 'open');
  t.equal((await nobody.post(path, { name: 'А', essence: 'ещё', email: 'a@b.example' })).status, 201);
  t.same(await violations(), []);
});
