import type { Label } from '../../../core/index.ts';
import { compare, greater, lesser, percentOf, subtract, sum } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

/** Enumeration `payment_stage_kind`: before supply, before shipment, after shipment. */
export type PaymentStageKind = 'advance' | 'prepayment' | 'credit';

/** One stage of a payment schedule. `shift_days`: calendar days after the moment its kind counts from. */
export interface ScheduleLine {
  readonly stage_kind: PaymentStageKind;
  readonly share_pct: DecimalString;
  readonly shift_days: number;
}

/** Calendar dates 'YYYY-MM-DD' of what the stages count from; null while it has not happened. */
export interface ScheduleMoments {
  readonly released_at: string | null;
  readonly in_stock_at: string | null;
  readonly shipped_at: string | null;
}

const COUNTED_FROM: Record<PaymentStageKind, keyof ScheduleMoments> = {
  advance: 'released_at',
  prepayment: 'in_stock_at',
  credit: 'shipped_at',
};

/**
 * What forbids saving a schedule: shares that do not make 100 % (`crm.schedule_shares`), a share out of 0…100 (`crm.schedule_share`)
 * or a shift that is not a whole number of days from 0 (`crm.schedule_shift`). An empty schedule is allowed: 100 % advance.
 */
export function scheduleProblem(lines: readonly ScheduleLine[]): { code: string; message: Label } | null {
  if (lines.some((line) => compare(line.share_pct, '0') <= 0 || compare(line.share_pct, '100') > 0)) {
    return {
      code: 'crm.schedule_share',
      message: { ru: 'Доля этапа оплаты больше 0 и не больше 100 %.', en: 'The share of a payment stage is above 0 and at most 100 %.' },
    };
  }
  if (lines.some((line) => !Number.isInteger(line.shift_days) || line.shift_days < 0)) {
    return {
      code: 'crm.schedule_shift',
      message: { ru: 'Отсрочка — целое число дней, не меньше нуля.', en: 'The shift is a whole number of days, zero or more.' },
    };
  }
  const shares = sum(lines.map((line) => line.share_pct));
  if (lines.length === 0 || compare(shares, '100') === 0) return null;
  return {
    code: 'crm.schedule_shares',
    message: {
      ru: `Сумма долей графика оплаты должна быть 100 %, сейчас ${shares.replace('.', ',')} %.`,
      en: `The shares of a payment schedule must make 100 %, now ${shares} %.`,
    },
  };
}

/**
 * Amount of each stage in whole kopecks. When the shares make 100 % the amounts make `total`: the last stage takes the rounding and no stage
 * takes more than is left. A schedule still being written gives each stage its own share.
 */
export function scheduleAmounts(total: DecimalString, lines: readonly ScheduleLine[]): DecimalString[] {
  const whole = compare(sum(lines.map((line) => line.share_pct)), '100') === 0;
  let left = total;
  return lines.map((line, index) => {
    const share = percentOf(total, line.share_pct);
    if (!whole) return share;
    const amount = index === lines.length - 1 ? left : lesser(share, left);
    left = subtract(left, amount);
    return amount;
  });
}

function dueThrough(kinds: readonly PaymentStageKind[], total: DecimalString, lines: readonly ScheduleLine[]): DecimalString {
  if (lines.length === 0) return total;
  return sum(scheduleAmounts(total, lines).filter((_, index) => kinds.includes((lines[index] as ScheduleLine).stage_kind)));
}

/** What the client pays before supply begins; without a schedule everything. */
export function advanceDue(total: DecimalString, lines: readonly ScheduleLine[]): DecimalString {
  return dueThrough(['advance'], total, lines);
}

/** What the client pays before shipment, the advance included; without a schedule everything. */
export function preshipDue(total: DecimalString, lines: readonly ScheduleLine[]): DecimalString {
  return dueThrough(['advance', 'prepayment'], total, lines);
}

/** The calendar date `days` after a date 'YYYY-MM-DD'. @throws RangeError for a date that does not exist. */
export function addCalendarDays(date: string, days: number): string {
  const start = new Date(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== date) {
    throw new RangeError(`Not a calendar date: ${date}`);
  }
  return new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Due date of each stage: advance from release, prepayment from stock, credit from shipment; null while its moment is ahead. */
export function scheduleDueDates(moments: ScheduleMoments, lines: readonly ScheduleLine[]): (string | null)[] {
  return lines.map((line) => {
    const from = moments[COUNTED_FROM[line.stage_kind]];
    return from === null ? null : addCalendarDays(from, line.shift_days);
  });
}

/** Due date of the earliest stage, in the order of the schedule, that `paid` does not cover yet; null when all is covered or undated. */
export function firstUnpaidDueDate(
  total: DecimalString,
  paid: DecimalString,
  lines: readonly ScheduleLine[],
  moments: ScheduleMoments,
): string | null {
  const amounts = scheduleAmounts(total, lines);
  const dates = scheduleDueDates(moments, lines);
  const index = amounts.findIndex((_, at) => compare(sum(amounts.slice(0, at + 1)), greater(paid, '0')) > 0);
  return dates[index] ?? null;
}
