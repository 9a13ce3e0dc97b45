import pg from 'pg';
import t from 'tap';
import { tableName } from '../../core/entity/index.ts';
import type { UnitOfWork } from '../../core/company/index.ts';
import { listRecords } from '../../core/records/index.ts';
import { startTestApp } from '../../core/testing/index.ts';

const ROWS = 20_000;
const RESPONSIBLE = '00000000-0000-4000-8000-000000000007';

const app = await startTestApp(t, { examples: false });
const company = app.company();

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** What the database would do for a list request; `settings` are planner settings of this transaction alone. */
async function planOf(entity: string, query: string, settings: readonly string[] = []): Promise<string[]> {
  return app.read(async (uow) => {
    const statements: { sql: string; values: readonly unknown[] }[] = [];
    const listening = Object.create(uow) as UnitOfWork;
    Object.defineProperty(listening, 'query', {
      value: async (sql: string, values: readonly unknown[] = []) => {
        statements.push({ sql, values });
        return uow.query(sql, values);
      },
    });
    await listRecords(listening, entity, new URLSearchParams(query));
    const list = statements.find(({ sql }) => sql.includes(`from "${tableName(entity)}" t where`));
    for (const one of settings) await uow.query(`set local ${one}`);
    const rows = await uow.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (format json) ${list?.sql}`, list?.values);
    return nodesOf((rows[0] as { 'QUERY PLAN': [{ Plan: Node }] })['QUERY PLAN'][0].Plan).map((node) => [node['Node Type'], node['Relation Name']].filter(Boolean).join(' '));
  });
}

/** Interests of many clients and people, fifteen in a hundred open, with their search texts. Written by the owner, past triggers and keys. */
async function seed(): Promise<void> {
  const owner = new pg.Client({ connectionString: app.adminUrl });
  await owner.connect();
  await owner.query(`set search_path to "${company.record.schema_name}", reglament, public; set session_replication_role = replica`);
  await owner.query(
    `insert into crm_interest (id, version, created_at, updated_at, deletion_mark, external_ids, custom, number, date, posting_state, responsible_id, interest_type_id, partner_id, service_type_id, title, state, closed_at, closed_by_rule, process_mode, regulation_hash)
     select gen_random_uuid(), 1, timestamptz '2024-01-01' - n * interval '1 minute', timestamptz '2025-01-01' - (n % 5000) * interval '1 minute', false, '{}', '{}', 'B' || n, now(), 'draft',
       case when n % 40 = 0 then $2 else md5((n % 40)::text)::uuid end, gen_random_uuid(), md5((n % 3000)::text)::uuid, gen_random_uuid(), 'Насос ' || n,
       (array['primary_interest','offer_preparation','offer_agreement','issue_invoice','invoice_sent','order_to_place','order_placed','goods_in_stock','ready_to_ship','deferred_payment','won','lost'])[case when n % 100 < 15 then 1 + n / 100 % 10 else 11 + n % 2 end],
       case when n % 100 < 15 then null else timestamptz '2025-01-01' - (n % 700) * interval '1 hour' end, false, 'strict', $3
     from generate_series(1, $1::int) n`,
    [ROWS, RESPONSIBLE, company.regulation.hash],
  );
  await owner.query(`insert into core_search (entity, item_id, title, body, fts, updated_at) select 'crm.interest', id, title, lower(title), to_tsvector('russian', title), updated_at from crm_interest`);
  await owner.query('analyze');
  await owner.end();
}

await seed();

t.test(`lists of ${ROWS} interests find their rows by an index`, async (t) => {
  const lists: [string, string][] = [
    ['the first page', ''],
    ['a column of the board', 'filter[state]=offer_agreement&sort=-updated_at&limit=30'],
    ['the deals of one person', `filter[responsible_id]=${RESPONSIBLE}`],
    ['a person’s column of the board', `filter[responsible_id]=${RESPONSIBLE}&filter[state]=offer_agreement&sort=-updated_at&limit=30`],
    ['the deals of one client', 'filter[partner_id]=00000000-0000-4000-8000-000000000001'],
    ['a search by word and part', 'q=1234'],
    ['the last changed', 'sort=-updated_at'],
  ];
  for (const [name, query] of lists) {
    const plan = await planOf('crm.interest', query);
    t.notOk(plan.includes('Seq Scan crm_interest'), `${name}: ${plan.join(' < ')}`);
  }
  const [column, first] = [await planOf('crm.interest', 'filter[state]=offer_agreement&sort=-updated_at&limit=30'), await planOf('crm.interest', '')];
  t.notOk(column.includes('Sort'), `a column is read in its order: ${column.join(' < ')}`);
  t.notOk(first.includes('Sort'), `so is the first page: ${first.join(' < ')}`);
});

t.test('every entity has an index for the order its list comes in', async (t) => {
  for (const { definition } of app.application.registry.entities) {
    const plan = await planOf(definition.id, '', ['enable_seqscan = off', 'enable_sort = off', 'enable_bitmapscan = off']);
    t.notOk(plan.some((node) => node === 'Sort' || node.startsWith('Seq Scan')), `${definition.id}: ${plan.join(' < ')}`);
  }
});

t.test('page after page gives each row once, in every kind of order', async (t) => {
  const where = { 'filter[responsible_id]': RESPONSIBLE, limit: '200' };
  for (const sort of ['-created_at', 'created_at', '-updated_at', 'state,-updated_at', '-state,-updated_at', 'closed_at', '-closed_at,-updated_at']) {
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page = await app.read((uow) => listRecords(uow, 'crm.interest', new URLSearchParams({ ...where, sort, ...(after === '' ? {} : { after: after as string }) })));
      seen.push(...page.data.map((row) => String(row['id'])));
      after = page.next;
    }
    t.same([seen.length, new Set(seen).size], [ROWS / 40, ROWS / 40], sort);
  }
});
