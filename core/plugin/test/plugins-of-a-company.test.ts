import { writeFile } from 'node:fs/promises';
import t from 'tap';
import { defineEntity, definePlugin, defineRoute, defineSubscription, field, label } from '../../index.ts';
import { RegulationProblemsError, publishFolder } from '../../application/index.ts';
import { deskPlugin } from '../../process/test/fixture/desk-plugin.ts';
import { startTestApp } from '../../testing/index.ts';

const L = label('Прогулка', 'Walk');
let heard = 0;

const walks = definePlugin({
  id: 'walks',
  version: '1.0.0',
  entities: [defineEntity({ id: 'walks.walk', kind: 'record', label: { one: L, many: L }, path: 'walks', title: 'place', permissions: { create: 'walks.go', update: 'walks.go' }, fields: { place: field.string(L, 50, { required: true }) } })],
  permissions: [{ code: 'walks.go', label: L }],
  routes: [defineRoute({ method: 'GET', path: '/api/walks/weather', permission: 'signed_in', summary: L, handle: async () => ({ body: { weather: 'fine' } }) })],
  subscriptions: [defineSubscription({ id: 'walks.notice', on: 'project.dropped', run: async () => void (heard += 1) })],
  migrations: [{
    id: '202611220000-walk',
    sql: `create table walks_walk (id uuid primary key, version integer not null, created_at timestamptz not null, updated_at timestamptz not null, created_by uuid, updated_by uuid,
      deletion_mark boolean not null default false, external_ids jsonb not null default '{}', custom jsonb not null default '{}', place text not null)`,
  }],
});

/** What both inherit, written for the whole business. */
const BASE = 'company: base\ntitle: { ru: Основа, en: Base }\nroles: { boss: { label: { ru: Начальник, en: Boss }, permissions: { desk.work: all, walks.go: all } }, worker: { label: { ru: Работник, en: Worker } } }\ndecisions: { desk.acceptance: { rows: [{ then: { allowed: true, why: null } }] } }\n';
const company = (id: string, plugins: string): string => `company: ${id}\nextends: ../base\n${plugins}title: { ru: Компания, en: Company }\n`;
const users = { 'users.yaml': 'users: [{ login: boss, full_name: Б, email: b@x.example, roles: [boss] }]\n' };

t.test('two companies of one installation work with different plugins', async (t) => {
  const dir = t.testdir({
    base: { 'regulation.yaml': BASE },
    all: { 'regulation.yaml': company('all', ''), examples: users },
    some: { 'regulation.yaml': company('some', 'plugins: [desk]\n'), examples: { 'users.yaml': users['users.yaml'].replace('login: boss', 'login: chief').replace('b@x', 'c@x') } },
  });
  const app = await startTestApp(t, { plugins: [deskPlugin, walks], companies: { all: `${dir}/all`, some: `${dir}/some` } });
  const boss = await app.as('boss');
  const chief = await app.as('chief');

  for (const [path, there] of [['/api/walks/walks', true], ['/api/walks/weather', true], ['/api/desk/projects', true], ['/api/desk/nothing', false]] as const) {
    t.equal((await boss.get(path)).status, there ? 200 : 404, `all: ${path}`);
    t.equal((await chief.get(path)).status, there && !path.startsWith('/api/walks') ? 200 : 404, `some: ${path}`);
  }
  t.equal((await chief.post('/api/walks/walks', { place: 'wood' })).status, 403, 'nobody has the rights to it');
  t.equal((await boss.post('/api/walks/walks', { place: 'wood' })).status, 201);

  const entities = async (client: typeof boss): Promise<string[]> => (await client.get('/api/ui')).body.entities.map((one: { id: string }) => one.id);
  t.ok((await entities(boss)).includes('walks.walk'));
  t.notOk((await entities(chief)).includes('walks.walk'), 'the screen knows nothing of it');

  const drop = async (client: typeof boss): Promise<number> => {
    const { body } = await client.post('/api/desk/projects', { title: 'x' });
    return (await client.send(`/api/desk/projects/${body.id}`, 'project.dropped', { reason: 'r' })).status;
  };
  t.same([await drop(chief), heard], [200, 0], 'an unused plugin hears nothing');
  t.same([await drop(boss), heard], [200, 1]);

  await writeFile(`${dir}/all/regulation.yaml`, `${company('all', 'plugins: [walks]\n')}numbering: { desk.project: { prefix: X- } }\n`);
  const error = await publishFolder(app.application, app.company('all'), `${dir}/all`).then(() => undefined, (thrown: unknown) => thrown);
  t.ok(error instanceof RegulationProblemsError, 'what the regulation still says about the plugin is an error');
  await writeFile(`${dir}/all/regulation.yaml`, company('all', 'plugins: [walks]\n'));
  await t.rejects(publishFolder(app.application, app.company('all'), `${dir}/all`), { code: 'core.states_in_use' }, 'a plugin with items is not left behind');
});
