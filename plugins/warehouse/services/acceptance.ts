import type { DecimalString, UnitOfWork } from '../../../core/index.ts';

/** Goods of a delivery of which not what was expected has been accepted. Decimal strings. */
export interface DeliveryDifference {
  readonly product: string;
  readonly expected: DecimalString;
  readonly accepted: DecimalString;
}

/** Expected lines on a packing list of which another quantity was accepted, over all lists of the delivery. */
export async function deliveryDifferences(uow: UnitOfWork, packingListId: string): Promise<DeliveryDifference[]> {
  return uow.query<DeliveryDifference>(
    `select p.working_name as product, e.quantity as expected, coalesce(sum(a.accepted_qty), 0) as accepted
     from warehouse_packing_list k
     join warehouse_expected_invoice i on i.delivery_id = k.delivery_id
     join warehouse_expected_line e on e.invoice_id = i.id
     join crm_product p on p.id = e.product_id
     left join warehouse_packing_list_line a on a.expected_line_id = e.id
     where k.id = $1
     group by e.id, p.working_name, e.quantity, i.number, e.line_no
     having coalesce(sum(a.accepted_qty), 0) <> e.quantity order by i.number, e.line_no`,
    [packingListId],
  );
}

/** Whether all that came with a delivery is counted: there is a packing list, and each is matched or resolved. */
export async function acceptanceDone(uow: UnitOfWork, deliveryId: string): Promise<boolean> {
  const [row] = await uow.query<{ done: boolean }>(
    `select count(*) > 0 and bool_and(state in ('matched', 'resolved')) as done from warehouse_packing_list where delivery_id = $1 and not deletion_mark`,
    [deliveryId],
  );
  return row?.done === true;
}

/** Accepted quantity of each expected line of an invoice; undefined while the delivery is not counted, and then what is expected holds. */
export async function acceptedQuantities(uow: UnitOfWork, deliveryId: string, invoiceId: string): Promise<ReadonlyMap<string, DecimalString> | undefined> {
  if (!(await acceptanceDone(uow, deliveryId))) return undefined;
  const rows = await uow.query<{ id: string; accepted: DecimalString }>(
    `select e.id, coalesce(sum(l.accepted_qty), 0) as accepted from warehouse_expected_line e left join warehouse_packing_list_line l on l.expected_line_id = e.id where e.invoice_id = $1 group by e.id`,
    [invoiceId],
  );
  return new Map(rows.map((row) => [row.id, row.accepted]));
}
