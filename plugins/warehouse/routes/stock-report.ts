import { defineRoute, label } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';

interface StockRow {
  readonly warehouse_id: string;
  readonly warehouse: string;
  readonly product_id: string;
  readonly product: string;
  readonly article: string | null;
  readonly quantity: DecimalString;
  readonly reserved: DecimalString | null;
  readonly free: DecimalString | null;
  readonly expected: DecimalString;
}

const uuid = { type: 'string', format: 'uuid' } as const;

/**
 * `GET /api/warehouse/stock`: what lies where at the end of a day, by the movements up to it; without a date, now, with what is reserved, free and expected.
 * `q`: a part of the name or article. Pages by `after`, the product and warehouse of the last row. Empty places are left out unless `empty=true`.
 */
export const stockReportRoute = defineRoute({
  method: 'GET',
  path: '/api/warehouse/stock',
  permission: 'signed_in',
  summary: label('Остатки по складам и товарам на дату', 'Stock by warehouse and product on a date'),
  query: {
    date: { type: 'string', format: 'date' }, warehouse_id: uuid, product_id: uuid, empty: { type: 'string', enum: ['true', 'false'] }, q: { type: 'string', maxLength: 100 },
    limit: { type: 'string', pattern: '^(?:[1-9][0-9]{0,2}|1000)$' }, after: { type: 'string', pattern: '^[0-9a-f-]{36}_[0-9a-f-]{36}$' },
  },
  async handle(request) {
    const { query, company } = request;
    const limit = Number(query['limit'] ?? '200');
    const [afterProduct = null, afterWarehouse = null] = query['after']?.split('_') ?? [];
    const date = query['date'] ?? null;
    const typed = (query['q'] ?? '').trim().toLowerCase().replaceAll('ё', 'е');
    const wanted = typed === '' ? null : `%${typed.replace(/[\\%_]/g, '\\$&')}%`;
    return request.read(async (uow) => {
      const rows = await uow.query<StockRow>(
        `select b.warehouse_id, w.name as warehouse, b.product_id, p.working_name as product, p.article,
           coalesce(m.quantity, b.quantity) as quantity, case when $1::date is null then b.reserved end as reserved, case when $1::date is null then b.free end as free,
           case when $1::date is null then coalesce(e.expected, 0) else 0 end::numeric(15,3) as expected
         from warehouse_stock_balance b
         join warehouse_warehouse w on w.id = b.warehouse_id
         join crm_product p on p.id = b.product_id
         left join lateral (
           select coalesce(sum(s.quantity), 0)::numeric(15,3) as quantity from warehouse_stock_movement s
           where s.warehouse_id = b.warehouse_id and s.product_id = b.product_id and s.date < (($1::date + 1)::timestamp at time zone $2)
         ) m on $1::date is not null
         left join lateral (
           select sum(x.quantity) as expected from warehouse_expected_line x join warehouse_expected_invoice i on i.id = x.invoice_id join warehouse_expected_delivery d on d.id = i.delivery_id
           where x.product_id = b.product_id and d.warehouse_id = b.warehouse_id and d.withdrawn_at is null
             and not exists (select 1 from warehouse_goods_receipt g where g.expected_invoice_id = i.id and g.posting_state = 'posted')
         ) e on $1::date is null
         where ($3::uuid is null or b.warehouse_id = $3) and ($4::uuid is null or b.product_id = $4)
           and ($5::uuid is null or (b.product_id, b.warehouse_id) > ($5::uuid, $6::uuid))
           and ($9::text is null or translate(lower(p.working_name), 'ё', 'е') like $9 or lower(p.article) like $9)
           and ($7 or coalesce(m.quantity, b.quantity) <> 0 or (($1::date is null) and coalesce(e.expected, 0) <> 0))
         order by b.product_id, b.warehouse_id limit $8`,
        [date, company.timeZone, query['warehouse_id'] ?? null, query['product_id'] ?? null, afterProduct, afterWarehouse, query['empty'] === 'true', limit + 1, wanted],
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { body: { data: page, next: rows.length > limit && last !== undefined ? `${last.product_id}_${last.warehouse_id}` : null } };
    });
  },
});

/** `GET /api/warehouse/products/:id/reservations`: who waits for a product, where and since when; goods under customs stand without an order. */
export const reservationsRoute = defineRoute({
  method: 'GET',
  path: '/api/warehouse/products/:id/reservations',
  permission: 'signed_in',
  summary: label('Резервы товара', 'Reservations of a product'),
  async handle(request) {
    const { params } = request;
    return request.read(async (uow) => ({
      body: {
        data: await uow.query(
          `select r.id, r.warehouse_id, w.name as warehouse, r.quantity, r.source, r.created_at, r.order_line_id, o.id as order_id, o.number as order_number, c.working_name as client,
             g.id as receipt_id, g.number as receipt_number, coalesce(g.customs_required and n.customs_declaration_number is null, false) as awaits_customs
           from warehouse_stock_reservation r
           join warehouse_warehouse w on w.id = r.warehouse_id
           left join crm_customer_order_line l on l.id = r.order_line_id left join crm_customer_order o on o.id = l.order_id left join crm_partner c on c.id = o.partner_id
           left join warehouse_goods_receipt_line n on n.id = r.receipt_line_id left join warehouse_goods_receipt g on g.id = n.receipt_id
           where r.product_id = $1 and r.released_at is null and not r.deletion_mark order by r.created_at, r.id limit 1000`,
          [params['id']],
        ),
      },
    }));
  },
});
