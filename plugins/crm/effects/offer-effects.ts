import { addCalendarDays } from '../pricing/index.ts';
import { defineEffect, label } from '../../../core/index.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

/** An offer was sent: an answer is expected in `offer_answer_days`. */
export const expectAnswer = defineEffect({
  id: 'crm.expect_answer', label: label('Ожидать ответ на КП', 'Expect an answer to the offer'), params: NOTHING, entity: 'crm.commercial_offer',
  async run(_params, { item, uow, regulation, update }) {
    const days = Number(regulation.parameters['offer_answer_days'] ?? 5);
    await update('crm.customer_order', String(item.row['order_id']), { event_date: addCalendarDays(uow.today, days) });
  },
});

/** The client accepted: the order remembers when, and nothing is due until it is released. */
export const acceptOffer = defineEffect({
  id: 'crm.accept_offer', label: label('Отметить согласие клиента в заказе', 'Note the client’s consent in the order'), params: NOTHING, entity: 'crm.commercial_offer',
  async run(_params, { item, now, update }) {
    await update('crm.customer_order', String(item.row['order_id']), { offer_accepted_at: now, event_date: null });
  },
});
