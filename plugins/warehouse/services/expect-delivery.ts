import { ConflictError, InvalidError } from '../../../core/index.ts';
import type { DecimalString, EffectContext, EntityRow } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

/** One line of an announced invoice. `quantity`, `price`: decimal strings, the price in the invoice's currency. */
export interface ExpectedGoods {
  /** Id of the line where it was written; receipt lines carry it back. */
  readonly source_line_id: string;
  readonly product_id: string;
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  /** Client's order line the goods were bought for; without it they come for stock. */
  readonly customer_order_line_id?: string | null;
  readonly hs_code?: string | null;
}

/** One supplier's invoice of an announced delivery. `date`: 'YYYY-MM-DD'. `currency`: id of a `crm.currency`, or its letters such as `EUR`. */
export interface AnnouncedInvoice {
  readonly source_id: string;
  readonly number: string;
  readonly date: string;
  readonly currency: string;
  readonly lines: readonly ExpectedGoods[];
  /** Its share of packing and freight in its currency; default 0. */
  readonly extra_cost?: DecimalString;
}

/** Goods that will come, as whoever ordered them knows it. */
export interface DeliveryAnnouncement {
  /** The document that brings them: its entity, id and the number people call it by. */
  readonly source: { readonly entity: string; readonly id: string; readonly number: string };
  readonly warehouse_id: string;
  readonly supplier_id?: string | null;
  readonly invoices: readonly AnnouncedInvoice[];
  readonly customs_required: boolean;
  /** True when the goods are at the warehouse already. */
  readonly arrived?: boolean;
}

/** What an announcement is written with: an effect's context, or the same verbs made from a route's unit of work. */
export type DeliveryWriter = Pick<EffectContext, 'uow' | 'create' | 'update'>;

type SourceRef = Pick<DeliveryAnnouncement['source'], 'entity' | 'id'>;

interface StoredDelivery {
  readonly id: string;
  readonly arrived_at: Date | null;
  readonly in_work: boolean;
}

async function stored(ctx: DeliveryWriter, source: SourceRef): Promise<StoredDelivery | undefined> {
  const [row] = await ctx.uow.query<StoredDelivery>(
    `select d.id, d.arrived_at,
       exists (select 1 from warehouse_packing_list p where p.delivery_id = d.id)
         or exists (select 1 from warehouse_goods_receipt r where r.delivery_id = d.id) as in_work
     from warehouse_expected_delivery d where d.source_entity = $1 and d.source_id = $2 for update`,
    [source.entity, source.id],
  );
  return row;
}

async function currencyIds(ctx: DeliveryWriter, invoices: readonly AnnouncedInvoice[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(invoices.map((one) => one.currency))];
  const rows = await ctx.uow.query<{ id: string; code: string }>(`select id, iso_code as code from crm_currency where id::text = any($1::text[]) or iso_code = any($1::text[])`, [wanted]);
  const found = new Map(rows.flatMap((row) => [[row.id, row.id], [row.code, row.id]] as const));
  for (const [index, one] of invoices.entries()) {
    if (found.has(one.currency)) continue;
    const message = warehouseErrors['warehouse.currency_unknown'];
    throw new InvalidError('warehouse.currency_unknown', message, { errors: [{ pointer: `/invoices/${index}/currency`, code: 'warehouse.currency_unknown', message }] });
  }
  return found;
}

/** Removes the announced invoices, so that they can be written anew. Nothing refers to them yet. */
async function forget(ctx: DeliveryWriter, deliveryId: string): Promise<void> {
  await ctx.uow.query(`delete from warehouse_expected_line l using warehouse_expected_invoice i where i.id = l.invoice_id and i.delivery_id = $1`, [deliveryId]);
  await ctx.uow.query(`delete from warehouse_expected_invoice where delivery_id = $1`, [deliveryId]);
}

function inWork(announcement: { readonly source: SourceRef & { readonly number?: string } }): ConflictError {
  return new ConflictError('warehouse.delivery_in_work', warehouseErrors['warehouse.delivery_in_work'], { params: { number: announcement.source.number ?? announcement.source.id } });
}

/**
 * Records what a delivery is expected to bring; packing lists are compared with it and receipts are made from it, one for each invoice. Said again for the
 * same source it replaces what was said before, as long as nothing of it was counted or received. Answers the row `warehouse.expected_delivery`.
 * @throws ConflictError warehouse.delivery_in_work, InvalidError warehouse.currency_unknown
 * @see «Автоматизация полного цикла продажи», §4.3
 */
export async function expectDelivery(ctx: DeliveryWriter, announcement: DeliveryAnnouncement): Promise<EntityRow> {
  const { source, invoices } = announcement;
  const present = await stored(ctx, source);
  if (present?.in_work === true) throw inWork(announcement);
  const currencies = await currencyIds(ctx, invoices);
  const header = {
    source_number: source.number, warehouse_id: announcement.warehouse_id, supplier_id: announcement.supplier_id ?? null, customs_required: announcement.customs_required,
    withdrawn_at: null, arrived_at: present?.arrived_at ?? (announcement.arrived === true ? ctx.uow.now : null),
  };
  if (present !== undefined) await forget(ctx, present.id);
  const row = present === undefined
    // A delivery entered by hand is its own source.
    ? await ctx.create('warehouse.expected_delivery', { ...(source.entity === 'warehouse.expected_delivery' ? { id: source.id } : {}), source_entity: source.entity, source_id: source.id, ...header })
    : await ctx.update('warehouse.expected_delivery', present.id, header);
  for (const invoice of invoices) {
    await ctx.create('warehouse.expected_invoice', {
      delivery_id: row.id, source_id: invoice.source_id, number: invoice.number, date: invoice.date, currency_id: currencies.get(invoice.currency), extra_cost: invoice.extra_cost ?? '0',
      lines: invoice.lines.map(({ customer_order_line_id: orderLineId, hs_code: hsCode, ...line }) => ({ ...line, order_line_id: orderLineId ?? null, hs_code: hsCode ?? null })),
    });
  }
  return row;
}

/** Notes that the goods of a source have come, which a receipt waits for. Said again it changes nothing; an unknown source is passed over. */
export async function deliveryArrived(ctx: DeliveryWriter, source: SourceRef): Promise<void> {
  const present = await stored(ctx, source);
  if (present === undefined || present.arrived_at !== null) return;
  await ctx.update('warehouse.expected_delivery', present.id, { arrived_at: ctx.uow.now });
}

/** Notes that the goods of a source will not come. @throws ConflictError warehouse.delivery_in_work once something of it was counted or received */
export async function withdrawDelivery(ctx: DeliveryWriter, source: SourceRef): Promise<void> {
  const present = await stored(ctx, source);
  if (present === undefined) return;
  if (present.in_work) throw inWork({ source });
  await ctx.update('warehouse.expected_delivery', present.id, { withdrawn_at: ctx.uow.now });
}
