import { compare, fillLabel } from '../../../core/index.ts';
import type { DecimalString, Label } from '../../../core/index.ts';
import type { SupplyErrorCode } from '../errors.ts';
import { supplyErrors } from '../errors.ts';

/** Something about a truck that people should see, though nothing forbids it. */
export interface Warning {
  readonly code: SupplyErrorCode;
  readonly message: Label;
}

function decimal(value: unknown): DecimalString | null {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : null;
}

/** Whether the truck is too empty, too full, too heavy or too long, by its own limits and the parameters `truck_fill_min_pct`, `truck_fill_max_pct`. */
export function loadWarnings(truck: Readonly<Record<string, unknown>>, parameters: Readonly<Record<string, unknown>>): Warning[] {
  const warnings: Warning[] = [];
  const say = (code: SupplyErrorCode, params: Readonly<Record<string, unknown>>): void => void warnings.push({ code, message: fillLabel(supplyErrors[code], params) });
  const fill = decimal(truck['fill_pct']) ?? '0';
  const min = decimal(parameters['truck_fill_min_pct']) ?? '85';
  const max = decimal(parameters['truck_fill_max_pct']) ?? '100';
  if (compare(fill, max) > 0) say('supply.overfilled', { fill, max });
  if (compare(fill, min) < 0) say('supply.underfilled', { fill, min });
  const over = (value: unknown, limit: unknown): boolean => decimal(value) !== null && decimal(limit) !== null && compare(decimal(value) as string, decimal(limit) as string) > 0;
  if (over(truck['load_weight_kg'], truck['max_weight_kg'])) say('supply.too_heavy', { weight: truck['load_weight_kg'], max: truck['max_weight_kg'] });
  if (over(truck['load_floor'], truck['floor_metres'])) say('supply.too_long', { floor: truck['load_floor'], max: truck['floor_metres'] });
  return warnings;
}

/** Totals of all invoices of a truck. */
export interface InvoiceSums {
  readonly gross: DecimalString;
  readonly net: DecimalString;
  readonly packages: number;
}

/** Where the sender's packing list and the invoices say different things; what the list does not say is not compared. */
export function packingWarnings(truck: Readonly<Record<string, unknown>>, sums: InvoiceSums): Warning[] {
  const warnings: Warning[] = [];
  const say = (what: Label, packing: unknown, invoices: unknown): void => {
    const text = supplyErrors['supply.packing_list_differs'];
    const [ru, en] = [fillLabel(text, { what: what.ru, packing, invoices }).ru, fillLabel(text, { what: what.en, packing, invoices }).en];
    warnings.push({ code: 'supply.packing_list_differs', message: { ru, en } });
  };
  const gross = decimal(truck['packing_gross_weight']);
  const net = decimal(truck['packing_net_weight']);
  if (gross !== null && compare(gross, sums.gross) !== 0) say({ ru: 'Брутто', en: 'Gross weight' }, gross, sums.gross);
  if (net !== null && compare(net, sums.net) !== 0) say({ ru: 'Нетто', en: 'Net weight' }, net, sums.net);
  const packages = truck['packing_packages'];
  if (typeof packages === 'number' && packages !== sums.packages) say({ ru: 'Мест', en: 'Packages' }, packages, sums.packages);
  return warnings;
}
