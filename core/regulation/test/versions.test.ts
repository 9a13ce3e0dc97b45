import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { RegulationProblemsError, publishFolder, verifyCompany } from '../../application/index.ts';
import { ACME, startDesk } from '../../process/test/fixture/start.ts';

t.test('a company changes its regulation while it works', async (t) => {
  const app = await startDesk(t);
  const boss = await app.as('boss');
  const folder = await mkdtemp(join(tmpdir(), 'regulation-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await cp(ACME, folder, { recursive: true });
  const file = join(folder, 'regulation.yaml');
  const first = await readFile(file, 'utf8');
  const publish = async (text: string) => {
    await writeFile(file, text);
    return publishFolder(app.application, app.company(), folder);
  };

  /** A project at the moment before it is accepted. */
  async function ready(budget: string, custom?: Record<string, unknown>): Promise<string> {
    const made = await boss.post('/api/desk/projects', { title: 'x', budget, ...(custom === undefined ? {} : { custom }) });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const id = made.body.id as string;
    const ticket = (await boss.post('/api/desk/tickets', { project_id: id, name: 'a', hours: '1' })).body.id as string;
    await boss.send(`/api/desk/tickets/${ticket}`, 'ticket.taken');
    await boss.send(`/api/desk/tickets/${ticket}`, 'ticket.done');
    return `/api/desk/projects/${id}`;
  }

  t.test('a broken one is refused with the place and the cure, and changes nothing', async (t) => {
    const before = app.company().regulation.hash;
    const broken = first.replace('permissions: { desk.work: own }', 'permissions: { desk.wrok: own }');
    const error = await publish(broken).then(() => undefined, (thrown: unknown) => thrown);
    t.ok(error instanceof RegulationProblemsError);
    t.match((error as RegulationProblemsError).diagnostics, [{ severity: 'error', code: 'unknown_key', line: 8, fix: { en: /desk\.work/ } }]);
    t.equal(app.company().regulation.hash, before);
  });

  t.test('the next item follows the new rule and label, the running one keeps its own', async (t) => {
    const old = await ready('500.00');
    const published = await publish(first.replace('small_budget: 1000', 'small_budget: 100').replace('title: { ru: Регламент мастерской', 'title: { ru: Новый регламент'));
    t.match(published, { number: 2, isNew: true });
    const fresh = await ready('500.00');
    t.match(await boss.send(fresh, 'project.accepted'), { status: 409, body: { reasons: [{ code: 'too_big', facts: { 'p.small_budget': 100 } }] } });
    t.equal((await boss.send(old, 'project.accepted')).status, 200, 'pinned to version 1, whose limit is 1000');
    const history = await boss.get(`${old}/history`);
    t.equal(new Set(history.body.data.map((row: { regulation_hash: string }) => row.regulation_hash)).size, 1);
    t.match((await boss.get('/api/regulation/versions')).body, { data: [{ number: 2 }, { number: 1 }], active: published.hash });
    t.match((await boss.get(`/api/regulation/versions/${published.hash}/changes`)).body, { number: 2, since: 1, data: [{ kind: 'changed', sentence: /Мастерская|Новый регламент|small_budget/i }, { kind: 'changed' }] });
    t.equal((await boss.get('/api/regulation/versions/none/changes')).status, 404);
    t.match(await publish(first.replace('small_budget: 1000', 'small_budget: 100').replace('title: { ru: Регламент мастерской', 'title: { ru: Новый регламент')), { number: 2, isNew: false });
  });

  const OWN_STATE = `${first}
processes:
  desk.project:
    regions: { state: { states: { paused: { label: { ru: Отложен, en: Paused } } } } }
    transitions:
      P-50: { from: [open], on: project.paused, to: paused, by: [boss], label: { ru: Отложить, en: Pause } }
      P-51: { from: [paused], on: project.resumed, to: open, by: [boss], label: { ru: Вернуть, en: Resume } }
fields:
  desk.project: { sector: { type: string, enum: [cement, food], label: { ru: Отрасль, en: Sector }, required: true, indexed: true } }
`;

  t.test('a state and a field of the company’s own work like any other', async (t) => {
    await publish(OWN_STATE);
    t.match(await boss.post('/api/desk/projects', { title: 'x' }), { status: 422, body: { errors: [{ pointer: '/custom/sector', code: 'required' }] } });
    t.match(await boss.post('/api/desk/projects', { title: 'x', custom: { sector: 'wood' } }), { status: 422, body: { errors: [{ pointer: '/custom/sector' }] } });
    const made = await boss.post('/api/desk/projects', { title: 'x', custom: { sector: 'food' } });
    const path = `/api/desk/projects/${made.body.id as string}`;
    t.match((await boss.send(path, 'project.paused')).body, { item: { state: 'paused', custom: { sector: 'food' } }, moved: [{ to: 'paused', to_label: 'Отложен' }] });
    t.match((await boss.get('/api/desk/projects?filter[state]=paused&filter[custom.sector]=food')).body.data, [{ id: made.body.id }]);
    t.match(await app.read((uow) => uow.query(`select indexname from pg_indexes where indexname = 'desk_project_custom_sector_idx'`)), [{}]);
  });

  t.test('a version without a state in use needs a mapping, which carries the items over with their history', async (t) => {
    t.match(await publish(first).then(() => undefined, (error: { code: string; message: string }) => error), { code: 'core.states_in_use', message: /desk\.project paused \(1\)/ });
    const { hash } = app.company().regulation;
    const published = await publish(`${first}migrate: { from: ${hash}, states: { desk.project: { paused: open } } }\n`);
    const [item] = (await boss.get('/api/desk/projects?filter[state]=open&sort=-updated_at&limit=1')).body.data;
    t.match((await boss.get(`/api/desk/projects/${item.id as string}/history`)).body.data.pop(), { from_value: 'paused', to_value: 'open', event: 'regulation.migrated', regulation_hash: published.hash });
    t.same(await verifyCompany(app.company()), []);
  });
});
