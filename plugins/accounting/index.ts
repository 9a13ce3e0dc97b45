/** What other plugins may use of accounting: its documents, and the question whether a month is closed. */
export {
  AdvanceTaxInvoice, BankFile, BankFileOrder, BankStatementLine, Payment, PaymentAllocation, PaymentRequest, PeriodClose,
} from './entities/index.ts';
export type { AdvanceTaxInvoiceRow, BankFileRow, BankStatementLineRow, PaymentAllocationRow, PaymentRequestRow, PaymentRow, PeriodCloseRow } from './entities/index.ts';
export { demandOpenMonth, inClosedMonth } from './services/closed-months.ts';
export type { BookedDate } from './services/closed-months.ts';
export { receivables } from './services/receivables.ts';
export type { Receivable, ReceivablesQuery, ReceivablesTotal } from './services/receivables.ts';
