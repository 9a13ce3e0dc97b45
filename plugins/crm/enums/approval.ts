import { enumeration } from '../../../core/index.ts';

/** How an internal approval stands. @see 001 §3.1; 000 L100 */
export const APPROVAL_STATES = enumeration([
  ['pending', 'На согласовании', 'Pending'],
  ['approved', 'Согласовано', 'Approved'],
  ['returned', 'На корректировке', 'Returned for correction'],
  ['rejected', 'Не согласовано', 'Rejected'],
  ['withdrawn', 'Отозвано', 'Withdrawn'],
]);
