import type { EffectContext, EntityRow } from '../../../core/index.ts';
import type { ScheduleLine, ScheduleMoments } from '../pricing/index.ts';
import { addCalendarDays, firstUnpaidDueDate, scheduleDueDates } from '../pricing/index.ts';

interface StageRow extends ScheduleLine {
  readonly id: string;
  readonly due_date: string | null;
}

async function stagesOf(context: EffectContext, orderId: string): Promise<StageRow[]> {
  return context.uow.query<StageRow>('select id, stage_kind, share_pct, shift_days, due_date from crm_payment_schedule_line where order_id = $1 order by line_no', [orderId]);
}

/** Date promised to the client: the delivery term counted from `from` ('YYYY-MM-DD'); null without a term. */
export function promisedDate(order: Readonly<Record<string, unknown>>, from: string): string | null {
  const term = order['delivery_term'];
  return typeof term === 'number' ? addCalendarDays(from, term * (order['delivery_term_unit'] === 'weeks' ? 7 : 1)) : null;
}

/** Dates the stages of payment that count from what has just happened; the others keep theirs. */
export async function setDueDates(context: EffectContext, orderId: string, moments: ScheduleMoments): Promise<void> {
  const stages = await stagesOf(context, orderId);
  const dates = scheduleDueDates(moments, stages);
  for (const [index, stage] of stages.entries()) {
    const date = dates[index] ?? null;
    if (date !== null && date !== stage.due_date) await context.update('crm.payment_schedule_line', stage.id, { due_date: date });
  }
}

/** When the advance is due: the date of its first stage that is not covered, else the promised date. */
export async function advanceEventDate(context: EffectContext, order: EntityRow, releasedOn: string): Promise<string | null> {
  const stages = await stagesOf(context, order.id);
  const due = firstUnpaidDueDate(String(order['total']), String(order['paid_total']), stages, { released_at: releasedOn, in_stock_at: null, shipped_at: null });
  return due ?? (order['promised_date'] as string | null);
}
