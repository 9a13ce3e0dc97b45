import { ConflictError, InvalidError, compare, defineSaveRule, multiply, percentRatio, round, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, FieldProblem, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { conflict, problem, refuseAll, supplyErrors } from '../errors.ts';
import { demandRelation } from '../services/partners.ts';
import { lockSupplierOrders, recountLines } from '../services/loading.ts';

type Draft = Record<string, unknown>;

interface OrderedLine {
  readonly id: string;
  readonly supplier_order_id: string;
  readonly product_id: string;
  readonly product: string;
  readonly reference: string | null;
  readonly state: string;
  readonly quantity: DecimalString;
  /** In other trucks. */
  readonly elsewhere: DecimalString;
  readonly load_volume: DecimalString | null;
  readonly gross_weight_kg: DecimalString | null;
  readonly floor_metres: DecimalString | null;
}

/** What may still be changed in each state; in `planning` and `formed` everything. */
const OPEN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  posted: ['carrier_id', 'comment', 'packing_gross_weight', 'packing_net_weight', 'packing_packages', 'responsible_id'],
  in_transit: ['comment', 'packing_gross_weight', 'packing_net_weight', 'packing_packages', 'responsible_id'],
  at_customs: ['comment', 'packing_gross_weight', 'packing_net_weight', 'packing_packages', 'responsible_id'],
  arrived: ['comment', 'packing_gross_weight', 'packing_net_weight', 'packing_packages'],
  received: ['comment'],
  cancelled: ['comment'],
};

/** Marks and sums are the system's in every state. */
const KEPT_BY_SYSTEM = new Set(['posting_state', 'plan_sent_at', 'invoices_sent_at', 'customs_docs_sent_at', 'arrived_at', 'load_total', 'load_weight_kg', 'load_floor', 'fill_pct']);

function keepSent({ before, given, sections }: SaveContext, draft: Draft): void {
  const status = String(before?.['status'] ?? 'planning');
  const open = OPEN_FIELDS[status];
  const touched = [...given].filter((name) => !KEPT_BY_SYSTEM.has(name) && (name in sections || JSON.stringify(draft[name] ?? null) !== JSON.stringify(before?.[name] ?? null)));
  const wrong = open === undefined ? (status === 'planning' ? touched.filter((name) => name === 'lines') : []) : touched.filter((name) => !open.includes(name));
  if (wrong.length === 0) return;
  const code = open === undefined ? 'supply.truck_lines_need_forming' : 'supply.truck_is_kept';
  throw new ConflictError(code, supplyErrors[code], { params: { status }, errors: wrong.map((name) => problem(`/${name}`, code, { status })) });
}

async function orderedLines(uow: UnitOfWork, ids: readonly string[], truckId: string | null): Promise<Map<string, OrderedLine>> {
  const rows = await uow.query<OrderedLine>(
    `select l.id, l.supplier_order_id, l.product_id, p.working_name as product, s.reference, s.state, l.quantity, l.load_volume, l.gross_weight_kg, l.floor_metres,
       coalesce((
         select sum(case when t.status = 'received' then least(n.quantity, n.received_qty) else n.quantity end) from supply_truck_line n join supply_truck t on t.id = n.truck_id
         where n.supplier_order_line_id = l.id and t.status not in ('planning', 'cancelled') and t.id <> coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
       ), 0) as elsewhere
     from supply_supplier_order_line l join supply_supplier_order s on s.id = l.supplier_order_id join crm_product p on p.id = l.product_id where l.id = any($1::uuid[])`,
    [ids, truckId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The part of a size of a whole line that falls to `quantity`, three digits. */
export function shareOf(size: DecimalString | null, quantity: DecimalString, whole: DecimalString): DecimalString {
  if (size === null) return '0.000';
  const percent = percentRatio(quantity, whole, 12) ?? '0';
  return round(multiply(multiply(size, percent), '0.01'), 3);
}

/** Sums of a truck over its lines: m³, kg, metres of floor, percent of the capacity. */
export function loadOf(lines: readonly { readonly quantity: DecimalString; readonly of: Pick<OrderedLine, 'quantity' | 'load_volume' | 'gross_weight_kg' | 'floor_metres'> }[], capacity: unknown): Draft {
  const total = (size: 'load_volume' | 'gross_weight_kg' | 'floor_metres'): DecimalString => round(sum(lines.map((line) => shareOf(line.of[size], line.quantity, line.of.quantity))), 3);
  const volume = total('load_volume');
  return { load_total: volume, load_weight_kg: total('gross_weight_kg'), load_floor: total('floor_metres'), fill_pct: typeof capacity === 'string' ? (percentRatio(volume, capacity) ?? '0.00') : '0.00' };
}

/**
 * Keeps a truck right whoever writes it: limits from the regulation, nothing changed once its papers went out, never more of a line than was ordered and is
 * not in another truck. Whoever loads goods of one supplier order waits for the one before.
 */
export const truckCard = defineSaveRule({
  id: 'supply.truck_card',
  entity: 'supply.truck',
  async prepare(draft, context) {
    const { uow, before, sections } = context;
    keepSent(context, draft);
    const { parameters } = uow.company.regulation;
    draft['capacity'] ??= String(parameters['truck_capacity_m3'] ?? '90');
    draft['max_weight_kg'] ??= String(parameters['truck_max_weight_kg'] ?? '22000');
    draft['floor_metres'] ??= String(parameters['truck_floor_metres'] ?? '13.6');
    if (draft['carrier_id'] !== (before?.['carrier_id'] ?? null)) await demandRelation(uow, draft['carrier_id'], 'carrier', '/carrier_id', 'supply.not_a_carrier');
    const rows = sections['lines'];
    if (rows === undefined) {
      if (before !== undefined && draft['capacity'] !== before['capacity']) draft['fill_pct'] = percentRatio(String(draft['load_total']), String(draft['capacity'])) ?? '0.00';
      return;
    }
    const ids = rows.map((row) => String(row['supplier_order_line_id'] ?? ''));
    const present = before === undefined ? [] : await uow.query<{ id: string; line_id: string }>(`select id, supplier_order_line_id as line_id from supply_truck_line where truck_id = $1`, [before.id]);
    for (const row of rows) row['supplier_order_line_id'] ??= present.find((one) => one.id === row['id'])?.line_id;
    const wanted = rows.map((row) => String(row['supplier_order_line_id'] ?? ''));
    const known = await orderedLines(uow, wanted.filter((id) => /^[0-9a-f-]{36}$/i.test(id)), before?.id ?? null);
    refuseAll(wanted.flatMap((id, index) => (known.has(id) ? [] : [problem(`/lines/${index}/supplier_order_line_id`, 'supply.line_unknown')])));
    refuseAll(wanted.flatMap((id, index) => (wanted.indexOf(id) < index ? [problem(`/lines/${index}/supplier_order_line_id`, 'supply.line_twice')] : [])));
    await lockSupplierOrders(uow, [...known.values()].map((line) => line.supplier_order_id));
    const fresh = await orderedLines(uow, wanted, before?.id ?? null);
    const held = new Set(present.map((one) => one.line_id));
    const shut = [...fresh.values()].find((line) => !['confirmed', 'ready', 'in_truck'].includes(line.state) && !held.has(line.id));
    if (shut !== undefined) throw conflict('supply.order_not_loadable', { reference: shut.reference });
    const problems: FieldProblem[] = rows.flatMap((row, index) => {
      const line = fresh.get(wanted[index] ?? '') as OrderedLine;
      const free = subtract(line.quantity, line.elsewhere);
      row['quantity'] ??= free;
      row['product_id'] = line.product_id;
      return compare(String(row['quantity']), free) > 0 ? [problem(`/lines/${index}/quantity`, 'supply.more_than_ordered', { product: line.product, wanted: row['quantity'], free })] : [];
    });
    if (problems[0] !== undefined) throw new InvalidError(problems[0].code, problems[0].message, { errors: problems });
    Object.assign(draft, loadOf(rows.map((row, index) => ({ quantity: String(row['quantity']), of: fresh.get(wanted[index] ?? '') as OrderedLine })), draft['capacity']));
    remembered.set(context, [...new Set([...ids.filter((id) => id !== ''), ...present.map((one) => one.line_id), ...wanted])]);
  },
  async stored(_row, context) {
    const lines = remembered.get(context);
    if (lines !== undefined) await recountLines(context.uow, lines);
  },
});

/** Supplier order lines that one save has touched, from its checks to its afterwork. */
const remembered = new WeakMap<SaveContext, readonly string[]>();

