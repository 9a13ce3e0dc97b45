import { enumeration } from '../../entity/index.ts';

/** Formats a form can be printed in. */
export const FILE_FORMATS = enumeration([
  ['docx', 'DOCX', 'DOCX'],
  ['xlsx', 'XLSX', 'XLSX'],
  ['pdf', 'PDF', 'PDF'],
]);
