import t from 'tap';
import pg from 'pg';
import { projectInReview, startTrust, violations } from './fixture/start.ts';

const PROJECTS = '/api/desk/projects';

t.test('verify finds what was done behind the engine’s back', async (t) => {
  const app = await startTrust(t);
  const boss = await app.as('boss');
  const project = await projectInReview(boss);
  await boss.send(`${PROJECTS}/${project}`, 'project.dropped', { reason: 'передумали' });
  t.same(await violations(app), [], 'an honest company is clean');
  const owner = new pg.Client({ connectionString: app.adminUrl });
  await owner.connect();
  t.teardown(() => owner.end());
  await owner.query('set search_path to company_north, reglament, public');
  const forge = async (sql: string): Promise<void> => void (await owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`));

  const history = `core_history where item_id = '${project}'`;
  const forgeries: [string, string, RegExp][] = [
    ['an altered state in a row of the history', `update core_history set to_value = 'done' where item_id = '${project}' and transition_code = 'P-01'`, /V2/],
    ['another person in a row of the history', `update core_history set actor_id = gen_random_uuid() where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['another moment', `update core_history set at = at - interval '1 day' where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['other words in what was given', `update core_history set data = '{"reason":"клиент отказался"}' where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['another account of what the rules saw', `update core_history set trace = '[]' where item_id = '${project}' and transition_code = 'P-01'`, /V2/],
    ['a comment that nobody made', `update core_history set comment = 'согласовано' where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['a dropped row in the middle', `delete from core_history where item_id = '${project}' and transition_code = 'P-01'`, /V[12]/],
    ['a dropped last row', `delete from core_history where item_id = '${project}' and transition_code = 'P-03'`, /V2/],
    ['an inserted row', `insert into core_history (entity, item_id, version, region, from_value, to_value, transition_code, event, at, previous_hash, hash, regulation_hash)
      select entity, item_id, version + 1, region, to_value, 'done', 'P-02', 'project.accepted', at, hash, hash, regulation_hash from core_history where item_id = '${project}' and transition_code = 'P-03'`, /V[12]/],
    ['the whole history of an item', `delete from core_history where item_id = '${project}'`, /V2/],
    ['a state changed without the engine', `update desk_project set state = 'done' where id = '${project}'`, /V2 desk\.project/],
    ['a broken seal', `update core_history_seal set chain_hash = repeat('0', 64) where seq = 2`, /V2 core\.history/],
    ['a seal taken out of the chain', 'delete from core_history_seal where seq = 2', /V2 core\.history/],
    ['a wait for a state that was left', `insert into core_timer (entity, item_id, code, entry_version, due_at, schedule, armed_at) values ('desk.project', '${project}', 'x', 1, now(), '{"region":"state","state":"open"}', now())`, /V7/],
  ];
  t.ok(((await owner.query(`select 1 from ${history}`)).rowCount ?? 0) >= 3);
  for (const [name, sql, found] of forgeries) {
    await owner.query('create temp table kept_history as table core_history; create temp table kept_seal as table core_history_seal; create temp table kept_project as table desk_project; create temp table kept_timer as table core_timer');
    await forge(sql);
    t.match((await violations(app)).join('\n'), found, name);
    await forge(`delete from core_history_seal; delete from core_history; delete from desk_project; delete from core_timer;
      insert into core_history overriding system value select * from kept_history; insert into core_history_seal select * from kept_seal; insert into desk_project select * from kept_project; insert into core_timer select * from kept_timer`);
    await owner.query('drop table kept_history, kept_seal, kept_project, kept_timer');
    t.same(await violations(app), [], `${name}: put back`);
  }
});

t.test('verify finds rights that nobody is recorded to have given', async (t) => {
  const app = await startTrust(t);
  const owner = new pg.Client({ connectionString: app.adminUrl });
  await owner.connect();
  t.teardown(() => owner.end());
  await owner.query('set search_path to company_north, reglament, public');
  const user = String((await owner.query("select id from core_user where login = 'worker'")).rows[0].id);
  const columns = 'version, created_at, updated_at, deletion_mark, external_ids, custom';
  const blank = "1, now(), now(), false, '{}', '{}'";
  t.same(await violations(app), []);
  const forgeries: [string, string, string][] = [
    ['a role', `insert into core_user_role (id, ${columns}, user_id, role) values (gen_random_uuid(), ${blank}, '${user}', 'boss')`, "delete from core_user_role where role = 'boss' and user_id = '" + user + "'"],
    ['a user', `insert into core_user (id, ${columns}, is_active, full_name, email, locale, is_supervised, is_system) values ('00000000-0000-4000-8000-000000000001', ${blank}, true, 'Х', 'x@x', 'ru', false, false)`, "delete from core_user where id = '00000000-0000-4000-8000-000000000001'"],
    ['a version of the regulation', "insert into core_regulation_version (hash, number, code, title, document, published_at) select 'forged', 99, code, title, document, now() from core_regulation_version limit 1", "delete from core_regulation_version where hash = 'forged'"],
  ];
  for (const [name, sql, undo] of forgeries) {
    await owner.query(`begin; set local session_replication_role = replica; ${sql}; commit`);
    t.match((await violations(app)).join('\n'), /^V11 /, name);
    await owner.query(`begin; set local session_replication_role = replica; ${undo}; commit`);
    t.same(await violations(app), [], `${name}: put back`);
  }
});
