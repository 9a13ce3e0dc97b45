/** The demo company with KPIs of its own, and deals made through the doors its people use. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';

/** What only this company has: kinds of breaches, one figure that few see, one that is switched off. */
const OWN = `
kpis:
  own_big_deals:
    code: OWN-1
    label: { ru: Крупные сделки, en: Big deals }
    target: 50
    population: { entity: crm.interest, moment: created_at }
    met: { ">=": [{ var: expected_revenue }, 1000000] }
    breach: { period: open, task: { role: head_of_sales, due: 1 working day, title: { ru: "{kpi} {name}: {value} при цели {target} за {period}", en: "{kpi}: {value}, target {target}, {period}" } } }
  own_processed:
    code: OWN-2
    label: { ru: Разобрано самим, en: Dealt with }
    population: { entity: crm.inquiry, moment: received_at }
    met: { "!=": [{ var: processed_at }, null] }
    breach: { limit: 100, scope: person, task: { title: { ru: "Разберите обращения за {period}: {value} %", en: "Deal with the inquiries of {period}: {value} %" } } }
  own_secret:
    code: OWN-3
    label: { ru: Видит директор, en: Seen by the director }
    population: { entity: crm.interest, moment: created_at }
    seen_by: [general_director]
  own_off:
    code: OWN-4
    label: { ru: Выключен, en: Switched off }
    population: { entity: crm.interest, moment: created_at }
    disabled: true
  own_day:
    code: OWN-5
    label: { ru: Обращений за день, en: Inquiries of the day }
    period: day
    population: { entity: crm.inquiry, moment: received_at }
`;

const folder = await mkdtemp(join(tmpdir(), 'reglament-analytics-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));
await cp(fileURLToPath(new URL('../../../regulations', import.meta.url)), join(folder, 'regulations'), { recursive: true });
await writeFile(join(folder, 'regulations/pneumosila/own-kpis.yaml'), OWN);

export const app: TestApp = await startTestApp(t, { companies: { pneumosila: join(folder, 'regulations/pneumosila') }, now: '2025-03-26T06:00:00Z' });
export const [anna, kirill, head, director, clerk] = (await Promise.all(['sokolova', 'fedorov', 'gromov', await loginOf('general_director'), 'tarasov'].map((login) => app.as(login)))) as [TestClient, TestClient, TestClient, TestClient, TestClient];

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

async function loginOf(role: string): Promise<string> {
  return String((await rows('select u.login from core_user u join core_user_role r on r.user_id = u.id where r.role = $1 limit 1', [role]))[0]?.['login']);
}

export async function rows(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return app.read((uow) => uow.query<Row>(sql, values));
}

export async function idOf(table: string, code: string): Promise<string> {
  return String((await rows(`select id from ${table} where code = $1`, [code]))[0]?.['id']);
}

export async function userId(login: string): Promise<string> {
  return String((await rows('select id from core_user where login = $1', [login]))[0]?.['id']);
}

const [client = {}] = await rows(`select id, version from crm_partner where code = 'laptev'`);
good(await anna.patch(`/api/crm/partners/${client['id']}`, { version: client['version'], agreement_id: await idOf('crm_agreement', 'laptev') }));

/** The answer when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Row;
}

export async function get(client: TestClient, path: string): Promise<Row> {
  return good(await client.get(path));
}

/** Status and code of a refusal. */
export function refusal(answer: Answer): [number, string] {
  return [answer.status, String(answer.body?.code)];
}

/** A deal of the known client in offer preparation; answers its id and that of its inquiry. */
export async function deal(client: TestClient, revenue?: string): Promise<{ readonly id: string; readonly inquiry: string }> {
  const { id: inquiry } = good(await client.post('/api/crm/inquiries', { channel: 'phone', from_phone: '+7 900 000-10-10' }));
  good(await client.send(`/api/crm/inquiries/${inquiry}`, 'inquiry.converted', { service_type_id: await idOf('crm_service_type', 'equipment') }));
  const [interest = {}] = await rows('select i.id, i.version from crm_interest i where i.inquiry_id = $1', [inquiry]);
  if (revenue !== undefined) good(await client.patch(`/api/crm/interests/${interest['id']}`, { version: interest['version'], expected_revenue: revenue }));
  const [{ now } = {}] = await rows(`select reglament.now_of('pneumosila') as now`);
  good(await client.post('/api/crm/interactions', { kind: 'phone_call', start_at: (now as Date).toISOString(), subject_entity: 'crm.interest', subject_id: interest['id'] }));
  return { id: String(interest['id']), inquiry: String(inquiry) };
}

/** A posted order of the deal: it stands in the agreement of the offer. */
export async function order(client: TestClient, interestId: string): Promise<string> {
  const made = good(await client.post('/api/crm/customer-orders', {
    interest_id: interestId, delivery_term: 3,
    macro_sector_id: await idOf('crm_sector', 'construction'), micro_sector_id: await idOf('crm_sector', 'concrete'),
    lines: [{ product_id: await idOf('crm_product', 'FS24'), quantity: '1' }],
  }));
  good(await client.send(`/api/crm/customer-orders/${made['id']}`, 'order.posted'));
  return String(made['id']);
}

export async function lose(client: TestClient, interestId: string, reason = 'competitor'): Promise<void> {
  good(await client.send(`/api/crm/interests/${interestId}`, 'interest.lost', { refusal_reason_id: await idOf('crm_refusal_reason', reason) }));
}

/** A workbook that came as an answer: its status, type, and first bytes. */
export async function file(client: TestClient, path: string, body?: unknown): Promise<{ readonly status: number; readonly isWorkbook: boolean; readonly content: Buffer }> {
  const answer = await fetch(`${app.url}${path}`, {
    headers: { ...client.cookies, origin: app.url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const content = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, content, isWorkbook: (answer.headers.get('content-type') ?? '').includes('spreadsheetml') && content.subarray(0, 2).toString() === 'PK' };
}
