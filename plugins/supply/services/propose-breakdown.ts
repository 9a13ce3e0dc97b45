import type { UnitOfWork } from '../../../core/index.ts';

interface PositionRow {
  readonly invoice_id: string;
  readonly gross_weight: string;
  readonly net_weight: string;
  readonly packages_count: number;
  readonly line_id: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit_gross: string | null;
  readonly unit_net: string | null;
}

const SCALE = 1000;

function thousandths(value: string): number {
  return Math.round(Number(value) * SCALE);
}

function weight(value: number): string {
  return (value / SCALE).toFixed(3);
}

/** Shares a whole number over weights so that the parts add up exactly: largest remainders first, ties in order. Pure. */
export function shareWhole(whole: number, weights: readonly number[]): number[] {
  const usable = weights.some((one) => one > 0) ? weights : weights.map(() => 1);
  const total = usable.reduce((left, right) => left + right, 0);
  if (usable.length === 0) return [];
  const exact = usable.map((one) => (whole * one) / total);
  const parts = exact.map(Math.floor);
  let rest = whole - parts.reduce((left, right) => left + right, 0);
  const order = exact.map((value, index) => ({ index, fraction: value - Math.floor(value) })).sort((left, right) => right.fraction - left.fraction || left.index - right.index);
  for (const { index } of order) {
    if (rest <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}

/**
 * Positions of a breakdown as the invoices suggest them: weights and packages of each invoice are shared by the weights of the products, so that the sums
 * tie from the beginning; people correct them by the real weights.
 */
export async function proposeBreakdown(uow: UnitOfWork, truckId: string): Promise<Record<string, unknown>[]> {
  const rows = await uow.query<PositionRow>(
    `select i.id as invoice_id, i.gross_weight, i.net_weight, i.packages_count, l.id as line_id, coalesce(l.description, l.full_name) as name, l.quantity,
       (select sum(n.quantity * p.weight_gross_kg) from supply_truck_line n join crm_product p on p.id = n.product_id where n.id = any(l.truck_line_ids)) as unit_gross,
       (select sum(n.quantity * coalesce(p.weight_net_kg, p.weight_gross_kg)) from supply_truck_line n join crm_product p on p.id = n.product_id where n.id = any(l.truck_line_ids)) as unit_net
     from supply_truck_invoice i join supply_truck_invoice_line l on l.truck_invoice_id = i.id
     where i.truck_id = $1 and not i.deletion_mark order by i.invoice_date, i.invoice_number, l.line_no`,
    [truckId],
  );
  const lines: Record<string, unknown>[] = [];
  for (const invoiceId of [...new Set(rows.map((row) => row.invoice_id))]) {
    const own = rows.filter((row) => row.invoice_id === invoiceId);
    const first = own[0] as PositionRow;
    const gross = shareWhole(thousandths(first.gross_weight), own.map((row) => thousandths(row.unit_gross ?? '0')));
    const net = shareWhole(thousandths(first.net_weight), own.map((row) => thousandths(row.unit_net ?? '0')));
    const packages = shareWhole(first.packages_count, own.map((row) => thousandths(row.unit_gross ?? row.quantity)));
    own.forEach((row, index) => {
      const grossPart = gross[index] ?? 0;
      lines.push({
        truck_invoice_line_id: row.line_id, description: row.name.slice(0, 1000), gross_weight: weight(grossPart), net_weight: weight(Math.min(grossPart, net[index] ?? 0)), packages_count: packages[index] ?? 0,
        conformity_required: false,
      });
    });
  }
  return lines;
}
