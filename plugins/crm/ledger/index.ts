export { recordInvoicePayment, reverseInvoicePayment } from './payments.ts';
export type { PaymentPart } from './payments.ts';
export { recordInvoiceShipment, reverseInvoiceShipment } from './shipments.ts';
export type { ShipmentPart } from './shipments.ts';
export { setLineSupply } from './supply.ts';
export type { LineSupply } from './supply.ts';
