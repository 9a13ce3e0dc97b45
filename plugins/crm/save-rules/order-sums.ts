import type { SaveContext, UnitOfWork } from '../../../core/index.ts';
import { InvalidError, isDecimal, subtract } from '../../../core/index.ts';
import type { ScheduleLine } from '../pricing/index.ts';
import { advanceDue, orderTotals, paidPct, preshipDue, scheduleAmounts, scheduleProblem } from '../pricing/index.ts';
import { computeLines } from './order-lines.ts';

type Draft = Record<string, unknown>;

/** Stages of payment of an order as stored. */
export async function currentSchedule(uow: UnitOfWork, orderId: string | undefined): Promise<Draft[]> {
  if (orderId === undefined) return [];
  return uow.query<Draft>('select id, stage_kind, share_pct, shift_days, amount from crm_payment_schedule_line where order_id = $1 order by line_no', [orderId]);
}

/** The schedule a new order takes from its agreement. */
export async function scheduleFromAgreement(uow: UnitOfWork, agreementId: unknown): Promise<Draft[]> {
  if (typeof agreementId !== 'string') return [];
  return uow.query<Draft>('select stage_kind, share_pct, shift_days from crm_payment_schedule_line where agreement_id = $1 order by line_no', [agreementId]);
}

/** The rows as the arithmetic takes them. @throws InvalidError when the shares do not make 100 % */
export function checkedSchedule(rows: readonly Draft[]): ScheduleLine[] {
  const schedule = rows.map((row) => ({ stage_kind: row['stage_kind'] as ScheduleLine['stage_kind'], share_pct: String(row['share_pct'] ?? '0'), shift_days: Number(row['shift_days'] ?? 0) }));
  const problem = schedule.every((one) => isDecimal(one.share_pct)) ? scheduleProblem(schedule) : null;
  if (problem !== null) throw new InvalidError(problem.code, problem.message, { errors: [{ pointer: '/payment_schedule', ...problem }] });
  return schedule;
}

/** Totals, margin and dues of an order from its lines, own costs and schedule; also writes the amounts of the schedule's stages. */
export async function orderSums(context: SaveContext, draft: Draft, lines: readonly Draft[], scheduleRows: Draft[]): Promise<Draft> {
  const { uow, before, sections } = context;
  if (sections['lines'] === undefined && context.given.has('prices_include_vat')) {
    await computeLines(lines, draft, uow);
    sections['lines'] = lines.map(({ id, amount, vat_amount, total }) => ({ id, amount, vat_amount, total }));
  }
  const computed = lines.filter((line) => isDecimal(line['total']) && isDecimal(line['vat_amount']) && isDecimal(line['quantity']));
  const costs = sections['extra_costs'] ?? (before === undefined ? [] : await uow.query<Draft>('select amount, charged_to_client from crm_order_extra_cost where order_id = $1', [before.id]));
  const totals = orderTotals(
    computed.map((line) => ({
      quantity: isDecimal(line['cancelled_qty']) ? subtract(line['quantity'] as string, line['cancelled_qty']) : (line['quantity'] as string),
      vatAmount: line['vat_amount'] as string,
      total: line['total'] as string,
      costPrice: isDecimal(line['cost_price']) ? line['cost_price'] : null,
    })),
    costs.map((cost) => ({ amount: isDecimal(cost['amount']) ? cost['amount'] : null, chargedToClient: cost['charged_to_client'] === true })),
  );
  const schedule = checkedSchedule(scheduleRows);
  const amounts = scheduleAmounts(totals.total, schedule);
  const stale = scheduleRows.some((row, index) => row['amount'] !== amounts[index]);
  scheduleRows.forEach((row, index) => (row['amount'] = amounts[index]));
  if (stale) sections['payment_schedule'] = scheduleRows;
  return {
    ...totals,
    advance_due: advanceDue(totals.total, schedule),
    preship_due: preshipDue(totals.total, schedule),
    paid_pct: paidPct(String(draft['paid_total'] ?? '0'), totals.total),
  };
}
