import type { UnitOfWork } from '../../../core/index.ts';
import { toFactNumber } from '../../../core/index.ts';
import { DELIVERABLE_LINES } from '../orders/deliverable.ts';

/** Numbers of one order as rules compare them; quantities are of its goods lines (of its services, where it has no goods), without what was given up. */
export interface OrderFigures {
  readonly id: string;
  readonly interest_id: string;
  readonly status: string;
  readonly stage: string;
  readonly client_status: string;
  readonly date: Date;
  readonly number: string;
  readonly total: number;
  readonly paid: number;
  readonly advance_due: number;
  readonly preship_due: number;
  readonly remaining_qty: number;
  readonly shipped_qty: number;
  readonly offer_accepted: boolean;
  readonly reason: string | null;
  readonly cancel_reason_id: string | null;
  readonly invoice_state: string | null;
  readonly balance: number;
  readonly lines: readonly { readonly supply_state: string }[];
  readonly line_count: number;
  readonly has_unmatched_line: boolean;
  readonly has_payments: boolean;
  readonly has_shipments: boolean;
  readonly has_supply: boolean;
  /** False for an order of services alone, which is supplied by being ordered and shipped by being rendered. */
  readonly has_goods: boolean;
}

interface FiguresRow extends Omit<OrderFigures, 'total' | 'paid' | 'advance_due' | 'preship_due' | 'remaining_qty' | 'shipped_qty' | 'balance' | 'lines' | 'line_count'> {
  readonly total: string;
  readonly paid: string;
  readonly advance_due: string;
  readonly preship_due: string;
  readonly remaining_qty: string;
  readonly shipped_qty: string;
  readonly balance: string | null;
  readonly supply_states: readonly string[];
  readonly line_count: string | number;
}

// An order whose shipment was taken back is about to be in stock again (O-21); what reads its stage must not see it halfway.
const FIGURES_SQL = `
  select o.id, o.interest_id, o.status, case when o.execution_stage = 'shipped' and coalesce(d.remaining_qty, 0) > 0 then 'in_stock' else o.execution_stage end as stage, o.client_status, o.date, o.number, o.total, o.paid_total as paid, o.advance_due, o.preship_due,
         o.offer_accepted_at is not null as offer_accepted, o.cancel_reason_id,
         case when r.is_reissue then 'reissued' else coalesce(r.code, o.cancel_reason_id::text) end as reason,
         v.state as invoice_state, v.balance,
         coalesce(d.remaining_qty, 0) as remaining_qty, coalesce(d.shipped_qty, 0) as shipped_qty, coalesce(d.supply_states, '{}') as supply_states, coalesce(l.has_goods, false) as has_goods,
         coalesce(l.line_count, 0) as line_count, coalesce(l.has_unmatched_line, false) as has_unmatched_line, coalesce(l.has_supply, false) as has_supply,
         coalesce(v.paid > 0, false) as has_payments,
         coalesce(l.has_shipments, false) as has_shipments
    from crm_customer_order o
    left join crm_refusal_reason r on r.id = o.cancel_reason_id
    left join crm_invoice v on v.order_id = o.id
    left join lateral (
      select count(*) as line_count,
             bool_or(line.is_unmatched) as has_unmatched_line,
             bool_or(line.shipped_qty > 0) as has_shipments,
             bool_or(line.reserved_qty > 0 or (line.supply_state <> 'none' and product.kind = 'goods')) as has_supply,
             bool_or(product.kind = 'goods') as has_goods
        from crm_customer_order_line line join crm_product product on product.id = line.product_id
       where line.order_id = o.id
    ) l on true
    left join lateral (
      select sum(d.left_qty) as remaining_qty, sum(d.shipped_qty) as shipped_qty, array_agg(d.cover order by d.line_no) filter (where d.whole_qty > 0) as supply_states
        from (${DELIVERABLE_LINES} and x.order_id = o.id) d
    ) d on true`;

function figuresOf(row: FiguresRow): OrderFigures {
  return {
    ...row,
    total: toFactNumber(row.total),
    paid: toFactNumber(row.paid),
    advance_due: toFactNumber(row.advance_due),
    preship_due: toFactNumber(row.preship_due),
    remaining_qty: toFactNumber(row.remaining_qty, 3),
    shipped_qty: toFactNumber(row.shipped_qty, 3),
    balance: toFactNumber(row.balance ?? '0'),
    line_count: Number(row.line_count),
    lines: row.supply_states.map((supply_state) => ({ supply_state })),
  };
}

/** Figures of orders, by their ids. */
export async function orderFigures(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, OrderFigures>> {
  const rows = await uow.query<FiguresRow>(`${FIGURES_SQL} where o.id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, figuresOf(row)]));
}

/** Which order of an interest is the latest: by its date and number, or by the moment it was cancelled. */
const LATEST: Readonly<Record<string, string>> = { date: 'o.date desc, o.number desc', cancelled_at: 'coalesce(o.cancelled_at, o.date) desc, o.number desc' };

/** Figures of every order of some interests, the latest first by the parameter `latest_order_by`. */
export async function figuresOfInterests(uow: UnitOfWork, interestIds: readonly string[]): Promise<Map<string, OrderFigures[]>> {
  const rows = await uow.query<FiguresRow>(`${FIGURES_SQL} where o.interest_id = any($1::uuid[]) order by ${LATEST[String(uow.company.regulation.parameters['latest_order_by'])] ?? LATEST['date']}`, [interestIds]);
  const grouped = new Map<string, OrderFigures[]>(interestIds.map((id) => [id, []]));
  for (const row of rows) grouped.get(row.interest_id)?.push(figuresOf(row));
  return grouped;
}
