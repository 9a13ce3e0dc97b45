export { conversionRate, converted } from './conversion.ts';
export type { RoubleRate } from './conversion.ts';
export { balanceDue, lineTotals, orderTotals, paidPct } from './order-lines.ts';
export type { ExtraCost, LineInput, LineTotals, OrderLine, OrderTotals } from './order-lines.ts';
export { advanceTaxInvoice, allocateByAge } from './payment-allocation.ts';
export type { AdvanceTaxInvoice, Allocation, OpenInvoice } from './payment-allocation.ts';
export {
  addCalendarDays,
  advanceDue,
  firstUnpaidDueDate,
  preshipDue,
  scheduleAmounts,
  scheduleDueDates,
  scheduleProblem,
} from './payment-schedule.ts';
export type { PaymentStageKind, ScheduleLine, ScheduleMoments } from './payment-schedule.ts';
