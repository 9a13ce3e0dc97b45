import type { Condition } from '../../../core/index.ts';
import { defineProcess, label } from '../../../core/index.ts';
import { OFFER_RESPONSES } from '../enums/index.ts';
import { reference, text } from './needs.ts';
import { statesOf } from './states.ts';

const CURRENT: readonly Condition[] = [
  { logic: { '!=': [{ var: 'order_status' }, 'cancelled'] }, code: 'crm.order_cancelled', message: label('Заказ отменён.', 'The order is cancelled.') },
  { logic: { '==': [{ var: 'version_no' }, { var: 'latest_version' }] }, code: 'crm.offer_superseded', message: label('Есть более новая версия КП.', 'There is a newer version of the offer.') },
];
const SENT: Condition = { logic: { '!=': [{ var: 'sent_at' }, null] }, code: 'crm.offer_not_sent', message: label('КП ещё не отправлено клиенту.', 'The offer has not been sent to the client yet.') };

/** One version of an offer: printed, sent, answered. @see 001 §2.3–2.4 */
export const commercialOfferProcess = defineProcess({
  id: 'crm.commercial_offer',
  label: label('Коммерческое предложение', 'Commercial offer'),
  parent: { entity: 'crm.customer_order', via: 'order_id' },
  regions: { response: { field: 'response', initial: 'none', states: statesOf(OFFER_RESPONSES, { final: ['accepted', 'rejected'] }) } },
  transitions: {
    'OF-01': { from: 'start', on: 'offer.printed', to: 'none', label: label('Напечатать КП', 'Print the offer'), source: '001 §2.3' },
    'OF-02': {
      from: ['none'], on: 'offer.sent', to: '=', label: label('Отправить КП', 'Send the offer'), by: ['sales_manager'], permission: 'offer.send',
      needs: { interaction_id: reference('Исходящее письмо', 'Outgoing letter', 'crm.interaction', false) },
      when: CURRENT, effects: [{ 'core.set': { sent_at: 'now', interaction_id: { var: 'event.interaction_id' } } }, 'crm.expect_answer'], source: '001 §2.3',
    },
    'OF-03': {
      from: ['none'], on: 'offer.accepted', to: 'accepted', label: label('КП принято', 'Offer accepted'), by: ['sales_manager'], permission: 'offer.send',
      needs: { response_comment: text('Комментарий клиента', 'Client’s comment') },
      when: [SENT, ...CURRENT], effects: [{ 'core.set': { response_at: 'now', response_comment: { var: 'event.response_comment' } } }, 'crm.accept_offer'], source: '001 §2.4',
    },
    'OF-04': {
      from: ['none'], on: 'offer.rejected', to: 'rejected', label: label('КП не согласовано', 'Offer not accepted'), by: ['sales_manager'], permission: 'offer.send',
      needs: { comment: text('Замечания клиента', 'Client’s remarks', { required: true }) },
      when: [SENT], effects: [{ 'core.set': { response_at: 'now', response_comment: { var: 'event.comment' } } }], source: '001 §2.4',
    },
  },
});
