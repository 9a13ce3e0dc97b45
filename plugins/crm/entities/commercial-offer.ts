import { defineEntity, field, label } from '../../../core/index.ts';
import { OFFER_RESPONSES } from '../enums/index.ts';

/**
 * One printed version of an order's offer, with how it was sent and answered; printing makes it, sending and the answer are events.
 * @see 001 §2.3–2.4; 003 L33
 */
export const CommercialOffer = defineEntity({
  id: 'crm.commercial_offer',
  kind: 'record',
  label: { one: label('Коммерческое предложение (КП, ТКП)', 'Commercial offer'), many: label('Коммерческие предложения', 'Commercial offers') },
  path: 'commercial-offers',
  permissions: { create: 'offer.print', update: 'offer.print' },
  owner: 'manager_id',
  title: 'version_no',
  unique: [['order_id', 'version_no']],
  indexes: [['response', 'sent_at'], ['approval_id'], ['manager_id']],
  checks: { version_positive: 'version_no > 0' },
  fields: {
    order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { required: true, writable: 'create' }),
    version_no: field.integer(label('Версия', 'Version'), { required: true, writable: 'system', default: 1 }),
    manager_id: field.reference(label('Менеджер', 'Manager'), 'core.user', { writable: 'system' }),
    printed_document_id: field.reference(label('Файл КП', 'Offer file'), 'core.printed_document', { required: true, writable: 'create' }),
    approval_id: field.reference(label('Внутреннее согласование', 'Internal approval'), 'core.approval', { writable: 'system' }),
    sent_at: field.datetime(label('Отправлено', 'Sent at'), { writable: 'system' }),
    interaction_id: field.reference(label('Исходящее письмо', 'Outgoing letter'), 'crm.interaction', { writable: 'system' }),
    valid_until: field.date(label('Действительно до', 'Valid until')),
    response: field.enumeration(label('Ответ клиента', 'Client’s response'), OFFER_RESPONSES, {
      required: true, writable: 'system', default: 'none',
    }),
    response_at: field.datetime(label('Дата ответа', 'Response date'), { writable: 'system' }),
    response_comment: field.text(label('Замечания клиента', 'Client’s remarks')),
  },
});

export type CommercialOfferRow = InstanceType<typeof CommercialOffer>;
