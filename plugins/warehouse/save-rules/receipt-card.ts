import { InvalidError, compare, defineSaveRule } from '../../../core/index.ts';
import type { DecimalString, FieldProblem, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';
import { acceptedQuantities } from '../services/acceptance.ts';
import { receiptSums } from '../services/receipt-lines.ts';
import type { WarehouseErrorCode } from '../services/refuse.ts';
import { refuseNow, refuseTouched, refuseValue } from '../services/refuse.ts';

type Draft = Record<string, unknown>;

interface ExpectedInvoiceRow {
  readonly id: string;
  readonly delivery_id: string;
  readonly source_entity: string;
  readonly source_id: string;
  readonly source_invoice_id: string;
  readonly supplier_id: string | null;
  readonly warehouse_id: string;
  readonly currency_id: string;
  readonly number: string;
  readonly date: string;
  readonly customs_required: boolean;
  readonly extra_cost: DecimalString;
  readonly delivery: string;
  readonly arrived: boolean;
  readonly withdrawn: boolean;
  readonly received: string | null;
}

interface ExpectedRow {
  readonly expected_line_id: string;
  readonly source_line_id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  readonly order_line_id: string | null;
  readonly hs_code: string | null;
}

async function readInvoice(uow: UnitOfWork, id: unknown): Promise<ExpectedInvoiceRow> {
  const [row] = await uow.query<ExpectedInvoiceRow>(
    `select i.id, i.delivery_id, d.source_entity, d.source_id, i.source_id as source_invoice_id, d.supplier_id, d.warehouse_id, i.currency_id, i.number, i.date, d.customs_required, i.extra_cost,
       d.source_number as delivery, d.arrived_at is not null as arrived, d.withdrawn_at is not null as withdrawn,
       (select g.number from warehouse_goods_receipt g where g.expected_invoice_id = i.id and g.posting_state <> 'cancelled' limit 1) as received
     from warehouse_expected_invoice i join warehouse_expected_delivery d on d.id = i.delivery_id where i.id = $1`,
    [id ?? null],
  );
  return row ?? refuseValue('warehouse.invoice_unknown', '/expected_invoice_id');
}

async function expectedRows(uow: UnitOfWork, invoiceId: unknown): Promise<ExpectedRow[]> {
  return uow.query<ExpectedRow>(
    `select id as expected_line_id, source_line_id, product_id, quantity, price, order_line_id, hs_code from warehouse_expected_line where invoice_id = $1 order by line_no, id`,
    [invoiceId],
  );
}

/** Header and lines of a receipt that is made from an invoice of a delivery: what was accepted, at the prices of the invoice. */
async function fillFromInvoice(uow: UnitOfWork, draft: Draft, { given, sections }: SaveContext): Promise<void> {
  const invoice = await readInvoice(uow, draft['expected_invoice_id']);
  if (invoice.withdrawn) refuseNow('warehouse.delivery_withdrawn', { number: invoice.delivery }, ['logistician']);
  if (!invoice.arrived) refuseNow('warehouse.delivery_not_arrived', { number: invoice.delivery }, ['warehouse_head']);
  if (invoice.received !== null) refuseNow('warehouse.invoice_received', { invoice: invoice.number, number: invoice.received }, ['accountant']);
  if (invoice.supplier_id !== null || !given.has('supplier_id')) draft['supplier_id'] = invoice.supplier_id;
  Object.assign(draft, {
    delivery_id: invoice.delivery_id, source_entity: invoice.source_entity, source_id: invoice.source_id, source_invoice_id: invoice.source_invoice_id,
    warehouse_id: invoice.warehouse_id, currency_id: invoice.currency_id, supplier_invoice_number: invoice.number, supplier_invoice_date: invoice.date, customs_required: invoice.customs_required,
    ...(given.has('extra_cost') ? {} : { extra_cost: invoice.extra_cost }),
  });
  if (sections['lines'] !== undefined) return;
  const accepted = await acceptedQuantities(uow, invoice.delivery_id);
  sections['lines'] = (await expectedRows(uow, invoice.id)).map((row) => ({ ...row, quantity: accepted?.get(row.expected_line_id) ?? row.quantity })).filter((row) => compare(row.quantity, '0') > 0);
  if (sections['lines'].length === 0) refuseNow('warehouse.nothing_accepted', { invoice: invoice.number }, ['warehouse_head']);
}

/** Completes and checks the lines: goods only, each of the receipt's own invoice and for an order line of the same product. */
async function completeLines(uow: UnitOfWork, draft: Draft, rows: Draft[]): Promise<Draft[]> {
  const expected = (draft['expected_invoice_id'] ?? null) === null ? [] : await expectedRows(uow, draft['expected_invoice_id']);
  const ids = (name: string): unknown[] => [...new Set(rows.map((row) => row[name]).filter((id) => typeof id === 'string'))];
  const goods = new Set((await uow.query<{ id: string }>(`select id from crm_product where id = any($1::uuid[]) and kind = 'goods'`, [ids('product_id')])).map((row) => row.id));
  const orderLines = new Map((await uow.query<{ id: string; product_id: string }>(`select id, product_id from crm_customer_order_line where id = any($1::uuid[])`, [ids('order_line_id')])).map((row) => [row.id, row.product_id]));
  const problems: FieldProblem[] = [];
  const add = (index: number, column: string, code: WarehouseErrorCode): void => void problems.push({ pointer: `/lines/${index}/${column}`, code, message: warehouseErrors[code] });
  const complete = rows.map((row, index) => {
    const source = expected.find((one) => one.expected_line_id === row['expected_line_id']);
    if (source === undefined && typeof row['expected_line_id'] === 'string') add(index, 'expected_line_id', 'warehouse.line_of_another_delivery');
    const whole: Draft = { ...(source === undefined ? {} : { product_id: source.product_id, price: source.price, order_line_id: source.order_line_id, hs_code: source.hs_code, source_line_id: source.source_line_id }), ...row };
    if (typeof whole['product_id'] === 'string' && source === undefined && !goods.has(whole['product_id'])) add(index, 'product_id', 'warehouse.not_goods');
    if (source !== undefined && whole['product_id'] !== source.product_id) add(index, 'product_id', 'warehouse.line_of_another_delivery');
    const orderLine = whole['order_line_id'];
    if (typeof orderLine === 'string' && orderLine !== source?.order_line_id && orderLines.get(orderLine) !== whole['product_id']) add(index, 'order_line_id', 'warehouse.line_of_another_product');
    return whole;
  });
  if (problems[0] !== undefined) throw new InvalidError(problems[0].code, problems[0].message, { errors: problems });
  return complete;
}

/** A receipt is filled from an invoice of a delivery or written by hand; its sums follow its lines; posted, it stays as it is. */
export const receiptCard = defineSaveRule({
  id: 'warehouse.receipt_card',
  entity: 'warehouse.goods_receipt',
  async prepare(draft, context) {
    const { uow, before, given, sections } = context;
    if (before !== undefined && before['posting_state'] !== 'draft') {
      refuseTouched('warehouse.posted_receipt_is_kept', [...given].filter((name) => name !== 'comment' && (name in sections || JSON.stringify(draft[name] ?? null) !== JSON.stringify(before[name] ?? null))));
      return;
    }
    if (before === undefined && (draft['expected_invoice_id'] ?? null) !== null) await fillFromInvoice(uow, draft, context);
    else if (before === undefined && (draft['delivery_id'] ?? null) !== null) refuseValue('warehouse.invoice_missing', '/expected_invoice_id');
    const stored = before === undefined || sections['lines'] !== undefined
      ? (sections['lines'] ?? [])
      : await uow.query<Draft>(`select id, product_id, quantity, price, expected_line_id, order_line_id, serial_number, hs_code from warehouse_goods_receipt_line where receipt_id = $1 order by line_no, id`, [before.id]);
    const rows = await completeLines(uow, draft, stored);
    if (!rows.every((row) => typeof row['quantity'] === 'string' && typeof row['price'] === 'string')) return;
    const { amounts, shares, total } = receiptSums(rows.map((row) => ({ quantity: String(row['quantity']), price: String(row['price']) })), String(draft['extra_cost'] ?? '0'));
    if (before === undefined || sections['lines'] !== undefined || given.has('extra_cost')) sections['lines'] = rows.map((row, index) => ({ ...row, amount: amounts[index], extra_cost: shares[index] }));
    draft['total'] = total;
  },
});
