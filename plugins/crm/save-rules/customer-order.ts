import type { SaveContext } from '../../../core/index.ts';
import { defineSaveRule } from '../../../core/index.ts';
import { invalid, conflict } from '../errors.ts';
import { orderHeader } from './order-header.ts';
import { completeLines, currentLines } from './order-lines.ts';
import { currentSchedule, orderSums, scheduleFromAgreement } from './order-sums.ts';

/** Columns that say what is sold and to whom: fixed once the order is released. */
const CONTENT = ['partner_id', 'counterparty_id', 'interest_id', 'agreement_id', 'organization_id', 'currency_id', 'prices_include_vat', 'lines', 'extra_costs', 'payment_schedule'];

function contentGiven(context: SaveContext): boolean {
  return CONTENT.some((name) => context.given.has(name));
}

/** Lines that were taken out of the order leave its unpaid invoice at once; posting again copies the rest. */
async function releaseRemovedLines(context: SaveContext, orderId: string, lines: readonly Record<string, unknown>[]): Promise<void> {
  const kept = lines.map((line) => line['id']).filter((id): id is string => typeof id === 'string');
  await context.uow.query(
    'delete from crm_invoice_line where order_line_id in (select id from crm_customer_order_line where order_id = $1 and id <> all($2::uuid[]))', [orderId, kept],
  );
}

/**
 * Defaults, checks and sums of an order. Who it is for comes from the interest, terms and schedule from the client's agreement, prices and costs
 * of lines from the price lists; totals, margin and dues are always computed. A change of content takes the order back to «not posted».
 */
export const customerOrderRule = defineSaveRule({
  id: 'crm.customer_order',
  entity: 'crm.customer_order',
  async prepare(draft, context) {
    const { before } = context;
    if (before !== undefined && before['status'] !== 'on_approval' && contentGiven(context)) throw conflict('crm.order_released');
    await orderHeader(draft, context);
    if (before === undefined && context.sections['payment_schedule'] === undefined) {
      const schedule = await scheduleFromAgreement(context.uow, draft['agreement_id']);
      if (schedule.length > 0) context.sections['payment_schedule'] = schedule;
    }
    if (before !== undefined && context.sections['lines'] !== undefined) await releaseRemovedLines(context, before.id, context.sections['lines']);
    if (context.sections['lines'] !== undefined) await completeLines(context.sections['lines'], draft, context);
    const lines = context.sections['lines'] ?? (await currentLines(context.uow, before?.id));
    const schedule = context.sections['payment_schedule'] ?? (await currentSchedule(context.uow, before?.id));
    Object.assign(draft, await orderSums(context, draft, lines, schedule));
    if (before !== undefined && before['status'] === 'on_approval' && contentGiven(context)) {
      draft['posting_state'] = 'draft';
      // The client accepted other lines; the new version is offered anew.
      if (context.given.has('lines')) draft['offer_accepted_at'] = null;
    }
    if (draft['delivery_method'] !== 'pickup' && context.given.has('delivery_method') && !draft['delivery_address']) throw invalid('crm.delivery_address', '/delivery_address');
  },
});
