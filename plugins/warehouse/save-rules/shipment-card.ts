import { ConflictError, InvalidError, compare, defineSaveRule, subtract } from '../../../core/index.ts';
import type { DecimalString, FieldProblem, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';
import { UNCLEARED_SQL } from '../services/reservations.ts';
import { shipmentTotals, shippedSums } from '../services/shipment-lines.ts';
import { demandShippable } from '../services/shipping-check.ts';

type Draft = Record<string, unknown>;
type ErrorCode = keyof typeof warehouseErrors;

interface OrderRow {
  readonly id: string;
  readonly status: string;
  readonly client_status: string;
  readonly partner_id: string;
  readonly counterparty_id: string;
  readonly consignee_id: string | null;
  readonly organization_id: string;
  readonly warehouse_id: string;
}

interface OrderLine {
  readonly id: string;
  readonly product_id: string;
  readonly product: string;
  readonly unit_id: string;
  readonly price: DecimalString;
  readonly vat_rate_id: string;
  readonly quantity: DecimalString;
  readonly vat_amount: DecimalString;
  readonly total: DecimalString;
  readonly shipped_qty: DecimalString;
  readonly shipped_vat: DecimalString;
  readonly shipped_total: DecimalString;
  readonly reserved: DecimalString;
}

function refuse(code: ErrorCode, pointer: string): never {
  const message = warehouseErrors[code];
  throw new InvalidError(code, message, { errors: [{ pointer, code, message }] });
}

async function readOrder(uow: UnitOfWork, id: unknown): Promise<OrderRow> {
  const [order] = await uow.query<OrderRow>(
    `select id, status, client_status, partner_id, counterparty_id, consignee_id, organization_id, warehouse_id from crm_customer_order where id = $1`,
    [id ?? null],
  );
  return order ?? refuse('warehouse.order_unknown', '/order_id');
}

/** Goods lines of the order with what is shipped of them at which sums, and what is held for them in this warehouse. */
async function readLines(uow: UnitOfWork, orderId: string, warehouseId: unknown): Promise<OrderLine[]> {
  return uow.query<OrderLine>(
    `select l.id, l.product_id, p.working_name as product, l.unit_id, l.price, l.vat_rate_id, l.quantity - l.cancelled_qty as quantity, l.vat_amount, l.total, l.shipped_qty,
       coalesce(s.vat, 0) as shipped_vat, coalesce(s.total, 0) as shipped_total,
       coalesce((
         select sum(r.quantity) from warehouse_stock_reservation r
         where r.order_line_id = l.id and r.warehouse_id = $2 and r.released_at is null and not r.deletion_mark
           and not exists (${UNCLEARED_SQL})
       ), 0) as reserved
     from crm_customer_order_line l
     join crm_product p on p.id = l.product_id and p.kind = 'goods'
     left join lateral (
       select sum(n.vat_amount) as vat, sum(n.total) as total from warehouse_shipment_line n join warehouse_shipment d on d.id = n.shipment_id
       where n.order_line_id = l.id and d.posting_state = 'posted'
     ) s on true
     where l.order_id = $1 order by l.line_no, l.id`,
    [orderId, warehouseId],
  );
}

/** Only a comment may be added to what has left the warehouse. */
function keepPosted({ before, given, sections }: SaveContext, draft: Draft): boolean {
  if (before === undefined || before['posting_state'] === 'draft') return false;
  const touched = [...given].filter((name) => name !== 'comment' && (name in sections || JSON.stringify(draft[name] ?? null) !== JSON.stringify(before[name] ?? null)));
  if (touched.length > 0) {
    const message = warehouseErrors['warehouse.posted_is_kept'];
    throw new ConflictError('warehouse.posted_is_kept', message, { errors: touched.map((name) => ({ pointer: `/${name}`, code: 'warehouse.posted_is_kept', message })) });
  }
  return true;
}

/** The rows to be shipped: those asked for, completed from their order lines; without any, everything that is left. */
function completeRows(sent: readonly Draft[] | undefined, lines: readonly OrderLine[]): Draft[] {
  const rows = sent ?? lines
    .map((line) => ({ order_line_id: line.id, quantity: subtract(line.quantity, line.shipped_qty) }))
    .filter((row) => compare(row.quantity, '0') > 0);
  if (rows.length === 0) refuse('warehouse.nothing_to_ship', '/lines');
  const problems = rows.flatMap((row, index): FieldProblem[] => {
    const code: ErrorCode | undefined = !lines.some((line) => line.id === row['order_line_id'])
      ? 'warehouse.line_of_another_order'
      : rows.findIndex((other) => other['order_line_id'] === row['order_line_id']) < index ? 'warehouse.line_twice' : undefined;
    return code === undefined ? [] : [{ pointer: `/lines/${index}/order_line_id`, code, message: warehouseErrors[code] }];
  });
  if (problems[0] !== undefined) throw new InvalidError(problems[0].code, problems[0].message, { errors: problems });
  return rows.map((row) => {
    const line = lines.find((one) => one.id === row['order_line_id']) as OrderLine;
    const quantity = typeof row['quantity'] === 'string' ? row['quantity'] : subtract(line.quantity, line.shipped_qty);
    const { vatAmount, total } = shippedSums(
      { quantity: line.quantity, price: line.price, vatAmount: line.vat_amount, total: line.total, shippedQuantity: line.shipped_qty, shippedVat: line.shipped_vat, shippedTotal: line.shipped_total },
      quantity,
    );
    return { ...row, quantity, product_id: line.product_id, unit_id: line.unit_id, price: line.price, vat_rate_id: line.vat_rate_id, vat_amount: vatAmount, total };
  });
}

/**
 * Fills a shipment from its order and asks R-19 about every line before it is written; posting asks again.
 * @throws ConflictError warehouse.shipment_refused with the reasons of the lines
 */
export const shipmentCard = defineSaveRule({
  id: 'warehouse.shipment_card',
  entity: 'warehouse.shipment',
  async prepare(draft, context) {
    const { uow, before, sections } = context;
    if (keepPosted(context, draft)) return;
    const order = await readOrder(uow, draft['order_id']);
    draft['partner_id'] = order.partner_id;
    draft['counterparty_id'] = order.counterparty_id;
    draft['organization_id'] = order.organization_id;
    draft['warehouse_id'] ??= order.warehouse_id;
    if (before === undefined) draft['consignee_id'] ??= order.consignee_id;
    if (before !== undefined && sections['lines'] === undefined && before['warehouse_id'] === draft['warehouse_id']) return;
    const lines = await readLines(uow, order.id, draft['warehouse_id']);
    const stored = before === undefined || sections['lines'] !== undefined
      ? sections['lines']
      : await uow.query<Draft>(`select id, order_line_id, quantity, serial_number, customs_declaration_number from warehouse_shipment_line where shipment_id = $1 order by created_at, id`, [before.id]);
    const rows = completeRows(stored, lines);
    sections['lines'] = rows;
    await demandShippable(uow, order, rows.map((row) => {
      const line = lines.find((one) => one.id === row['order_line_id']) as OrderLine;
      return { product: line.product, ship: String(row['quantity']), remaining: subtract(line.quantity, line.shipped_qty), reserved: line.reserved };
    }));
    Object.assign(draft, shipmentTotals(rows.map((row) => ({ vatAmount: String(row['vat_amount']), total: String(row['total']) }))));
  },
});
