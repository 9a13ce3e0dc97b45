import type { EntityRow, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, ProcessEngine, createRecord, defineRoute, label } from '../../../core/index.ts';
import { conflict } from '../errors.ts';

/** What a new order takes from the one it is based on. */
const HEADER = [
  'interest_id', 'counterparty_id', 'organization_id', 'warehouse_id', 'consignee_id', 'agreement_id', 'macbuild_number', 'macro_sector_id', 'micro_sector_id', 'delivery_term', 'delivery_term_unit',
  'available_in_stock', 'delivery_method', 'delivery_address', 'contact_person_id', 'currency_id', 'prices_include_vat', 'priority',
];
const LINE = 'product_id, description, quantity, unit_id, price, discount_pct, vat_rate_id, macbuild_line_no';

async function basisOf(uow: UnitOfWork, order: EntityRow): Promise<Record<string, unknown>> {
  const filled = (row: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await uow.query<Record<string, unknown>>(sql, [order.id])).map(filled);
  return {
    ...filled(Object.fromEntries(HEADER.map((name) => [name, order[name] ?? null]))),
    lines: await rows(`select ${LINE} from crm_customer_order_line where order_id = $1 and not is_unmatched order by line_no`),
    extra_costs: await rows('select kind, amount, charged_to_client, note from crm_order_extra_cost where order_id = $1 order by created_at, id'),
    payment_schedule: await rows('select stage_kind, share_pct, shift_days from crm_payment_schedule_line where order_id = $1 order by line_no'),
  };
}

interface Reissue {
  /** Columns and sections of the new order that differ from the old one. */
  readonly with?: Record<string, unknown>;
  /** False leaves the old order to be cancelled later by hand. Default true. */
  readonly cancel?: boolean;
}

/**
 * «Создать на основании»: a refused offer is entered anew with what the old order says and what has changed; the old one is cancelled as reissued, so
 * that the deal is not lost. @throws ConflictError crm.order_shipped, crm.order_replaced
 */
export const reissueOrder = defineRoute<Reissue>({
  method: 'POST',
  path: '/api/crm/customer-orders/:id/reissue',
  permission: 'order.create',
  summary: label('Перевыставить заказ: новый на основании старого', 'Reissue an order: a new one based on the old'),
  body: { type: 'object', additionalProperties: false, properties: { with: { type: 'object' }, cancel: { type: 'boolean' } } },
  handle: async (request) => request.write(async (uow) => {
    const id = request.params['id'] ?? '';
    const engine = ProcessEngine.of(uow);
    const { row: order } = await engine.store.lock({ entity: 'crm.customer_order', id });
    const shipped = await uow.query('select 1 from crm_customer_order_line where order_id = $1 and shipped_qty > 0 limit 1', [id]);
    if (shipped.length > 0) throw conflict('crm.order_shipped');
    const basis = await basisOf(uow, order);
    // The new order stands before the old one goes, or the deal would be without a live order for a moment.
    const next = await createRecord(uow, 'crm.customer_order', { ...basis, ...request.body.with, replaced_order_id: id });
    if (request.body.cancel !== false && order['status'] !== 'cancelled') {
      const [reason] = await uow.query<{ id: string }>('select id from crm_refusal_reason where is_reissue and not deletion_mark limit 1');
      await engine.send({ entity: 'crm.customer_order', id }, 'order.cancelled', { cancel_reason_id: reason?.id });
    }
    return { status: 201, body: { data: { id: next.id, number: next['number'], version: next.version, replaced_order_id: id } } };
  }, { engine: true }),
});

const CHAIN_SQL = `
  with recursive earlier as (
    select id, replaced_order_id from crm_customer_order where id = $1
    union select o.id, o.replaced_order_id from crm_customer_order o join earlier e on o.id = e.replaced_order_id
  ), whole as (
    select id, 1 as place from earlier where replaced_order_id is null
    union select o.id, w.place + 1 from crm_customer_order o join whole w on o.replaced_order_id = w.id
  )
  select o.id, o.number, o.date, o.status, o.total, o.replaced_order_id, o.cancelled_at, r.name_ru as cancel_reason_ru, r.name_en as cancel_reason_en, v.id as invoice_id, v.state as invoice_state,
         (select max(version_no) from crm_commercial_offer f where f.order_id = o.id) as offer_version
    from whole join crm_customer_order o on o.id = whole.id left join crm_refusal_reason r on r.id = o.cancel_reason_id left join crm_invoice v on v.order_id = o.id
   order by whole.place, o.date, o.number`;

/** Every order of a chain of reissues, from the first to the one that lives. */
export const orderChain = defineRoute({
  method: 'GET',
  path: '/api/crm/customer-orders/:id/chain',
  permission: 'signed_in',
  summary: label('Цепочка перевыставленных заказов', 'Chain of reissued orders'),
  async handle(request) {
    const rows = await request.read((uow) => uow.query(CHAIN_SQL, [request.params['id']]));
    if (rows.length === 0) throw new NotFoundError();
    return { body: { data: rows } };
  },
});
