import type { ImporterDefinition } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';
import { importStatement } from '../services/import-statement.ts';

/** Drafts payments from a bank statement in a file of 1C's exchange with client-bank programs. */
export const statementImporter: ImporterDefinition = {
  id: 'accounting.bank_statement',
  label: label('Банковская выписка (1CClientBankExchange)', 'Bank statement (1CClientBankExchange)'),
  permission: 'payment.create',
  accept: ['.txt', 'text/plain'],
  run: async (file, { uow }) => ({ ...(await importStatement(uow, file)) }),
};
