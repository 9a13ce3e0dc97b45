export { AdvanceTaxInvoice, Payment, PaymentAllocation, PeriodClose } from './entities/index.ts';
export type { AdvanceTaxInvoiceRow, PaymentAllocationRow, PaymentRow, PeriodCloseRow } from './entities/index.ts';
export { inClosedMonth } from './services/closed-months.ts';
export type { BookedDate } from './services/closed-months.ts';
