import type { EffectContext, EntityRow } from '../../../core/index.ts';
import { subtract } from '../../../core/index.ts';
import { balanceDue } from '../pricing/index.ts';
import { DELIVERABLE_LINES } from './deliverable.ts';

type Values = Record<string, unknown>;

/** Columns that an invoice mirrors from its order as long as it lives. */
export function mirrored(order: Readonly<Record<string, unknown>>): Values {
  const names = ['status', 'execution_stage', 'client_status', 'stage_date', 'priority', 'macbuild_number', 'event_date'];
  return { ...Object.fromEntries(names.map((name) => [name, order[name] ?? null])), author_id: order['manager_id'], responsible_id: order['manager_id'] };
}

/** Columns and lines copied at each posting while nothing is paid. */
async function copied(context: EffectContext, order: EntityRow): Promise<Values> {
  const lines = await context.uow.query<Values & { quantity: string; cancelled_qty: string }>(
    `select id, product_id, quantity, cancelled_qty, unit_id, price, discount_pct, amount, vat_amount, vat_rate_id, total from crm_customer_order_line where order_id = $1 order by line_no`, [order.id],
  );
  const [left] = await context.uow.query<{ qty: string }>(
    `select coalesce(sum(d.left_qty), 0) as qty from (${DELIVERABLE_LINES} and x.order_id = $1) d`, [order.id],
  );
  return {
    interest_id: order['interest_id'], partner_id: order['partner_id'], counterparty_id: order['counterparty_id'], organization_id: order['organization_id'],
    number: order['number'], date: order['date'], total: order['total'], balance: balanceDue(String(order['total']), String(order['paid_total'])), remaining_qty: left?.qty ?? '0',
    ...mirrored(order),
    lines: lines.map(({ id, cancelled_qty, quantity, ...line }) => ({ ...line, order_line_id: id, quantity: subtract(quantity, cancelled_qty) })),
  };
}

/** Makes the invoice of the order in `context`, or sends `order.posted` to the one there is. */
export async function issueInvoice(context: EffectContext): Promise<void> {
  const { item } = context;
  const [present] = await context.uow.query<{ id: string }>('select id from crm_invoice where order_id = $1', [item.id]);
  if (present !== undefined) {
    await context.send('crm.invoice', present.id, 'order.posted', {});
    return;
  }
  await context.create('crm.invoice', { order_id: item.id, ...(await copied(context, item.row)) });
}

/** Copies the order into the invoice in `context` again. */
export async function refreshInvoice(context: EffectContext): Promise<void> {
  const order = await context.lock('crm.customer_order', String(context.item.row['order_id']));
  await context.update('crm.invoice', context.item.id, await copied(context, order));
}
