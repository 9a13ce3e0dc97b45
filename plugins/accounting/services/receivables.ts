import type { UnitOfWork } from '../../../core/index.ts';

/** What is asked of the report D-30. `on`: calendar date 'YYYY-MM-DD'; `people`: only the invoices of these, null for everybody's. */
export interface ReceivablesQuery {
  readonly on: string;
  readonly partnerId: string | null;
  readonly overdueOnly: boolean;
  readonly people: readonly string[] | null;
  readonly limit: number;
  readonly offset: number;
}

/** One line of D-30. Sums are decimal strings in `currency`; `debt`: goods that left and are not paid for, `balance`: what is left of the whole invoice. */
export interface Receivable {
  readonly invoice_id: string;
  readonly invoice: string;
  readonly partner_id: string;
  readonly client: string;
  readonly responsible_id: string | null;
  readonly currency: string;
  readonly total: string;
  readonly paid: string;
  readonly balance: string;
  readonly debt: string;
  readonly shipment_date: string;
  readonly due_date: string;
  readonly days_overdue: number;
  readonly reminders: number;
  readonly last_interaction_result: string | null;
}

/** The report's sums in one currency, over all its lines. */
export interface ReceivablesTotal {
  readonly currency: string;
  readonly invoices: number;
  readonly balance: string;
  readonly debt: string;
  readonly overdue: string;
}

/**
 * Debts on a day: invoices that shipped more by then than was paid by then. Payments and shipments count by their own dates, those taken back not at all.
 * Due is the first stage of the schedule that the money does not cover; an order without one is due when it leaves.
 */
const DEBTS = `
  with debts as (
    select v.id, v.number, v.order_id, v.interest_id, v.partner_id, v.responsible_id, v.total, coalesce(m.paid, 0)::numeric(15,2) as paid,
      greatest(v.total - coalesce(m.paid, 0), 0)::numeric(15,2) as balance, (g.shipped - coalesce(m.paid, 0))::numeric(15,2) as debt, g.last_shipment
    from (select invoice_id, sum(amount) as shipped, max(shipment_date) as last_shipment from crm_invoice_shipment where shipment_date <= $1::date group by invoice_id) g
    join crm_invoice v on v.id = g.invoice_id
    left join (select invoice_id, sum(amount) as paid from crm_invoice_payment where payment_date <= $1::date group by invoice_id) m on m.invoice_id = v.id
    where v.state <> 'cancelled' and g.shipped > coalesce(m.paid, 0)
      and ($2::uuid is null or v.partner_id = $2) and ($3::uuid[] is null or v.responsible_id = any($3))
  ), dated as (
    select d.*, c.iso_code as currency, coalesce(s.due_date, d.last_shipment) as due_date, greatest($1::date - coalesce(s.due_date, d.last_shipment), 0) as days_overdue
    from debts d join crm_customer_order o on o.id = d.order_id join crm_currency c on c.id = o.currency_id
    left join lateral (
      select min(due_date) as due_date from (
        select due_date, sum(amount) over (order by line_no) as reached from crm_payment_schedule_line where order_id = d.order_id and not deletion_mark
      ) stages where reached > d.paid
    ) s on true
  ), chosen as (select * from dated where not $4::boolean or days_overdue > 0)`;

const LINES = `${DEBTS}
  select d.id as invoice_id, d.number as invoice, d.partner_id, p.working_name as client, d.responsible_id, d.currency, d.total, d.paid, d.balance, d.debt, d.last_shipment as shipment_date, d.due_date, d.days_overdue,
    (select count(*)::int from core_reminder r where r.subject_entity = 'crm.invoice' and r.subject_id = d.id and (r.remind_at at time zone $5)::date <= $1::date) as reminders,
    i.result as last_interaction_result
  from chosen d join crm_partner p on p.id = d.partner_id
  left join lateral (
    select n.result from crm_interaction n
    where n.subject_id in (d.interest_id, d.id, d.order_id) and n.state = 'done' and n.result is not null and (n.start_at at time zone $5)::date <= $1::date
    order by n.start_at desc, n.id limit 1
  ) i on true
  order by d.days_overdue desc, p.working_name, d.number, d.id limit $6 offset $7`;

const TOTALS = `${DEBTS}
  select currency, count(*)::int as invoices, sum(balance) as balance, sum(debt) as debt, coalesce(sum(debt) filter (where days_overdue > 0), 0)::numeric(15,2) as overdue
  from chosen group by currency order by currency`;

/** The lines of D-30 as of a day, the longest overdue first, and the sums of all of them. */
export async function receivables(uow: UnitOfWork, query: ReceivablesQuery): Promise<{ readonly lines: readonly Receivable[]; readonly totals: readonly ReceivablesTotal[] }> {
  const asked = [query.on, query.partnerId, query.people, query.overdueOnly];
  const lines = await uow.query<Receivable>(LINES, [...asked, uow.company.timeZone, query.limit, query.offset]);
  const totals = await uow.query<ReceivablesTotal>(TOTALS, asked);
  return { lines, totals };
}
