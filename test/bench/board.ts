import pg from 'pg';
import { median } from './measure.ts';
import type { World } from './worlds.ts';

const COLUMNS = 10;
const CARDS = 30;

/** A board of ten columns by thirty cards, asked for column by column over HTTP. `plan`: the database's own plan of one column. */
export interface BoardFigures {
  readonly interests: number;
  readonly cards: number;
  readonly boardMs: number;
  readonly listMs: number;
  readonly plan: string;
}

/** Fills the bench's own database up to `interests` rows like the first one. Triggers are off: nothing here is about what they do. */
export async function seedInterests(adminUrl: string, schema: string, interests: number): Promise<void> {
  const owner = new pg.Client({ connectionString: adminUrl });
  await owner.connect();
  try {
    await owner.query(`set search_path to ${owner.escapeIdentifier(schema)}, public; set session_replication_role = replica`);
    const { rows: columns } = await owner.query<{ column_name: string }>(`select column_name from information_schema.columns where table_schema = $1 and table_name = 'crm_interest' order by ordinal_position`, [schema]);
    const given: Readonly<Record<string, string>> = {
      id: 'gen_random_uuid()',
      number: `'B' || lpad(n::text, 8, '0')`,
      state: `(array['primary_interest','offer_preparation','offer_agreement','issue_invoice','invoice_sent','order_to_place','order_placed','goods_in_stock','ready_to_ship','deferred_payment','won','lost'])[case when n % 100 < 15 then 1 + n % 10 else 11 + n % 2 end]`,
      title: `'Интерес ' || n`,
      partner_id: 'gen_random_uuid()',
      counterparty_id: 'gen_random_uuid()',
      contact_person_id: 'gen_random_uuid()',
      responsible_id: `case when n % 20 = 0 then i.responsible_id else md5((n % 20)::text)::uuid end`,
      updated_at: `timestamptz '2025-01-01' - n * interval '1 minute'`,
      created_at: `timestamptz '2024-01-01' - n * interval '1 minute'`,
    };
    const names = columns.map(({ column_name: name }) => name);
    await owner.query(
      `insert into crm_interest (${names.map((name) => `"${name}"`).join(', ')}) select ${names.map((name) => given[name] ?? `i."${name}"`).join(', ')}
       from (select * from crm_interest order by created_at desc limit 1) i, generate_series((select count(*) + 1 from crm_interest), $1::int) n`,
      [interests],
    );
    await owner.query('vacuum analyze crm_interest');
  } finally {
    await owner.end();
  }
}

export async function measureBoard({ app, client }: World, interests: number, rounds: number): Promise<BoardFigures> {
  const schema = app.company().record.schema_name;
  await seedInterests(app.adminUrl, schema, interests);
  const states = ['primary_interest', 'offer_preparation', 'offer_agreement', 'issue_invoice', 'invoice_sent', 'order_to_place', 'order_placed', 'goods_in_stock', 'ready_to_ship', 'deferred_payment'];
  const boards: number[] = [];
  const lists: number[] = [];
  let cards = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const started = performance.now();
    const answers = await Promise.all(states.slice(0, COLUMNS).map((state) => client.get(`/api/crm/interests?filter[state]=${state}&sort=-updated_at&limit=${CARDS}`)));
    boards.push(performance.now() - started);
    cards = answers.reduce((sum, { body }) => sum + (body.data as unknown[]).length, 0);
    const asked = performance.now();
    await client.get('/api/crm/interests');
    lists.push(performance.now() - asked);
  }
  return { interests, cards, boardMs: median(boards.slice(1)), listMs: median(lists.slice(1)), plan: await planOfColumn(app.adminUrl, schema) };
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly Plans?: readonly Node[];
}

async function planOfColumn(adminUrl: string, schema: string): Promise<string> {
  const owner = new pg.Client({ connectionString: adminUrl });
  await owner.connect();
  try {
    await owner.query(`set search_path to ${owner.escapeIdentifier(schema)}, public`);
    const { rows } = await owner.query<{ 'QUERY PLAN': [{ Plan: Node; 'Execution Time': number }] }>(
      `explain (analyze, format json) select t.* from crm_interest t where not t.deletion_mark and t.state = 'offer_agreement' order by t.updated_at desc, t.id desc limit ${CARDS + 1}`,
    );
    const [{ Plan, 'Execution Time': ms }] = rows[0]!['QUERY PLAN'];
    return `${nodesOf(Plan).join(' < ')}; ${ms.toFixed(2)} ms`;
  } finally {
    await owner.end();
  }
}

function nodesOf(node: Node): string[] {
  return [`${node['Node Type']}${node['Index Name'] === undefined ? '' : ` ${node['Index Name']}`} (${node['Actual Rows'] ?? 0})`, ...(node.Plans ?? []).flatMap(nodesOf)];
}
