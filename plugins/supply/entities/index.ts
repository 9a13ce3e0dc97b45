import { ConformityDocument } from './conformity-document.ts';
import { CustomsBreakdownLine } from './customs-breakdown-line.ts';
import { CustomsBreakdown } from './customs-breakdown.ts';
import { IncomingAllocation } from './incoming-allocation.ts';
import { OrdersRegisterRow, TruckRegisterRow } from './register-rows.ts';
import { SupplierOrderLine } from './supplier-order-line.ts';
import { SupplierOrder } from './supplier-order.ts';
import { TruckInvoiceLine } from './truck-invoice-line.ts';
import { TruckInvoice } from './truck-invoice.ts';
import { TruckLine } from './truck-line.ts';
import { Truck } from './truck.ts';

export { ConformityDocument, CustomsBreakdown, CustomsBreakdownLine, IncomingAllocation, OrdersRegisterRow, SupplierOrder, SupplierOrderLine, Truck, TruckInvoice, TruckInvoiceLine, TruckLine, TruckRegisterRow };
export type { ConformityDocumentRow } from './conformity-document.ts';
export type { CustomsBreakdownLineRow } from './customs-breakdown-line.ts';
export type { CustomsBreakdownRow } from './customs-breakdown.ts';
export type { IncomingAllocationRow } from './incoming-allocation.ts';
export type { OrdersRegisterRowRow, TruckRegisterRowRow } from './register-rows.ts';
export type { SupplierOrderLineRow } from './supplier-order-line.ts';
export type { SupplierOrderRow } from './supplier-order.ts';
export type { TruckInvoiceLineRow } from './truck-invoice-line.ts';
export type { TruckInvoiceRow } from './truck-invoice.ts';
export type { TruckLineRow } from './truck-line.ts';
export type { TruckRow } from './truck.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const supplyEntities = [
  SupplierOrder, SupplierOrderLine, IncomingAllocation, Truck, TruckLine, TruckInvoice, TruckInvoiceLine, ConformityDocument, CustomsBreakdown, CustomsBreakdownLine, OrdersRegisterRow, TruckRegisterRow,
] as const;
