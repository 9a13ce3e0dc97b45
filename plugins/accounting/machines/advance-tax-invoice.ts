import { POSTING_REGION, defineProcess, label } from '../../../core/index.ts';
import { MONTH_OPEN } from './month-open.ts';

/** A tax invoice on an advance: drawn up with the payment, issued by the accountant, cancelled with the payment it was drawn up for. */
export const advanceTaxInvoiceProcess = defineProcess({
  id: 'accounting.advance_tax_invoice',
  label: label('Счет-фактура на аванс', 'Advance tax invoice'),
  regions: { posting: POSTING_REGION },
  transitions: {
    'AT-01': {
      from: 'start',
      on: 'advance_tax_invoice.created',
      to: 'draft',
      by: ['accountant'],
      permission: 'advance_tax_invoice.issue',
      label: label('Составить счет-фактуру', 'Draw up a tax invoice'),
    },
    'AT-02': {
      from: ['draft'],
      on: 'advance_tax_invoice.issued',
      to: 'posted',
      by: ['accountant'],
      permission: 'advance_tax_invoice.issue',
      label: label('Выставить', 'Issue'),
      when: [MONTH_OPEN],
    },
    'AT-03': { from: ['draft', 'posted'], on: 'advance_tax_invoice.cancelled', to: 'cancelled', label: label('Отменить', 'Cancel'), when: [MONTH_OPEN] },
  },
});
