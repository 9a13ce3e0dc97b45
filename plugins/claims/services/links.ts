import type { UnitOfWork } from '../../../core/index.ts';
import { tableName } from '../../../core/index.ts';
import { invalid } from '../errors.ts';

type Draft = Record<string, unknown>;

interface Linked {
  readonly partner_id: string | null;
  readonly interest_id?: string | null;
  readonly order_id?: string | null;
  readonly name?: string | null;
}

/** What each link knows of the rest of the card, the most particular first. */
const LINKS: readonly (readonly [column: string, sql: string])[] = [
  ['invoice_id', 'select o.partner_id, o.interest_id, o.id as order_id from crm_invoice v join crm_customer_order o on o.id = v.order_id where v.id = $1'],
  ['order_id', 'select partner_id, interest_id from crm_customer_order where id = $1'],
  ['interest_id', 'select partner_id from crm_interest where id = $1'],
  ['contact_person_id', 'select partner_id, full_name as name from crm_contact_person where id = $1'],
];

/** What a newly chosen link leads to anew, unless it was chosen with it. */
const FOLLOWERS: readonly (readonly [column: string, followers: readonly string[]])[] = [['invoice_id', ['order_id', 'interest_id']], ['order_id', ['invoice_id', 'interest_id']]];

async function documentOf(uow: UnitOfWork, entity: string, id: string): Promise<Linked | undefined> {
  const definition = uow.company.plugins.entity(entity)?.definition;
  if (definition === undefined) return undefined;
  const columns = ['partner_id', 'order_id', 'interest_id'].filter((name) => name in definition.fields).map((name) => `"${name}"`);
  const [row] = await uow.query<Linked & Record<string, unknown>>(`select ${['id', ...columns].join(', ')} from "${tableName(entity)}" where id = $1 and not deletion_mark`, [id]);
  return row === undefined ? undefined : { ...row, partner_id: row.partner_id ?? null };
}

/**
 * Fills what follows from the links of a claim: the order of an invoice, the interest of an order, the client of any of them, the name of a contact person.
 * `changed`: what is written now. @throws InvalidError claims.unknown_link, claims.link_of_another_client
 */
export async function completeLinks(uow: UnitOfWork, draft: Draft, changed: ReadonlySet<string>): Promise<void> {
  for (const [column, followers] of FOLLOWERS) {
    if (changed.has(column)) for (const name of followers) if (!changed.has(name)) draft[name] = null;
  }
  const take = (column: string, linked: Linked | undefined): void => {
    if (linked === undefined) throw invalid('claims.unknown_link', `/${column}`);
    draft['partner_id'] ??= linked.partner_id;
    if (linked.partner_id !== null && draft['partner_id'] !== linked.partner_id) throw invalid('claims.link_of_another_client', `/${column}`);
    for (const name of ['order_id', 'interest_id'] as const) {
      const found = linked[name] ?? null;
      if (found === null) continue;
      draft[name] ??= found;
      if (draft[name] !== found) throw invalid('claims.link_of_another_client', `/${name}`);
    }
    draft['claimant_name'] ??= linked.name ?? undefined;
  };
  const { document_entity: entity, document_id: id } = draft;
  if (typeof entity === 'string' || typeof id === 'string') take('document_id', typeof entity === 'string' && typeof id === 'string' ? await documentOf(uow, entity, id) : undefined);
  for (const [column, sql] of LINKS) {
    const value = draft[column];
    if (typeof value === 'string') take(column, (await uow.query<Linked & Record<string, unknown>>(sql, [value]))[0]);
  }
}
