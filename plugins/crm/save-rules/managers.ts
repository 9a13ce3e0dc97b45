import type { SaveContext, UnitOfWork } from '../../../core/index.ts';
import { updateRecord } from '../../../core/index.ts';

/** Manager of the client that a row belongs to, by the row's owner; null for what belongs to no client. */
const MANAGER_SQL: Readonly<Record<string, string>> = {
  'crm.partner': 'select main_manager_id as id from crm_partner where id = $1',
  'crm.counterparty': 'select manager_id as id from crm_counterparty where id = $1',
  'crm.contact_person': 'select manager_id as id from crm_contact_person where id = $1',
};

/** Who answers for what belongs to `ownerId`; rights granted as «own» are asked of him. */
export async function managerOf(uow: UnitOfWork, entity: string, ownerId: unknown): Promise<string | null> {
  const sql = MANAGER_SQL[entity];
  if (sql === undefined || typeof ownerId !== 'string') return null;
  return (await uow.query<{ id: string | null }>(sql, [ownerId]))[0]?.id ?? null;
}

/** Tables whose rows follow the manager of their partner, owners before what belongs to them. */
const FOLLOWERS: readonly (readonly [entity: string, sql: string])[] = [
  ['crm.counterparty', 'select id from crm_counterparty where partner_id = $1 and manager_id is distinct from $2 order by id'],
  ['crm.contact_person', 'select id from crm_contact_person where partner_id = $1 and manager_id is distinct from $2 order by id'],
  ['crm.bank_account', 'select a.id from crm_bank_account a join crm_counterparty c on c.id = a.counterparty_id where c.partner_id = $1 and a.manager_id is distinct from $2 order by a.id'],
  [
    'crm.contact_detail',
    `select d.id from crm_contact_detail d
      where d.manager_id is distinct from $2 and (
        (d.owner_entity = 'crm.partner' and d.owner_id = $1)
        or (d.owner_entity = 'crm.counterparty' and d.owner_id in (select id from crm_counterparty where partner_id = $1))
        or (d.owner_entity = 'crm.contact_person' and d.owner_id in (select id from crm_contact_person where partner_id = $1))) order by d.id`,
  ],
];

/** A client that was handed over takes everything of his along. */
export async function handOver({ uow, before }: SaveContext, partnerId: string, managerId: unknown): Promise<void> {
  if (before === undefined || before['main_manager_id'] === managerId) return;
  for (const [entity, sql] of FOLLOWERS) {
    for (const { id } of await uow.query<{ id: string }>(sql, [partnerId, managerId])) await updateRecord(uow, { entity, id }, { manager_id: managerId });
  }
}
