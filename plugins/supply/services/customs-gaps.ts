import { compare, fillLabel } from '../../../core/index.ts';
import type { Label, UnitOfWork } from '../../../core/index.ts';
import { CUSTOMS_ZONES } from '../entities/enums.ts';
import type { SupplyErrorCode } from '../errors.ts';
import { supplyErrors } from '../errors.ts';

/** Something a set of customs papers lacks. `blocks`: the set cannot be sent with it. */
export interface Gap {
  readonly zone: string;
  readonly code: SupplyErrorCode;
  readonly message: Label;
  readonly blocks: boolean;
}

/** A position of a breakdown with what it is tied to. */
export interface BreakdownPosition {
  readonly truck_invoice_line_id: string;
  readonly name: string;
  readonly gross_weight: string;
  readonly net_weight: string;
  readonly packages_count: number;
  readonly conformity_required: boolean;
  readonly conformity_number: string | null;
  readonly conformity_until: string | null;
  readonly technical_description: string | null;
  readonly equipment_sheet_id: string | null;
}

/** An invoice of the truck with the ids and names of its positions. */
export interface InvoiceTotals {
  readonly id: string;
  readonly number: string;
  readonly gross_weight: string;
  readonly net_weight: string;
  readonly packages_count: number;
  readonly lines: readonly { readonly id: string; readonly name: string }[];
}

export interface Breakdown {
  readonly zone: string;
  readonly supplementary_agreement_id: string | null;
  readonly positions: readonly BreakdownPosition[];
}

function sumBy(values: readonly string[]): string {
  return (values.reduce((total, value) => total + BigInt(thousandths(value)), 0n)).toString();
}

function thousandths(value: string): string {
  const [whole = '0', fraction = ''] = value.split('.');
  return `${whole}${fraction.padEnd(3, '0').slice(0, 3)}`;
}

const same = (sum: string, value: string): boolean => BigInt(sum) === BigInt(thousandths(value));
const written = (sum: string): string => `${sum.padStart(4, '0').slice(0, -3)}.${sum.padStart(4, '0').slice(-3)}`;

/**
 * What the papers of the zones lack, required fields first, then the sums that do not tie to the invoices. `today`: 'YYYY-MM-DD'. Pure.
 * The Russian customs also wants the agreement with HS codes, technical descriptions, equipment sheets and, where needed, conformity documents.
 */
export function customsGaps(zones: readonly string[], invoices: readonly InvoiceTotals[], breakdowns: readonly Breakdown[], today: string): Gap[] {
  const fields: Gap[] = [];
  const sums: Gap[] = [];
  for (const zone of zones) {
    const say = (list: Gap[], code: SupplyErrorCode, params: Readonly<Record<string, unknown>>, blocks = true): void => void list.push({ zone, code, message: fillLabel(supplyErrors[code], params), blocks });
    const breakdown = breakdowns.find((one) => one.zone === zone);
    const zoneLabel = CUSTOMS_ZONES.find((one) => one.code === zone)?.label;
    if (breakdown === undefined) {
      fields.push({ zone, code: 'supply.breakdown_missing', blocks: true, message: { ru: supplyErrors['supply.breakdown_missing'].ru.replace('{zone}', zoneLabel?.ru ?? zone), en: supplyErrors['supply.breakdown_missing'].en.replace('{zone}', zoneLabel?.en ?? zone) } });
      continue;
    }
    if (zone === 'ru' && breakdown.supplementary_agreement_id === null) say(fields, 'supply.agreement_required', {});
    for (const one of breakdown.positions) {
      if (zone !== 'ru') continue;
      const { name } = one;
      if ((one.technical_description ?? '').trim() === '') say(fields, 'supply.technical_description_required', { name });
      if (one.equipment_sheet_id === null) say(fields, 'supply.equipment_sheet_required', { name });
      if (one.conformity_required && one.conformity_number === null) say(fields, 'supply.conformity_required', { name });
      if (one.conformity_until !== null && compareDates(one.conformity_until, today) < 0) say(fields, 'supply.conformity_expired', { name, number: one.conformity_number }, false);
    }
    for (const invoice of invoices) {
      const own = breakdown.positions.filter((one) => invoice.lines.some((line) => line.id === one.truck_invoice_line_id));
      for (const line of invoice.lines) {
        const found = own.filter((one) => one.truck_invoice_line_id === line.id).length;
        if (found !== 1) say(fields, found === 0 ? 'supply.position_missing' : 'supply.position_twice', { name: line.name });
      }
      const gross = sumBy(own.map((one) => one.gross_weight));
      const net = sumBy(own.map((one) => one.net_weight));
      const packages = own.reduce((total, one) => total + one.packages_count, 0);
      if (!same(gross, invoice.gross_weight)) say(sums, 'supply.gross_differs', { number: invoice.number, invoice: invoice.gross_weight, breakdown: written(gross) });
      if (!same(net, invoice.net_weight)) say(sums, 'supply.net_differs', { number: invoice.number, invoice: invoice.net_weight, breakdown: written(net) });
      if (packages !== invoice.packages_count) say(sums, 'supply.packages_differ', { number: invoice.number, invoice: invoice.packages_count, breakdown: packages });
    }
  }
  return [...fields, ...sums];
}

function compareDates(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Zones whose papers the company needs. */
export function requiredZones(uow: UnitOfWork): string[] {
  const zones = uow.company.regulation.parameters['customs_zones'];
  return Array.isArray(zones) ? zones.filter((one): one is string => typeof one === 'string') : ['by', 'ru'];
}

/** Invoices of a truck with their positions. */
export async function invoicesOf(uow: UnitOfWork, truckId: string): Promise<InvoiceTotals[]> {
  return uow.query<InvoiceTotals>(
    `select i.id, i.invoice_number as number, i.gross_weight, i.net_weight, i.packages_count,
       coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.full_name) order by l.line_no) from supply_truck_invoice_line l where l.truck_invoice_id = i.id), '[]'::jsonb) as lines
     from supply_truck_invoice i where i.truck_id = $1 and not i.deletion_mark order by i.invoice_date, i.invoice_number`,
    [truckId],
  );
}

/** What the customs papers of a truck lack now. */
export async function customsGapsOf(uow: UnitOfWork, truckId: string, zones: readonly string[] = requiredZones(uow)): Promise<Gap[]> {
  const invoices = await invoicesOf(uow, truckId);
  const breakdowns = await uow.query<Breakdown>(
    `select b.zone, b.supplementary_agreement_id,
       coalesce((
         select jsonb_agg(jsonb_build_object(
           'truck_invoice_line_id', l.truck_invoice_line_id, 'name', l.description, 'gross_weight', l.gross_weight::text, 'net_weight', l.net_weight::text, 'packages_count', l.packages_count,
           'conformity_required', l.conformity_required, 'conformity_number', d.number, 'conformity_until', to_char(d.valid_to, 'YYYY-MM-DD'),
           'technical_description', l.technical_description, 'equipment_sheet_id', l.equipment_sheet_id) order by l.line_no)
         from supply_customs_breakdown_line l left join supply_conformity_document d on d.id = l.conformity_document_id where l.breakdown_id = b.id
       ), '[]'::jsonb) as positions
     from supply_customs_breakdown b where b.truck_id = $1 and not b.deletion_mark`,
    [truckId],
  );
  return customsGaps(zones, invoices, breakdowns, uow.today);
}

/** True when the net weight of something is above its gross weight; both decimal strings, unknown ones pass. */
export function netOverGross(net: unknown, gross: unknown): boolean {
  return typeof net === 'string' && typeof gross === 'string' && compare(net, gross) > 0;
}
