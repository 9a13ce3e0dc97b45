import { randomUUID } from 'node:crypto';
import { BadRequestError, NotFoundError, createRecord, defineRoute, filesOf, label, mapColumns, mappedHeaders, readRecord, readTable, refuseRows, updateRecord } from '../../../core/index.ts';
import type { EntityRow, UnitOfWork } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';
import type { AnnouncedInvoice, DeliveryWriter } from '../services/expect-delivery.ts';
import { expectDelivery } from '../services/expect-delivery.ts';

/** The verbs of an effect, made from a route's unit of work. */
function writer(uow: UnitOfWork): DeliveryWriter {
  return {
    uow,
    create: async (entity, values) => createRecord(uow, entity, values, { asSystem: true }),
    update: async (entity, id, patch) => updateRecord(uow, { entity, id }, patch),
  };
}

interface AnnounceBody {
  readonly number: string;
  readonly warehouse_id: string;
  readonly supplier_id?: string;
  readonly customs_required?: boolean;
  readonly invoices: readonly (Omit<AnnouncedInvoice, 'source_id' | 'lines'> & { readonly lines: readonly Omit<AnnouncedInvoice['lines'][number], 'source_line_id'>[] })[];
}

const uuid = { type: 'string', format: 'uuid' } as const;
const decimal = (scale: number): Record<string, unknown> => ({ type: 'string', format: 'decimal', scale, maxLength: 17, decimalMinimum: '0' });

/** `POST /api/warehouse/deliveries`: what a supplier will bring, entered by hand where no other plugin knows it. */
export const announceRoute = defineRoute<AnnounceBody>({
  method: 'POST',
  path: '/api/warehouse/deliveries',
  permission: 'delivery.announce',
  summary: label('Внести ожидаемую поставку', 'Enter an expected delivery'),
  body: {
    type: 'object', additionalProperties: false, required: ['number', 'warehouse_id', 'invoices'],
    properties: {
      number: { type: 'string', minLength: 1, maxLength: 60 }, warehouse_id: uuid, supplier_id: uuid, customs_required: { type: 'boolean' },
      invoices: {
        type: 'array', minItems: 1, maxItems: 100,
        items: {
          type: 'object', additionalProperties: false, required: ['number', 'date', 'currency', 'lines'],
          properties: {
            number: { type: 'string', minLength: 1, maxLength: 60 }, date: { type: 'string', format: 'date' }, currency: { type: 'string', minLength: 3, maxLength: 36 }, extra_cost: decimal(2),
            lines: {
              type: 'array', minItems: 1, maxItems: 2000,
              items: {
                type: 'object', additionalProperties: false, required: ['product_id', 'quantity', 'price'],
                properties: { product_id: uuid, quantity: { ...decimal(3), decimalMinimum: '0.001' }, price: decimal(2), customer_order_line_id: uuid, hs_code: { type: 'string', pattern: '^[0-9]{4,10}$' } },
              },
            },
          },
        },
      },
    },
  },
  async handle(request) {
    const { body } = request;
    return request.write(async (uow) => {
      const id = randomUUID();
      const invoices = body.invoices.map((invoice) => ({ ...invoice, source_id: randomUUID(), lines: invoice.lines.map((line) => ({ ...line, source_line_id: randomUUID() })) }));
      const row = await expectDelivery(writer(uow), {
        source: { entity: 'warehouse.expected_delivery', id, number: body.number }, warehouse_id: body.warehouse_id, supplier_id: body.supplier_id ?? null, customs_required: body.customs_required ?? false, invoices,
      });
      return { status: 201, body: row };
    });
  },
});

const TABLE_NAME = /\.(?:xlsx|csv|xml)$/i;

/** Columns a sender's list may have, under the names they go by. */
const COLUMNS = {
  product_text: { column: ['Наименование', 'Товар', 'Номенклатура', 'Description', 'Product', 'Goods'], required: true },
  article: { column: ['Артикул', 'Article', 'Code', 'Item'] },
  listed_qty: { column: ['Количество', 'Кол-во', 'Quantity', 'Qty', 'Pcs'], type: 'decimal', required: true, scale: 3, minimum: '0' },
  note: { column: ['Примечание', 'Note', 'Remarks'] },
} as const;

/** Rows of a list that is a table; none of one that only a person can read. */
async function listedRows(file: { readonly name: string; readonly content: Buffer }): Promise<Record<string, unknown>[]> {
  if (!TABLE_NAME.test(file.name)) return [];
  const table = mapColumns(await readTable(file.content, { headers: mappedHeaders(COLUMNS) }), COLUMNS);
  if (table.problems.length > 0) throw refuseRows(table.problems);
  return table.rows.map(({ values }) => ({ product_text: values.product_text, article: values.article, listed_qty: values.listed_qty, ...(values.note === null ? {} : { note: values.note.slice(0, 250) }) }));
}

/** A row is recognized by its article where it has one. */
async function byArticle(uow: UnitOfWork, rows: readonly Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
  const articles = rows.flatMap((row) => (typeof row['article'] === 'string' ? [row['article']] : []));
  const products = new Map((await uow.query<{ article: string; id: string }>(`select article, id from crm_product where article = any($1::text[]) and not deletion_mark order by created_at desc`, [articles])).map((row) => [row.article, row.id]));
  return rows.map(({ article, ...row }) => {
    const product = products.get(String(article));
    return product === undefined ? row : { ...row, product_id: product };
  });
}

/** `POST /api/warehouse/expected-deliveries/:id/packing-list`: the sender's list as a file; of a table (.xlsx, .csv, .xml) the lines are read, of a scan they are typed later. */
export const packingListRoute = defineRoute<{ readonly number?: string } | undefined>({
  method: 'POST',
  path: '/api/warehouse/expected-deliveries/:id/packing-list',
  permission: 'acceptance.check',
  summary: label('Загрузить паккинг-лист', 'Upload a packing list'),
  multipart: true,
  body: { type: 'object', additionalProperties: false, properties: { number: { type: 'string', minLength: 1, maxLength: 50 } } },
  async handle(request) {
    const [file, ...others] = request.files;
    if (file === undefined || others.length > 0) throw new BadRequestError('warehouse.file_missing', warehouseErrors['warehouse.file_missing']);
    const rows = await listedRows(file);
    return request.write(async (uow) => {
      const { row: attachment } = await filesOf(uow).put(uow, { entity: 'warehouse.expected_delivery', id: request.params['id'] as string }, { name: file.name, content: file.content, kind: 'packing_list' });
      const list = await createRecord(uow, 'warehouse.packing_list', {
        delivery_id: request.params['id'], file_id: attachment.id, ...(request.body?.number === undefined ? {} : { number: request.body.number }), lines: await byArticle(uow, rows),
      });
      return { status: 201, body: await readRecord(uow, 'warehouse.packing_list', list.id) };
    });
  },
});

/** `POST /api/warehouse/expected-deliveries/:id/receipts`: «Создать поступление», a draft for every invoice of the delivery that has none. */
export const receiptsRoute = defineRoute({
  method: 'POST',
  path: '/api/warehouse/expected-deliveries/:id/receipts',
  permission: 'goods_receipt.create',
  summary: label('Создать поступления по инвойсам поставки', 'Create receipts for the invoices of a delivery'),
  body: { type: 'object', additionalProperties: false, properties: {} },
  async handle(request) {
    const { params } = request;
    return request.write(async (uow) => {
      const [delivery] = await uow.query(`select 1 from warehouse_expected_delivery where id = $1`, [params['id']]);
      if (delivery === undefined) throw new NotFoundError();
      const invoices = await uow.query<{ id: string }>(
        `select i.id from warehouse_expected_invoice i where i.delivery_id = $1
           and not exists (select 1 from warehouse_goods_receipt g where g.expected_invoice_id = i.id and g.posting_state <> 'cancelled') order by i.number, i.id`,
        [params['id']],
      );
      const data: EntityRow[] = [];
      for (const invoice of invoices) data.push(await createRecord(uow, 'warehouse.goods_receipt', { expected_invoice_id: invoice.id }));
      return { status: data.length > 0 ? 201 : 200, body: { data } };
    });
  },
});
