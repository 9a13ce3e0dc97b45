import { defineProcess, label } from '../../../core/index.ts';
import { INQUIRY_STATES } from '../enums/index.ts';
import { REFUSAL_REASON, reference, text } from './needs.ts';
import { statesOf } from './states.ts';

const PROCESSED = { 'core.set': { processed_at: 'now', processed_by: { var: 'actor.id' } } };

/** An inquiry until it is bound to an interest or rejected; R-01 says what is possible. @see 001 §2.1 */
export const inquiryProcess = defineProcess({
  id: 'crm.inquiry',
  label: label('Обращение (лид)', 'Inquiry'),
  regions: { state: { field: 'state', initial: 'unprocessed', states: statesOf(INQUIRY_STATES, { final: ['linked', 'rejected'] }) } },
  transitions: {
    'IQ-01': { from: 'start', on: 'inquiry.received', to: 'unprocessed', label: label('Зарегистрировать обращение', 'Register the inquiry'), source: '001 §2.1' },
    'IQ-02': {
      from: ['unprocessed'], on: 'inquiry.converted', to: 'converted', label: label('Создать интерес', 'Create an interest'), by: ['sales_manager'], permission: 'interest.create',
      needs: {
        service_type_id: reference('Тип услуги', 'Service type', 'crm.service_type'),
        partner_id: reference('Клиент', 'Partner', 'crm.partner', false),
        contact_name: text('ФИО', 'Contact name', { maxLength: 250 }),
        company_name: text('Компания', 'Company', { maxLength: 200 }),
        interest_type_id: reference('Тип сделки', 'Deal type', 'crm.interest_type', false),
        title: text('Наименование', 'Title', { maxLength: 250 }),
        expected_revenue: { label: label('Выручка', 'Expected revenue'), schema: { type: 'string', format: 'decimal', scale: 2, decimalMinimum: '0' } },
      },
      effects: [PROCESSED, 'crm.convert_inquiry'], source: '001 §2.1',
    },
    'IQ-03': {
      from: ['unprocessed'], on: 'inquiry.linked', to: 'linked', label: label('Связать с интересом', 'Link to an interest'), by: ['sales_manager'], permission: 'interest.link',
      needs: { interest_id: reference('Интерес', 'Interest', 'crm.interest') },
      effects: [PROCESSED, 'crm.link_inquiry'], source: '001 §2.1',
    },
    'IQ-04': {
      from: ['unprocessed'], on: 'inquiry.rejected', to: 'rejected', label: label('Отклонить', 'Reject'), by: ['sales_manager'], permission: 'inquiry.process',
      needs: { refusal_reason_id: REFUSAL_REASON },
      when: [{ logic: { '!!': [{ var: ['event.refusal_reason_id', null] }] }, code: 'refusal_reason_required', message: label('Выберите причину отказа.', 'Choose the refusal reason.') }],
      effects: [PROCESSED, { 'core.set': { refusal_reason_id: { var: 'event.refusal_reason_id' } } }, 'crm.check_refusal_reason'], source: '001 §2.1',
    },
    'IQ-05': {
      from: ['converted'], on: 'interest.rejected', to: 'rejected', label: label('Интерес отклонён', 'Interest rejected'),
      effects: [{ 'core.set': { refusal_reason_id: { var: 'event.refusal_reason_id' } } }], source: '001 §2.1',
    },
  },
});
