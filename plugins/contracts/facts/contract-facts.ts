import { decide, defineFacts, label, toFactNumber } from '../../../core/index.ts';
import type { UnitOfWork } from '../../../core/index.ts';
import { CONTRACT_STATUS_GROUPS } from '../entities/index.ts';

const GROUP_OF: Readonly<Record<string, string>> = {
  agreed: 'agreed',
  signed: 'signed_and_archived',
  archived: 'signed_and_archived',
  refused: 'not_concluded',
  closed: 'not_concluded',
};

/** The coarse state every manager sees. */
export function statusGroup(status: string): string {
  return GROUP_OF[status] ?? 'in_process';
}

/** Who signs, by R-05a: on the contract's amount, or on the total of the deal's latest live order when it is a framework contract. */
export async function categoryOf(uow: UnitOfWork, amount: string | null): Promise<{ readonly category: string; readonly signatory: string }> {
  const { outcome } = await decide(uow, 'contracts.value_category', undefined, { amount: toFactNumber(amount ?? '0') });
  return outcome as { category: string; signatory: string };
}

interface Loaded {
  readonly id: string;
  readonly status: string;
  readonly deciding_amount: string | null;
  readonly days_waiting: number;
  readonly signed_by_client_at: string | null;
  readonly legal_address_filled: boolean;
  readonly scan_attached: boolean;
}

/** Amount that decides about the signatory, by contract id, as SQL: its own, else that of the latest live order of its deal. */
export const DECIDING_AMOUNT = `coalesce(c.amount, (
  select o.total from crm_customer_order o where o.interest_id = c.interest_id and o.status <> 'cancelled' order by o.date desc, o.number desc limit 1))`;

/** What rules and screens ask about a contract beyond its columns. */
export const contractFacts = defineFacts({
  entity: 'contracts.contract',
  facts: {
    status_group: { type: 'string', enum: CONTRACT_STATUS_GROUPS.map((one) => one.code), label: label('Состояние договора', "Contract's state") },
    value_category: { type: 'string', enum: ['small', 'medium', 'large'], label: label('Категория по сумме', 'Category by value') },
    required_signatory: { type: 'string', label: label('Кто подписывает', 'Who signs') },
    scan_attached: { type: 'boolean', label: label('Скан приложен', 'Scan attached') },
    days_waiting: { type: 'number', integer: true, label: label('Дней ожидания ответа', 'Days without an answer') },
    response: { type: 'string', enum: ['signs', 'own_form', 'amendments', 'refuses', 'none'], label: label('Ответ клиента', "Client's answer") },
    has_protocol: { type: 'boolean', label: label('Есть протокол разногласий', 'There is a protocol of disagreements') },
    protocol_signed_by_company: { type: 'boolean', label: label('Протокол подписан нами', 'The protocol is signed by us') },
    legal_address_filled: { type: 'boolean', label: label('Юридический адрес контрагента заполнен', "The counterparty's legal address is filled") },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<Loaded>(
      `select c.id, c.status, ${DECIDING_AMOUNT} as deciding_amount, c.signed_by_client_at,
         case when c.sent_at is null then 0 else greatest($2::date - (c.sent_at at time zone $3)::date, 0) end as days_waiting,
         coalesce(trim(k.legal_address), '') <> '' as legal_address_filled,
         exists (
           select 1 from core_attachment f
           where f.owner_entity = 'contracts.contract' and f.owner_id = c.id and f.kind = 'contract_scan' and not f.deletion_mark
         ) as scan_attached
       from contracts_contract c join crm_counterparty k on k.id = c.counterparty_id
       where c.id = any($1::uuid[])`,
      [ids, uow.today, uow.company.timeZone],
    );
    const facts = new Map<string, Readonly<Record<string, unknown>>>();
    for (const row of rows) {
      const category = wanted.has('value_category') || wanted.has('required_signatory') ? await categoryOf(uow, row.deciding_amount) : undefined;
      facts.set(row.id, {
        status_group: statusGroup(row.status),
        value_category: category?.category,
        required_signatory: category?.signatory,
        scan_attached: row.scan_attached,
        days_waiting: row.days_waiting,
        response: row.status === 'refused' ? 'refuses' : row.signed_by_client_at !== null ? 'signs' : 'none',
        has_protocol: false,
        protocol_signed_by_company: false,
        legal_address_filled: row.legal_address_filled,
      });
    }
    return facts;
  },
});
