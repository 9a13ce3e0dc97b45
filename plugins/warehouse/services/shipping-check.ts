import { ConflictError, decide, fillLabel, toFactNumber } from '../../../core/index.ts';
import type { DecimalString, RefusalReason, UnitOfWork } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

/** A line about to be shipped, as R-19 sees it. */
export interface LineToShip {
  readonly product: string;
  readonly ship: DecimalString;
  readonly remaining: DecimalString;
  readonly reserved: DecimalString;
}

/** Facts of R-19 for one line. */
export function shippingFacts(order: { readonly status: string; readonly client_status: string }, line: LineToShip): Readonly<Record<string, unknown>> {
  return {
    status: order.status,
    client_status: order.client_status,
    ship_qty: toFactNumber(line.ship, 3),
    remaining_qty: toFactNumber(line.remaining, 3),
    reserved_qty: toFactNumber(line.reserved, 3),
  };
}

/** Why R-19 does not let a line leave; undefined when it does. */
export async function shippingRefusal(uow: UnitOfWork, order: { readonly status: string; readonly client_status: string }, line: LineToShip): Promise<RefusalReason | undefined> {
  const { outcome, rows, facts } = await decide(uow, 'warehouse.shipping_allowed', undefined, shippingFacts(order, line));
  if (outcome['allowed'] === true) return undefined;
  const code = String(outcome['why']);
  const message = uow.company.regulation.decisions.get('warehouse.shipping_allowed')?.messages[code] ?? warehouseErrors['warehouse.shipment_refused'];
  const text = fillLabel(message, facts);
  return { code, message: { ru: `${line.product}: ${text.ru}`, en: `${line.product}: ${text.en}` }, rule: 'R-19', ...(rows[0] === undefined ? {} : { row: rows[0] }), facts };
}

/** Asks R-19 about every line. @throws ConflictError warehouse.shipment_refused with the reason of each line that may not leave */
export async function demandShippable(uow: UnitOfWork, order: { readonly status: string; readonly client_status: string }, lines: readonly LineToShip[]): Promise<void> {
  const reasons: RefusalReason[] = [];
  for (const line of lines) {
    const refusal = await shippingRefusal(uow, order, line);
    if (refusal !== undefined) reasons.push(refusal);
  }
  if (reasons.length > 0) throw new ConflictError('warehouse.shipment_refused', warehouseErrors['warehouse.shipment_refused'], { reasons });
}
