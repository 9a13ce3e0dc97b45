/** Two companies of one installation: one works by the defaults, the other is strict. Everything goes over HTTP as the people who would do it. */
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Answer, TestApp, TestClient } from '../../../core/testing/index.ts';
import { startTestApp } from '../../../core/testing/index.ts';

const FIXTURE = (name: string): string => fileURLToPath(new URL(`./fixture/${name}/`, import.meta.url));

export const app: TestApp = await startTestApp(t, {
  plugins: ['crm', 'contracts'],
  companies: { usual: FIXTURE('usual'), strict: FIXTURE('strict') },
  now: '2025-03-03T06:00:00Z',
});

export type Row = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- rows are asserted column by column

/** Rows of a company, as its robot reads them. */
export async function all(sql: string, values: readonly unknown[] = [], company?: string): Promise<Row[]> {
  return app.read((uow) => uow.query<Row>(sql, values), company);
}

export async function one(sql: string, values: readonly unknown[] = [], company?: string): Promise<Row> {
  return (await all(sql, values, company))[0] ?? {};
}

export async function idOf(table: string, code: string, company?: string): Promise<string> {
  return String((await one(`select id from ${table} where code = $1`, [code], company))['id']);
}

export async function userId(login: string, company?: string): Promise<string> {
  return String((await one('select id from core_user where login = $1', [login], company))['id']);
}

/** The answer when it is a success. */
export function good(answer: Answer): Row {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body?.data ?? answer.body) as Row;
}

/** Status with every code the refusal names: its reasons, or its fields, or itself. */
export function refusal(answer: Answer): [number, ...string[]] {
  const codes = [...(answer.body?.reasons ?? []), ...(answer.body?.errors ?? [])].map((one: Row) => String(one['code']));
  return [answer.status, ...new Set(codes.length > 0 ? codes : [String(answer.body?.code)])];
}

const CONTRACTS = '/api/contracts/contracts';
export const path = {
  contract: (id: string): string => `${CONTRACTS}/${id}`,
  protocol: (id: string): string => `/api/contracts/disagreement-protocols/${id}`,
  approval: (id: string): string => `/api/core/approvals/${id}`,
};

let numbers = 0;

export interface Wanted {
  readonly amount?: string | null;
  readonly more?: Row;
  readonly code?: string;
}

/** A draft for the client of the fixture, complete enough to be sent. */
export async function draft(client: TestClient, { amount = '1620000.00', more = {}, code = 'bhs' }: Wanted = {}): Promise<string> {
  numbers += 1;
  const values: Row = {
    number: `Т-${numbers}`, counterparty_id: await idOf('crm_counterparty', code), ...(amount === null ? {} : { amount }), client_signatory: 'Директора Янсона М. Ю.', client_basis: 'Устава', ...more,
  };
  const row = good(await client.post(CONTRACTS, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))));
  return String(row['id']);
}

/** Attaches a small text file; `text` makes it another file. */
export async function attach(client: TestClient, entityPath: string, kind: string, text: string): Promise<void> {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', new Blob([text], { type: 'text/plain' }), `${kind}.txt`);
  const response = await fetch(`${client.url}${entityPath}/files`, { method: 'POST', headers: { origin: client.url, ...client.cookies }, body: form });
  if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`);
}

/** A contract that was sent to the client. */
export async function sent(client: TestClient, wanted: Wanted = {}): Promise<string> {
  const id = await draft(client, wanted);
  good(await client.send(path.contract(id), 'contract.sent'));
  return id;
}

export async function contractRow(id: string, company?: string): Promise<Row> {
  return one('select * from contracts_contract where id = $1', [id], company);
}

/** The protocol the contract is negotiated by. */
export async function protocolOf(contractId: string, company?: string): Promise<Row> {
  return one(`select * from contracts_disagreement_protocol where contract_id = $1 and state <> 'superseded'`, [contractId], company);
}

export async function pointsOf(protocolId: string, company?: string): Promise<Row[]> {
  return all('select * from contracts_disagreement_item where protocol_id = $1 order by line_no', [protocolId], company);
}

/** Undecided approvals about a row by their role. */
export async function pending(subjectId: string, company?: string): Promise<Record<string, string>> {
  const rows = await all(`select id, required_role from core_approval where subject_id = $1 and state = 'pending'`, [subjectId], company);
  return Object.fromEntries(rows.map((row) => [String(row['required_role']), String(row['id'])]));
}

/** Open tasks about a row: kind, and `person` or the role whose holders may take it. */
export async function tasks(subjectId: string, company?: string): Promise<string[]> {
  const rows = await all(`select kind, assignee_role, assignee_user_id from core_task where subject_id = $1 and state in ('new', 'in_progress') order by kind, assignee_role`, [subjectId], company);
  return rows.map((row) => `${row['kind']}: ${row['assignee_user_id'] === null ? row['assignee_role'] : 'person'}`).sort();
}
