import { defineFacts, label } from '../../../core/index.ts';

interface Row {
  readonly id: string;
  readonly days_since_last: number | null;
  readonly days_since_balance_call: number | null;
}

/** A day that never came: nothing has begun to be counted yet. */
const NEVER = -1;

const SQL = `
  select o.id,
         $2::date - (greatest(call.start_at, since.at) at time zone $3)::date as days_since_last,
         $2::date - (greatest(balance_call.start_at, stocked.at) at time zone $3)::date as days_since_balance_call
    from crm_customer_order o
    left join lateral (select max(start_at) as start_at from crm_interaction a where a.rule_code = 'TM-2' and a.dedup_key like 'TM-2:' || o.id || ':%') call on true
    left join lateral (select max(start_at) as start_at from crm_interaction a where a.rule_code = 'TM-6' and a.dedup_key like 'TM-6:' || o.id || ':%') balance_call on true
    left join lateral (
      select greatest(max(h.at) filter (where h.region = 'execution_stage' and h.to_value = 'to_place'), max(h.at) filter (where h.region = 'client_status' and h.to_value = 'awaiting_advance')) as at
        from core_history h where h.entity = 'crm.customer_order' and h.item_id = o.id
    ) since on true
    left join lateral (
      select max(h.at) as at from core_history h where h.entity = 'crm.customer_order' and h.item_id = o.id and h.region = 'client_status' and h.to_value = 'awaiting_balance'
    ) stocked on true
   where o.id = any($1::uuid[])`;

/** How long ago the client was last to be called about money: since the timer's last call, or since the order came to wait. Days; −1 while nothing waits. */
export const callFacts = defineFacts({
  entity: 'crm.customer_order',
  facts: {
    days_since_last: { type: 'number', integer: true, label: label('Дней ожидания аванса', 'Days of waiting for the advance') },
    days_since_balance_call: { type: 'number', integer: true, label: label('Дней ожидания доплаты', 'Days of waiting for the balance') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<Row>(SQL, [ids, uow.today, uow.company.timeZone]);
    return new Map(rows.map((row) => [row.id, { days_since_last: row.days_since_last ?? NEVER, days_since_balance_call: row.days_since_balance_call ?? NEVER }]));
  },
});
