import type { ImporterDefinition } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';
import { receiveLetter } from '../services/receive-letter.ts';

/** Makes an inquiry of a letter in a file. The letter has transactions of its own beside the importer's, since a refused one is kept in a second one. */
export const letterImporter: ImporterDefinition = {
  id: 'mail.letter',
  label: label('Письмо (.eml)', 'Letter (.eml)'),
  permission: 'inquiry.process',
  accept: ['.eml', 'message/rfc822'],
  run: async ({ content }, { uow, dryRun }) => ({ ...(await receiveLetter((work) => uow.company.write(uow.actor, work, { dryRun }), content)) }),
};
