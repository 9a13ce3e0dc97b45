import { AdvanceTaxInvoice } from './advance-tax-invoice.ts';
import { BankFile, BankFileOrder } from './bank-file.ts';
import { BankStatementLine } from './bank-statement-line.ts';
import { Payment } from './payment.ts';
import { PaymentAllocation } from './payment-allocation.ts';
import { PaymentRequest } from './payment-request.ts';
import { PeriodClose } from './period-close.ts';

export { AdvanceTaxInvoice } from './advance-tax-invoice.ts';
export type { AdvanceTaxInvoiceRow } from './advance-tax-invoice.ts';
export { BankFile, BankFileOrder } from './bank-file.ts';
export type { BankFileOrderRow, BankFileRow } from './bank-file.ts';
export { BankStatementLine } from './bank-statement-line.ts';
export type { BankStatementLineRow } from './bank-statement-line.ts';
export { BANK_DIRECTIONS, BANK_LINE_OUTCOMES, PAYMENT_OPERATIONS, PAYMENT_REQUEST_STATES, PERIOD_STATES } from './enums.ts';
export { Payment } from './payment.ts';
export type { PaymentRow } from './payment.ts';
export { PaymentAllocation } from './payment-allocation.ts';
export type { PaymentAllocationRow } from './payment-allocation.ts';
export { PaymentRequest } from './payment-request.ts';
export type { PaymentRequestRow } from './payment-request.ts';
export { PeriodClose } from './period-close.ts';
export type { PeriodCloseRow } from './period-close.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const accountingEntities = [Payment, PaymentAllocation, AdvanceTaxInvoice, PeriodClose, BankFile, PaymentRequest, BankFileOrder, BankStatementLine] as const;
