import { createHash } from 'node:crypto';
import type { EntityRow, ImportContext, UnitOfWork } from '../../../core/index.ts';
import { ProcessEngine, createRecord, filesOf, readRecord, updateRecord } from '../../../core/index.ts';
import { conflict, invalid } from '../errors.ts';
import type { OrderFile } from '../file/order-file.ts';
import { readOrderFile } from '../file/read-order-file.ts';
import { listOf, macbuildParametersOf } from '../parameters.ts';
import { orderLines } from './order-lines.ts';
import { placeholderProduct, productsOf } from './products.ts';
import { NUMBER } from './watched-folder.ts';

const ORDER = 'crm.customer_order';
const MACBUILD = 'macbuild_import.macbuild_order';

/** What a loading did. `unchanged`: the same content stands in the order already, so nothing was written. */
export interface LoadedOrder {
  readonly macbuild_order_id: string;
  readonly macbuild_number: string;
  readonly state: 'ok' | 'ok_with_empty';
  readonly unchanged: boolean;
  readonly lines: number;
  readonly created_products: number;
  readonly matched_products: number;
  readonly empty_lines: number;
}

const bare = (number: string): string => number.replace(/^0+(?=.)/, '').toLowerCase();

/** The number that counts: the one asked for, which the file must bear out. A table that keeps numbers as numbers has lost their leading zeros. */
function numberOf(wanted: string | null, file: OrderFile, fileName: string, labels: readonly string[]): string {
  if (file.number === null) {
    throw invalid('macbuild_import.number_missing', '/file', { file: fileName, labels: labels.join(', ') });
  }
  const number = wanted ?? file.number;
  if (!NUMBER.test(number)) throw invalid('macbuild_import.number_malformed', '/number', { number });
  if (bare(number) !== bare(file.number)) throw invalid('macbuild_import.number_differs', '/file', { file: fileName, found: file.number, number });
  return number;
}

const hashOf = (file: OrderFile): string => createHash('sha256').update(JSON.stringify([file.parameters, file.lines.map(({ row: _row, ...line }) => line)])).digest('hex');

/** The order, locked, if its lines may still change. @throws NotFoundError, ConflictError macbuild_import.order_not_open */
async function openOrder(uow: UnitOfWork, orderId: string): Promise<EntityRow> {
  await readRecord(uow, ORDER, orderId);
  const { row } = await ProcessEngine.of(uow).store.lock({ entity: ORDER, id: orderId });
  if (row['status'] !== 'on_approval') throw conflict('macbuild_import.order_not_open', { order: row['number'] });
  return row;
}

/** The row of the number, if it was loaded before. One number belongs to one living order, and one order has one number. */
async function knownOrder(uow: UnitOfWork, order: EntityRow, number: string): Promise<EntityRow | undefined> {
  const rows = await uow.query<EntityRow & { readonly order_number: string | null; readonly order_status: string | null }>(
    `select m.*, o.number as order_number, o.status as order_status from macbuild_import_macbuild_order m left join crm_customer_order o on o.id = m.customer_order_id
      where m.macbuild_number = $1 or m.customer_order_id = $2 for update of m`, [number, order.id],
  );
  const another = rows.find((row) => row['macbuild_number'] !== number);
  if (another !== undefined) throw conflict('macbuild_import.another_number', { order: order['number'], found: another['macbuild_number'] });
  const [row] = rows;
  if (row !== undefined && row['customer_order_id'] !== null && row['customer_order_id'] !== order.id && row.order_status !== 'cancelled') {
    throw conflict('macbuild_import.number_taken', { number, order: row.order_number });
  }
  return row;
}

async function storeLines(uow: UnitOfWork, macbuildOrderId: string, file: OrderFile, products: ReadonlyMap<number, string>): Promise<void> {
  await uow.query('delete from macbuild_import_macbuild_order_line where macbuild_order_id = $1', [macbuildOrderId]);
  await uow.query(
    `insert into macbuild_import_macbuild_order_line (id, version, created_at, updated_at, created_by, updated_by, deletion_mark, macbuild_order_id, line_no, "row", macbuild_code, name, quantity, price_eur, attributes, product_id, is_empty)
     select gen_random_uuid(), 1, $2, $2, $3, $3, false, $1, l.line_no, l.row, l.code, l.name, l.quantity, l.price_eur, l.attributes, l.product_id, l.code is null and l.name is null
       from jsonb_to_recordset($4::jsonb) as l(line_no int, "row" int, code text, name text, quantity numeric, price_eur numeric, attributes jsonb, product_id uuid)`,
    [macbuildOrderId, uow.now, uow.actor.userId, JSON.stringify(file.lines.map((line) => ({
      line_no: line.lineNo, row: line.row, code: line.code, name: line.name, quantity: line.quantity, price_eur: line.priceEur, attributes: line.attributes, product_id: products.get(line.lineNo) ?? null,
    })))],
  );
}

/**
 * Loads a MacBuild order into a customer order: products found or made, lines put in, the file kept, the run noted. The same file again changes nothing.
 * `wanted`: the number asked for; null takes the order's own, or else the file's.
 * @throws InvalidError core.table_…, macbuild_import.number_…; ConflictError macbuild_import.order_not_open, number_taken, another_number
 */
export async function loadOrder(orderId: string, wanted: string | null, file: { readonly name: string; readonly content: Buffer }, { uow, progress }: Pick<ImportContext, 'uow' | 'progress'>): Promise<LoadedOrder> {
  const settings = macbuildParametersOf(uow);
  const read = await readOrderFile(file, settings);
  const order = await openOrder(uow, orderId);
  const number = numberOf(wanted ?? (order['macbuild_number'] as string | null), read, file.name, listOf(settings.number));
  const known = await knownOrder(uow, order, number);
  const total = read.lines.length;
  const empty = read.lines.filter((line) => line.code === null && line.name === null).length;
  const facts = { macbuild_number: number, state: empty > 0 ? 'ok_with_empty' : 'ok', lines: total, empty_lines: empty } as const;
  const hash = hashOf(read);
  if (known !== undefined && known['content_hash'] === hash && known['customer_order_id'] === orderId) {
    return { ...facts, macbuild_order_id: known.id, unchanged: true, created_products: 0, matched_products: 0 };
  }
  const products = await productsOf(uow, read.lines, (done) => progress(done, total));
  const values = { customer_order_id: orderId, parameters: read.parameters, parsed_at: uow.now, content_hash: hash };
  const row = known === undefined ? await createRecord(uow, MACBUILD, { macbuild_number: number, ...values }, { asSystem: true }) : await updateRecord(uow, { entity: MACBUILD, id: known.id }, values);
  await storeLines(uow, row.id, read, products.byLine);
  const stored = await filesOf(uow).put(uow, { entity: MACBUILD, id: row.id }, { name: file.name, content: file.content, kind: 'macbuild_order_file' });
  await updateRecord(uow, { entity: MACBUILD, id: row.id }, { file_id: stored.row.id });
  const placeholder = empty > 0 ? await placeholderProduct(uow) : undefined;
  await updateRecord(uow, { entity: ORDER, id: orderId }, { macbuild_number: number, lines: await orderLines(uow, order, read.lines, products.byLine, placeholder) });
  await noteRun(uow, { macbuild_order_id: row.id, customer_order_id: orderId, macbuild_number: number, file_name: file.name, line_count: total, created_products: products.created, matched_products: products.matched, empty_lines: empty, state: facts.state });
  await progress(total, total);
  return { ...facts, macbuild_order_id: row.id, unchanged: false, created_products: products.created, matched_products: products.matched };
}

/** Notes a run, also one that failed, in the list that takes the place of the notebook of numbers. */
export async function noteRun(uow: UnitOfWork, run: Readonly<Record<string, unknown>>): Promise<void> {
  await createRecord(uow, 'macbuild_import.macbuild_import_run', { ...run, started_at: uow.now, user_id: uow.actor.userId }, { asSystem: true });
}
