/** What other plugins may use of supply: its entities and what is on order for a line of a customer order. */
export {
  ConformityDocument, CustomsBreakdown, CustomsBreakdownLine, IncomingAllocation, OrdersRegisterRow, SupplierOrder, SupplierOrderLine, Truck, TruckInvoice, TruckInvoiceLine, TruckLine, TruckRegisterRow,
} from './entities/index.ts';
export type { SupplierOrderLineRow, SupplierOrderRow, TruckInvoiceLineRow, TruckInvoiceRow, TruckLineRow, TruckRow } from './entities/index.ts';
export { coverageOf, uncovered } from './services/coverage.ts';
export type { Coverage } from './services/coverage.ts';
export { formsOf } from './services/truck-forms.ts';
export type { TruckForm } from './services/truck-forms.ts';
