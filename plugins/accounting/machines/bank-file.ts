import { POSTING_REGION, defineProcess, label } from '../../../core/index.ts';

/** A file of payment orders is made once and stays as it left; a request the bank refused goes into another. */
export const bankFileProcess = defineProcess({
  id: 'accounting.bank_file',
  label: label('Файл платежных поручений', 'File of payment orders'),
  regions: { posting: { ...POSTING_REGION, initial: 'posted', states: { posted: { label: label('Сформирован', 'Made'), final: true } } } },
  transitions: {
    'BF-01': {
      from: 'start', on: 'bank_file.created', to: 'posted', by: ['accountant'], permission: 'payment_request.export',
      label: label('Сформировать файл для банка', 'Make the file for the bank'), effects: ['accounting.write_bank_file'],
    },
  },
});
