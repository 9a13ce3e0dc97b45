import { defineEffect, label } from '../../../core/index.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

/** Brings the mark «Просрочен» of an invoice in line with today. */
export const markOverdue = defineEffect({
  id: 'crm.mark_overdue', label: label('Отметить просрочку счёта', 'Mark an invoice as overdue'), params: NOTHING, entity: 'crm.invoice',
  // The mark is computed in every save; there is nothing else to write.
  run: async (_params, { item, update }) => void (await update('crm.invoice', item.id, {})),
});

/** Closes an agreement whose term is over. */
export const closeAgreement = defineEffect({
  id: 'crm.close_agreement', label: label('Закрыть истёкшее соглашение', 'Close an expired agreement'), params: NOTHING, entity: 'crm.agreement',
  run: async (_params, { item, send }) => void (await send('crm.agreement', item.id, 'agreement.closed', {}, { optional: true })),
});
