/** What other plugins may use of the sales: the ledger of an invoice, pricing and requisites, and the recognition of clients. */
export { recordInvoicePayment, recordInvoiceShipment, reverseInvoicePayment, reverseInvoiceShipment, setLineSupply } from './ledger/index.ts';
export type { LineSupply, PaymentPart, ShipmentPart } from './ledger/index.ts';
export { orderFigures } from './facts/index.ts';
export { agreedPrices } from './facts/agreed-prices.ts';
export type { OrderFigures } from './facts/index.ts';
export {
  addCalendarDays, advanceDue, advanceTaxInvoice, allocateByAge, balanceDue, firstUnpaidDueDate, lineTotals, orderTotals, paidPct, preshipDue, scheduleAmounts, scheduleDueDates,
} from './pricing/index.ts';
export type { AdvanceTaxInvoice, Allocation, OpenInvoice, ScheduleLine } from './pricing/index.ts';
export { checkBik, checkCorrespondentAccount, checkInn, checkKpp, checkOgrn, checkOkpo, checkSettlementAccount, requisitesComplete } from './requisites/index.ts';
export type { CounterpartyRequisites, LegalForm, RequisiteProblem } from './requisites/index.ts';
export { normalizeCompanyName, normalizeEmail, normalizePhone } from './identification/index.ts';
export { PartnerMatcherToken } from './services/partner-matcher.ts';
export type { PartnerMatcher, SenderContacts, SimilarPartner, SimilarQuery } from './services/partner-matcher.ts';
export {
  Agreement, BankAccount, CommercialOffer, ContactPerson, Counterparty, CustomerOrder, CustomerOrderLine, Inquiry, Interaction, Interest, Invoice, InvoiceLine, InvoicePayment, InvoiceShipment, Organization,
  Partner, Product,
} from './entities/index.ts';
export type { CounterpartyRow, CustomerOrderLineRow, CustomerOrderRow, InteractionRow, InterestRow, InvoiceRow, PartnerRow } from './entities/index.ts';
