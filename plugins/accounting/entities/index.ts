import { AdvanceTaxInvoice } from './advance-tax-invoice.ts';
import { Payment } from './payment.ts';
import { PaymentAllocation } from './payment-allocation.ts';
import { PeriodClose } from './period-close.ts';

export { AdvanceTaxInvoice } from './advance-tax-invoice.ts';
export type { AdvanceTaxInvoiceRow } from './advance-tax-invoice.ts';
export { PAYMENT_OPERATIONS, PERIOD_STATES } from './enums.ts';
export { Payment } from './payment.ts';
export type { PaymentRow } from './payment.ts';
export { PaymentAllocation } from './payment-allocation.ts';
export type { PaymentAllocationRow } from './payment-allocation.ts';
export { PeriodClose } from './period-close.ts';
export type { PeriodCloseRow } from './period-close.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const accountingEntities = [Payment, PaymentAllocation, AdvanceTaxInvoice, PeriodClose] as const;
