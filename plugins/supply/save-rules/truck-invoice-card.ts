import { ConflictError, ProcessEngine, compare, defineSaveRule, multiply, round, sum } from '../../../core/index.ts';
import type { DecimalString, FieldProblem, UnitOfWork } from '../../../core/index.ts';
import { invalid, problem, refuseAll, supplyErrors } from '../errors.ts';
import { netOverGross } from '../services/customs-gaps.ts';

type Draft = Record<string, unknown>;

interface Loaded {
  readonly id: string;
  readonly quantity: DecimalString;
  readonly article: string | null;
  readonly hs_code: string | null;
  readonly full_name: string;
  /** Position of another invoice, or of this one before the change, that covers the line. */
  readonly covered_by: string | null;
}

/** Lines of the truck with what is known of their products; `invoiceId`: positions of that invoice do not count as taken. */
async function loadedLines(uow: UnitOfWork, truckId: string, invoiceId: string | null): Promise<Loaded[]> {
  return uow.query<Loaded>(
    `select n.id, n.quantity, p.article, p.hs_code, coalesce(p.full_name_for_customs, p.print_name) as full_name,
       (select x.id::text from supply_truck_invoice_line x join supply_truck_invoice i on i.id = x.truck_invoice_id
        where i.truck_id = $1 and not i.deletion_mark and i.id <> coalesce($2::uuid, '00000000-0000-0000-0000-000000000000') and n.id = any(x.truck_line_ids) limit 1) as covered_by
     from supply_truck_line n join crm_product p on p.id = n.product_id where n.truck_id = $1 order by n.line_no`,
    [truckId, invoiceId],
  );
}

interface Part {
  readonly position: string;
  readonly amount: DecimalString;
}

function isParts(value: unknown): value is readonly Part[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null && typeof (one as Part).position === 'string' && /^-?\d{1,13}(\.\d{1,2})?$/.test(String((one as Part).amount)) && typeof (one as Part).amount === 'string');
}

/** The parts of a price make the price: it is filled in from them, and may not differ. */
function checkParts(row: Draft, pointer: string): FieldProblem[] {
  const parts = row['price_parts'];
  if (parts === undefined || parts === null) return [];
  if (!isParts(parts)) return [problem(`${pointer}/price_parts`, 'supply.cell_wrong', { value: JSON.stringify(parts).slice(0, 100) })];
  const total = sum(parts.map((part) => part.amount));
  row['price'] ??= total;
  return typeof row['price'] === 'string' && compare(row['price'], total) !== 0 ? [problem(`${pointer}/price`, 'supply.price_parts_differ', { sum: total, price: row['price'] })] : [];
}

/** Completes a position from the lines of the truck it covers; what a person has written stays. */
function completePosition(row: Draft, lines: readonly Loaded[], pointer: string): FieldProblem[] {
  const ids = (row['truck_line_ids'] ?? []) as readonly string[];
  const own = lines.filter((line) => ids.includes(line.id));
  const first = own[0];
  row['article'] ??= first?.article ?? null;
  row['hs_code'] ??= first?.hs_code ?? null;
  row['full_name'] ??= first?.full_name ?? null;
  if (own.length > 0) row['quantity'] ??= round(sum(own.map((line) => line.quantity)), 3);
  return ids.flatMap((id, index): FieldProblem[] => {
    const at = `${pointer}/truck_line_ids/${index}`;
    const line = lines.find((one) => one.id === id);
    if (line === undefined) return [problem(at, 'supply.line_of_another_truck')];
    return line.covered_by === null ? [] : [problem(at, 'supply.line_in_two_positions')];
  });
}

/**
 * Keeps an invoice of a truck right: only while the truck is being formed, net at most gross, positions completed from the truck's lines, each line in one
 * position, a price equal to its parts, sums.
 */
export const truckInvoiceCard = defineSaveRule({
  id: 'supply.truck_invoice_card',
  entity: 'supply.truck_invoice',
  async prepare(draft, { uow, before, sections }) {
    const truckId = draft['truck_id'];
    if (typeof truckId !== 'string') return;
    const [known] = await uow.query<{ id: string }>(`select id from supply_truck where id = $1 and not deletion_mark`, [truckId]);
    if (known === undefined) throw invalid('supply.truck_unknown', '/truck_id');
    const engine = ProcessEngine.of(uow);
    const { row: truck } = await engine.store.lock({ entity: 'supply.truck', id: truckId });
    const status = String(truck['status']);
    if (status !== 'formed' && status !== 'planning') {
      throw new ConflictError('supply.truck_is_kept', supplyErrors['supply.truck_is_kept'], { params: { status } });
    }
    if (netOverGross(draft['net_weight'], draft['gross_weight'])) throw invalid('supply.net_over_gross', '/net_weight');
    engine.touch({ entity: 'supply.truck', id: truckId });
    const rows = sections['lines'];
    if (rows === undefined) return;
    const lines = await loadedLines(uow, truckId, before?.id ?? null);
    const stored = before === undefined ? [] : await uow.query<Draft & { id: string }>(`select * from supply_truck_invoice_line where truck_invoice_id = $1`, [before.id]);
    const problems: FieldProblem[] = [];
    const taken = new Map<string, number>();
    for (const [index, row] of rows.entries()) {
      const pointer = `/lines/${index}`;
      // A row that is kept needs to say only what changes.
      const old = stored.find((one) => one.id === row['id']);
      for (const name of ['truck_line_ids', 'hs_code', 'article', 'full_name', 'quantity', ...('price_parts' in row ? [] : ['price', 'price_parts'])]) if (old !== undefined && row[name] === undefined) row[name] = old[name];
      problems.push(...checkParts(row, pointer), ...completePosition(row, lines, pointer));
      for (const id of (row['truck_line_ids'] ?? []) as readonly string[]) {
        if (taken.has(id)) problems.push(problem(`${pointer}/truck_line_ids`, 'supply.line_in_two_positions'));
        taken.set(id, index);
      }
      row['total'] = typeof row['price'] === 'string' && typeof row['quantity'] === 'string' ? round(multiply(row['price'], row['quantity'])) : '0';
    }
    refuseAll(problems);
    draft['total'] = sum(rows.map((row) => String(row['total'])));
  },
});
