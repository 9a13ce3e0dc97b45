import { defineProcess, label } from '../../../core/index.ts';

/** A notice that the goods of an order have come: prepared with their sizes, then sent to the client. */
export const arrivalNoticeProcess = defineProcess({
  id: 'warehouse.arrival_notice',
  label: label('Уведомление о поступлении', 'Arrival notice'),
  parent: { entity: 'crm.customer_order', via: 'order_id' },
  regions: {
    state: {
      field: 'state',
      initial: 'draft',
      label: label('Состояние', 'State'),
      states: { draft: { label: label('Подготовлено', 'Prepared') }, sent: { label: label('Отправлено', 'Sent'), final: true } },
    },
  },
  transitions: {
    'AN-01': {
      from: 'start',
      on: 'arrival_notice.created',
      to: 'draft',
      by: ['warehouse_head'],
      permission: 'arrival_notice.print',
      label: label('Подготовить уведомление', 'Prepare the notice'),
    },
    'AN-02': {
      from: ['draft'],
      on: 'arrival_notice.sent',
      to: 'sent',
      by: ['warehouse_head'],
      permission: 'arrival_notice.send',
      label: label('Отправить клиенту', 'Send to the client'),
      effects: [{ 'core.set': { sent_at: 'now' } }, 'warehouse.print_arrival_notice'],
    },
  },
});
