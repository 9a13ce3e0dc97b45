/** Claims of two companies over a database of its own: one that plans when it likes, one that must. */
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`./fixture/${name}/`, import.meta.url));

export const app: TestApp = await startTestApp(t, { plugins: ['crm', 'mail', 'claims'], companies: { open: fixture('open'), strict: fixture('strict') }, now: '2025-03-20T09:00:00Z' });

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

export async function rows(sql: string, values: readonly unknown[] = [], company = 'open'): Promise<Row[]> {
  return app.read(async (uow) => uow.query<Row>(sql, values), company);
}

export async function idOf(table: string, code: string, company = 'open'): Promise<string> {
  const column = table === 'core_user' ? 'login' : 'code';
  return String((await rows(`select id from ${table} where ${column} = $1`, [code], company))[0]?.['id']);
}

/** The answer when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.item ?? answer.body?.data ?? answer.body) as Row;
}

/** Status and every code of a refusal. */
export function refusal(answer: Answer): [status: number, ...codes: string[]] {
  const codes = [answer.body?.code, ...(answer.body?.reasons ?? []).map((one: Row) => one['code']), ...(answer.body?.errors ?? []).map((one: Row) => one['code'])];
  return [answer.status, ...new Set(codes.filter((one) => typeof one === 'string' && one.startsWith('claims.')) as string[])];
}

export const CLAIMS = '/api/claims/claims';

/** A claim as an employee writes it down; `more` replaces what stands here. */
export async function claim(by: TestClient, more: Row = {}, company = 'open'): Promise<Row> {
  return good(await by.post(CLAIMS, { partner_id: await idOf('crm_partner', 'baikal', company), claimant_name: 'Дымов О. П.', essence: 'Вмятина корпуса', ...more }));
}

export async function fresh(by: TestClient, id: string): Promise<Row> {
  return good(await by.get(`${CLAIMS}/${id}`));
}

/** Letters that wait to be sent about a row. */
export async function lettersAbout(id: string): Promise<Row[]> {
  return (await rows(`select params from core_delivery where item_id = $1 and effect = 'mail.send_letter' order by created_at, key`, [id])).map((row) => row['params'] as Row);
}

/** Everything wrong with the live data, in words. */
export async function violations(company = 'open'): Promise<string[]> {
  const { registry } = app.application;
  return app.read(async (uow) => (await Promise.all(registry.invariants.map((one) => one.find(uow)))).flat().map((one) => one.text), company);
}
