import { add, compare, lesser, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, UnitOfWork } from '../../../core/index.ts';

/** Goods of a delivery of which not what was expected has been accepted. Decimal strings. */
export interface DeliveryDifference {
  readonly product: string;
  readonly expected: DecimalString;
  readonly accepted: DecimalString;
}

/** Products of the delivery of a packing list of which another quantity was accepted than expected, over all its lists. */
export async function deliveryDifferences(uow: UnitOfWork, packingListId: string): Promise<DeliveryDifference[]> {
  return uow.query<DeliveryDifference>(
    `select p.working_name as product, x.expected, coalesce(a.accepted, 0)::numeric(15,3) as accepted
     from warehouse_packing_list k
     join lateral (
       select e.product_id, sum(e.quantity) as expected from warehouse_expected_line e join warehouse_expected_invoice i on i.id = e.invoice_id where i.delivery_id = k.delivery_id group by 1
     ) x on true
     join crm_product p on p.id = x.product_id
     left join lateral (
       select sum(l.accepted_qty) as accepted from warehouse_packing_list_line l join warehouse_packing_list o on o.id = l.packing_list_id
       where o.delivery_id = k.delivery_id and not o.deletion_mark and l.product_id = x.product_id
     ) a on true
     where k.id = $1 and coalesce(a.accepted, 0) <> x.expected order by p.working_name`,
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

/** A line that was expected, in the order of the papers. */
export interface ExpectedQuantity {
  readonly id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
}

/** Goods accepted by a packing list, and the expected line they were recognized as, if any. */
export interface AcceptedQuantity {
  readonly expected_line_id: string | null;
  readonly product_id: string;
  readonly quantity: DecimalString;
}

/**
 * Accepted goods by expected line. Each line first takes what was recognized as it; what is over goes to other lines of the same product that are still
 * short, in the order of the papers, since senders list a product once though it was bought for several clients; what nobody expected stays with the
 * line it was recognized as, else with the first of its product.
 */
export function distributeAccepted(expected: readonly ExpectedQuantity[], accepted: readonly AcceptedQuantity[]): Map<string, DecimalString> {
  const taken = new Map<string, DecimalString>(expected.map((line) => [line.id, '0']));
  const give = (id: string, quantity: DecimalString): void => void taken.set(id, add(taken.get(id) ?? '0', quantity));
  const room = (line: ExpectedQuantity): DecimalString => subtract(line.quantity, taken.get(line.id) ?? '0');
  const over = accepted.map((one) => {
    const line = expected.find((other) => other.id === one.expected_line_id && other.product_id === one.product_id);
    if (line === undefined) return { ...one, left: one.quantity };
    const direct = lesser(one.quantity, room(line));
    give(line.id, direct);
    return { ...one, left: subtract(one.quantity, direct) };
  });
  for (const one of over) {
    const lines = expected.filter((line) => line.product_id === one.product_id);
    let { left } = one;
    for (const line of lines) {
      const part = lesser(left, room(line));
      if (compare(part, '0') <= 0) continue;
      give(line.id, part);
      left = subtract(left, part);
    }
    const home = lines.find((line) => line.id === one.expected_line_id) ?? lines[0];
    if (home !== undefined && compare(left, '0') > 0) give(home.id, left);
  }
  return taken;
}

/** Accepted quantity of each expected line of a delivery; undefined while it is not counted, and then what is expected holds. */
export async function acceptedQuantities(uow: UnitOfWork, deliveryId: string): Promise<ReadonlyMap<string, DecimalString> | undefined> {
  if (!(await acceptanceDone(uow, deliveryId))) return undefined;
  const expected = await uow.query<ExpectedQuantity>(
    `select e.id, e.product_id, e.quantity from warehouse_expected_line e join warehouse_expected_invoice i on i.id = e.invoice_id where i.delivery_id = $1 order by i.number, i.id, e.line_no, e.id`,
    [deliveryId],
  );
  const accepted = await uow.query<AcceptedQuantity>(
    `select l.expected_line_id, l.product_id, l.accepted_qty as quantity from warehouse_packing_list_line l join warehouse_packing_list k on k.id = l.packing_list_id
     where k.delivery_id = $1 and not k.deletion_mark and l.product_id is not null and l.accepted_qty > 0 order by k.created_at, k.id, l.line_no, l.id`,
    [deliveryId],
  );
  return distributeAccepted(expected, accepted);
}

/** What a row of a list is expected to be: its own line, and for the first row of a product also the lines of it that no row names. */
export function expectedOfRows(rows: readonly { readonly id: string; readonly expected_line_id: string | null }[], expected: readonly ExpectedQuantity[], named: ReadonlySet<string>): Map<string, DecimalString> {
  const result = new Map<string, DecimalString>();
  const counted = new Set<string>();
  for (const row of rows) {
    const line = expected.find((one) => one.id === row.expected_line_id);
    if (line === undefined) continue;
    const others = counted.has(line.product_id) ? [] : expected.filter((one) => one.product_id === line.product_id && !named.has(one.id));
    counted.add(line.product_id);
    result.set(row.id, sum([line.quantity, ...others.map((one) => one.quantity)]));
  }
  return result;
}
