import { defineEffect, label, notifyPeople } from '../../../core/index.ts';
import type { EffectContext } from '../../../core/index.ts';
import { addCalendarDays } from '../../crm/index.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

interface Promised {
  readonly id: string;
  readonly number: string;
  readonly manager_id: string;
  readonly promised_date: string | null;
}

/** Customer orders that wait for goods of this supplier order. */
async function waitingOrders(ctx: EffectContext): Promise<Promised[]> {
  return ctx.uow.query<Promised>(
    `select distinct o.id, o.number, o.manager_id, o.promised_date from crm_customer_order o join crm_customer_order_line l on l.order_id = o.id
     where o.status = 'to_execute' and (l.id in (select customer_order_line_id from supply_supplier_order_line where supplier_order_id = $1)
       or l.id in (select a.customer_order_line_id from supply_incoming_allocation a join supply_supplier_order_line n on n.id = a.supplier_order_line_id where n.supplier_order_id = $1 and a.released_at is null))
     order by o.id`,
    [ctx.item.id],
  );
}

/**
 * SO-03, SO-04: writes what the producer has promised. Without a ready date the usual term counts (`supplier_ready_days` from today). The date promised to
 * the client is proposed anew as ready date + `supplier_transit_days`; when it is later than promised, the manager is told and has to confirm it.
 * With `promise_from_acknowledgement: set` it is written at once.
 */
export const registerAcknowledgement = defineEffect({
  id: 'supply.register_acknowledgement',
  label: label('Внести конферму', 'Register the acknowledgement'),
  params: NOTHING,
  entity: 'supply.supplier_order',
  async run(_params, ctx) {
    const { data, item, uow, regulation: { parameters } } = ctx;
    const readyDate = typeof data['ready_date'] === 'string' ? data['ready_date'] : addCalendarDays(uow.today, Number(parameters['supplier_ready_days'] ?? 42));
    const proposed = addCalendarDays(readyDate, Number(parameters['supplier_transit_days'] ?? 14));
    const orders = await waitingOrders(ctx);
    const changed = orders.filter((order) => order.promised_date !== proposed);
    const later = changed.filter((order) => order.promised_date === null || proposed > order.promised_date);
    const atOnce = parameters['promise_from_acknowledgement'] === 'set';
    await ctx.update(item.entity, item.id, {
      acknowledgement_number: data['acknowledgement_number'],
      acknowledgement_date: data['acknowledgement_date'] ?? uow.today,
      ready_date: readyDate,
      proposed_promise: changed.length === 0 || atOnce ? null : proposed,
    });
    if (atOnce) for (const order of changed) await promise(ctx, order.id, order.promised_date, proposed);
    for (const order of later) {
      await notifyPeople(ctx, {
        text: label(
          `Заказ ${order.number}: поставщик обещает товар {ready_date}, у клиента он будет ${russianDate(proposed)} — позже обещанного (${order.promised_date === null ? '—' : russianDate(order.promised_date)})`,
          `Order ${order.number}: the supplier has the goods ready on {ready_date}, the client gets them on ${proposed}, later than promised (${order.promised_date ?? '—'})`,
        ),
        userIds: [order.manager_id],
        subject: { entity: 'crm.customer_order', id: order.id },
        key: `${item.id}:${readyDate}`,
      });
    }
  },
});

function russianDate(date: string): string {
  return date.split('-').reverse().join('.');
}

/** A promise also moves the next date of the order, as long as that was the old promise. */
async function promise(ctx: EffectContext, orderId: string, before: string | null, date: string): Promise<void> {
  const order = await ctx.lock('crm.customer_order', orderId);
  const follows = order['client_status'] === 'awaiting_supply' && ((order['event_date'] ?? null) === null || order['event_date'] === before);
  await ctx.update('crm.customer_order', orderId, { promised_date: date, ...(follows ? { event_date: date } : {}) });
}

/** The manager confirms the proposed date, or gives another one: the client's orders are promised it. */
export const acceptPromise = defineEffect({
  id: 'supply.accept_promise',
  label: label('Подтвердить обещанную дату', 'Accept the promised date'),
  params: NOTHING,
  entity: 'supply.supplier_order',
  async run(_params, ctx) {
    const date = String(ctx.data['promised_date'] ?? ctx.item.row['proposed_promise']);
    for (const order of await waitingOrders(ctx)) await promise(ctx, order.id, order.promised_date, date);
    await ctx.update(ctx.item.entity, ctx.item.id, { proposed_promise: null });
  },
});
