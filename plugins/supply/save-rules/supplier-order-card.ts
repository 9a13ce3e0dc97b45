import { ConflictError, compare, defineSaveRule, multiply, round, sum } from '../../../core/index.ts';
import type { DecimalString, FieldProblem, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { problem, refuseAll, supplyErrors } from '../errors.ts';
import type { Coverage } from '../services/coverage.ts';
import { coverageOf, uncovered } from '../services/coverage.ts';
import { demandPlacing } from '../services/placing.ts';
import { demandRelation } from '../services/partners.ts';

type Draft = Record<string, unknown>;

/** What stays open once the order is placed. */
const OPEN = new Set(['factory', 'comment', 'reference', 'responsible_id']);
/** Written by the system's own steps in any state. */
const OWN = new Set(['acknowledgement_number', 'acknowledgement_date', 'ready_date', 'proposed_promise', 'posting_state']);

function isKept({ before, given, sections }: SaveContext, draft: Draft): boolean {
  if (before === undefined || before['state'] === 'draft') return false;
  const touched = [...given].filter((name) => !OPEN.has(name) && !OWN.has(name) && (name in sections || JSON.stringify(draft[name] ?? null) !== JSON.stringify(before[name] ?? null)));
  if (touched.length === 0) return true;
  throw new ConflictError('supply.order_is_kept', supplyErrors['supply.order_is_kept'], { errors: touched.map((name) => problem(`/${name}`, 'supply.order_is_kept')) });
}

async function demandFreeReference(uow: UnitOfWork, draft: Draft, context: SaveContext): Promise<void> {
  if (typeof draft['reference'] === 'string') draft['reference'] = draft['reference'].trim() === '' ? null : draft['reference'].trim();
  if (draft['reference'] === null || draft['reference'] === undefined || draft['reference'] === context.before?.['reference']) return;
  const [other] = await uow.query(`select 1 from supply_supplier_order where reference = $1 and state <> 'cancelled' and id <> coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')`, [draft['reference'], context.before?.id ?? null]);
  if (other !== undefined) refuseAll([problem('/reference', 'supply.reference_taken', { reference: draft['reference'] })]);
}

interface ProductSize {
  readonly id: string;
  readonly kind: string;
  readonly load_volume: DecimalString | null;
  readonly weight_gross_kg: DecimalString | null;
  readonly length_mm: number | null;
  readonly width_mm: number | null;
}

/** Inner width of a truck, mm: what stands beside each other shares the length of the floor. */
const FLOOR_WIDTH_MM = 2400;

/** Metres of a truck's floor that `quantity` of a product takes, nothing stacked; null when its size is unknown. */
export function floorOf(size: Pick<ProductSize, 'length_mm' | 'width_mm'>, quantity: DecimalString): DecimalString | null {
  if (size.length_mm === null || size.width_mm === null) return null;
  const thousandths = (BigInt(size.length_mm) * BigInt(size.width_mm) * BigInt(round(multiply(quantity, '1000'), 0))) / BigInt(FLOOR_WIDTH_MM) / 1000n;
  const text = thousandths.toString().padStart(4, '0');
  return `${text.slice(0, -3)}.${text.slice(-3)}`;
}

const times = (value: DecimalString | null, quantity: DecimalString): DecimalString | null => (value === null ? null : round(multiply(value, quantity), 3));

/** Checks a line that is for a client and completes it from his order. */
function checkDedicated(row: Draft, line: Coverage | undefined, pointer: string): FieldProblem[] {
  if (line === undefined) return [problem(`${pointer}/customer_order_line_id`, 'supply.line_unknown')];
  row['product_id'] ??= line.product_id;
  if (row['product_id'] !== line.product_id) return [problem(`${pointer}/product_id`, 'supply.product_differs')];
  if (line.supply_action !== 'supply_separately') return [problem(`${pointer}/customer_order_line_id`, 'supply.not_separately')];
  const needed = uncovered(line);
  row['quantity'] ??= needed;
  if (compare(String(row['quantity']), needed) > 0 || compare(String(row['quantity']), '0') === 0) {
    return [problem(`${pointer}/quantity`, 'supply.more_than_needed', { wanted: row['quantity'], needed })];
  }
  return [];
}

/** Keeps a supplier order right whoever writes it: lines of clients that are to be supplied separately and nothing beyond their need, sizes, sums. */
export const supplierOrderCard = defineSaveRule({
  id: 'supply.supplier_order_card',
  entity: 'supply.supplier_order',
  async prepare(draft, context) {
    const { uow, before, sections } = context;
    await demandFreeReference(uow, draft, context);
    if (isKept(context, draft)) return;
    if (draft['supplier_id'] !== before?.['supplier_id']) await demandRelation(uow, draft['supplier_id'], 'supplier', '/supplier_id', 'supply.not_a_supplier');
    const rows = sections['lines'];
    if (rows === undefined) return;
    const uuids = rows.map((row) => row['customer_order_line_id']).filter((id): id is string => typeof id === 'string');
    const lines = await coverageOf(uow, uuids, { drafts: true, ...(before === undefined ? {} : { except: before.id }) });
    refuseAll(rows.flatMap((row, index) => (typeof row['customer_order_line_id'] === 'string' && uuids.indexOf(row['customer_order_line_id']) !== uuids.lastIndexOf(row['customer_order_line_id']) ? [problem(`/lines/${index}/customer_order_line_id`, 'supply.line_twice')] : [])));
    refuseAll(rows.flatMap((row, index) => (typeof row['customer_order_line_id'] === 'string' ? checkDedicated(row, lines.find((one) => one.id === row['customer_order_line_id']), `/lines/${index}`) : [])));
    await demandPlacing(uow, lines.map((line) => line.order_id));
    const products = await uow.query<ProductSize>(`select id, kind, load_volume, weight_gross_kg, length_mm, width_mm from crm_product where id = any($1::uuid[])`, [rows.map((row) => row['product_id']).filter((id) => typeof id === 'string')]);
    refuseAll(rows.flatMap((row, index) => (products.some((one) => one.id === row['product_id'] && one.kind !== 'goods') ? [problem(`/lines/${index}/product_id`, 'supply.not_goods')] : [])));
    for (const row of rows) {
      const product = products.find((one) => one.id === row['product_id']);
      if (product === undefined || typeof row['quantity'] !== 'string') continue;
      row['load_volume'] ??= times(product.load_volume, row['quantity']);
      row['gross_weight_kg'] ??= times(product.weight_gross_kg, row['quantity']);
      row['floor_metres'] ??= floorOf(product, row['quantity']);
    }
    draft['total'] = sum(rows.map((row) => (typeof row['price'] === 'string' && typeof row['quantity'] === 'string' ? round(multiply(row['price'], row['quantity'])) : '0')));
    await completeFromOrders(uow, draft, [...new Set(lines.map((line) => line.order_id))]);
  },
});

/** One order of a client gives its number of MacBuild and its warehouse; several share the warehouse alone. */
async function completeFromOrders(uow: UnitOfWork, draft: Draft, orderIds: readonly string[]): Promise<void> {
  const orders = await uow.query<{ id: string; macbuild_number: string | null; warehouse_id: string }>(`select id, macbuild_number, warehouse_id from crm_customer_order where id = any($1::uuid[]) order by date, number`, [orderIds]);
  draft['customer_order_id'] = orders.length === 1 ? orders[0]?.id : null;
  const numbers = [...new Set(orders.map((order) => order.macbuild_number).filter((one) => one !== null))];
  if (numbers.length === 1) draft['macbuild_number'] ??= numbers[0];
  if (orders.length > 0) draft['warehouse_id'] = orders[0]?.warehouse_id;
}
