import { defineFacts, label } from '../../../core/index.ts';
import { CONTRACT_STATUS_GROUPS, PROTOCOL_STATES } from '../entities/index.ts';
import { NOT_REVIEWED, verdictsOf } from '../services/review.ts';
import { DECIDING_AMOUNT, categoryOf } from '../services/value-category.ts';

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

/** Statuses of a group; `in_process` are all those of no other group. */
export function statusesOfGroup(group: string, all: readonly string[]): readonly string[] {
  return all.filter((status) => statusGroup(status) === group);
}

/** Calendar days a contract `c` stands in its status, as SQL: `today` and `zone` are parameter places. One taken over from elsewhere counts from its last mark. */
export function daysInStatusSql(today: string, zone: string): string {
  return `greatest(${today}::date - (coalesce(c.status_since, c.agreed_at, c.sent_at, c.created_at) at time zone ${zone})::date, 0)`;
}

interface Loaded {
  readonly id: string;
  readonly status: string;
  readonly deciding_amount: string | null;
  readonly days_waiting: number;
  readonly days_in_status: number;
  readonly signed_by_client_at: string | null;
  readonly legal_address_filled: boolean;
  readonly scan_attached: boolean;
  readonly form_attached: boolean;
  readonly amendments_attached: boolean;
  readonly protocol_state: string | null;
  readonly protocol_signed_by_company: boolean;
}

const FILE = (kind: string, more = ''): string => `exists (
  select 1 from core_attachment f where f.owner_entity = 'contracts.contract' and f.owner_id = c.id and f.kind = '${kind}' and not f.deletion_mark${more})`;

const LOAD = `select c.id, c.status, ${DECIDING_AMOUNT} as deciding_amount, c.signed_by_client_at,
    case when c.sent_at is null and d.sent_at is null then 0
      else greatest($2::date - (greatest(coalesce(c.status_since, c.sent_at), d.sent_at) at time zone $3)::date, 0) end as days_waiting,
    ${daysInStatusSql('$2', '$3')} as days_in_status,
    coalesce(trim(k.legal_address), '') <> '' as legal_address_filled,
    ${FILE('contract_scan')} as scan_attached,
    ${FILE('counterparty_form', ` and ${NOT_REVIEWED}`)} as form_attached,
    ${FILE('amendments', ' and f.created_at >= coalesce(c.status_since, c.sent_at, c.created_at)')} as amendments_attached,
    d.state as protocol_state, coalesce(d.signed_by_company_at is not null, false) as protocol_signed_by_company
  from contracts_contract c join crm_counterparty k on k.id = c.counterparty_id
  left join contracts_disagreement_protocol d on d.contract_id = c.id and d.state <> 'superseded' and not d.deletion_mark
  where c.id = any($1::uuid[])`;

/** What rules and screens ask about a contract beyond its columns. */
export const contractFacts = defineFacts({
  entity: 'contracts.contract',
  facts: {
    status_group: { type: 'string', enum: CONTRACT_STATUS_GROUPS.map((one) => one.code), label: label('Состояние договора', "Contract's state") },
    value_category: { type: 'string', enum: ['small', 'medium', 'large'], label: label('Категория по сумме', 'Category by value') },
    required_signatory: { type: 'string', label: label('Кто подписывает', 'Who signs') },
    scan_attached: { type: 'boolean', label: label('Скан приложен', 'Scan attached') },
    form_attached: { type: 'boolean', label: label('Приложен непроверенный файл формы контрагента', "A file of the counterparty's form that was not reviewed yet is attached") },
    amendments_attached: { type: 'boolean', label: label('Приложен файл правок клиента', "A file of the client's amendments is attached") },
    days_waiting: { type: 'number', integer: true, label: label('Дней ожидания ответа', 'Days without an answer') },
    days_in_status: { type: 'number', integer: true, label: label('Дней в статусе', 'Days in this status') },
    response: { type: 'string', enum: ['signs', 'own_form', 'amendments', 'refuses', 'none'], label: label('Ответ клиента', "Client's answer") },
    has_protocol: { type: 'boolean', label: label('Есть протокол разногласий', 'There is a protocol of disagreements') },
    protocol_state: { type: 'string', enum: PROTOCOL_STATES.map((one) => one.code), nullable: true, label: label('Состояние протокола разногласий', 'State of the protocol of disagreements') },
    protocol_signed_by_company: { type: 'boolean', label: label('Протокол подписан нами', 'The protocol is signed by us') },
    review_verdict: { type: 'string', enum: ['approved', 'returned', 'rejected', 'withdrawn'], nullable: true, label: label('Решение о форме контрагента', "Decision about the counterparty's form") },
    legal_address_filled: { type: 'boolean', label: label('Юридический адрес контрагента заполнен', "The counterparty's legal address is filled") },
  },
  async load(ids, { uow, wanted }) {
    const rows = await uow.query<Loaded>(LOAD, [ids, uow.today, uow.company.timeZone]);
    const verdicts = wanted.has('review_verdict') ? await verdictsOf(uow, 'contracts.contract', 'counterparty_form', ids) : undefined;
    const facts = new Map<string, Readonly<Record<string, unknown>>>();
    for (const { id, status, deciding_amount: amount, signed_by_client_at: signed, ...row } of rows) {
      const category = wanted.has('value_category') || wanted.has('required_signatory') ? await categoryOf(uow, amount) : undefined;
      facts.set(id, {
        ...row,
        status_group: statusGroup(status),
        value_category: category?.category,
        required_signatory: category?.signatory,
        review_verdict: verdicts?.get(id) ?? null,
        response: status === 'refused' ? 'refuses' : signed !== null ? 'signs' : 'none',
        has_protocol: row.protocol_state !== null,
      });
    }
    return facts;
  },
});
