import { defineEntity, field, label } from '../../../core/index.ts';
import { NOTICE_STATES } from './enums.ts';

/**
 * A letter to the client that the goods of an order are in stock, with the sizes a carrier needs.
 * `printed_document_id`: the file as sent, made when it is; sizes may be corrected before. `interaction_id`: the letter itself.
 * @see «Автоматизация полного цикла продажи», §5.1
 */
export const ArrivalNotice = defineEntity({
  id: 'warehouse.arrival_notice',
  kind: 'record',
  label: { one: label('Уведомление о поступлении', 'Arrival notice'), many: label('Уведомления о поступлении', 'Arrival notices') },
  path: 'arrival-notices',
  fields: {
    order_id: field.reference(label('Заказ клиента', 'Customer order'), 'crm.customer_order', { required: true, writable: 'create', indexed: true }),
    printed_document_id: field.reference(label('Файл', 'File'), 'core.printed_document', { writable: 'system' }),
    state: field.enumeration(label('Состояние', 'State'), NOTICE_STATES, { required: true, writable: 'system', default: 'draft' }),
    sent_at: field.datetime(label('Отправлено', 'Sent at'), { writable: 'system' }),
    interaction_id: field.reference(label('Письмо', 'Letter'), 'crm.interaction'),
  },
  permissions: { create: 'arrival_notice.print', update: 'arrival_notice.print' },
  title: 'order_id',
  sections: { lines: { entity: 'warehouse.arrival_notice_line', via: 'notice_id', label: label('Позиции', 'Items') } },
});
export type ArrivalNoticeRow = InstanceType<typeof ArrivalNotice>;
