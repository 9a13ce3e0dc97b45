import { enumeration } from '../../../core/index.ts';

/** What a state register said about a counterparty. @see 001 §3.1; 002 L102–105 */
export const REGISTRY_RESULTS = enumeration([
  ['ok', 'Совпадает', 'Matches'],
  ['mismatch', 'Есть расхождения', 'Differs'],
  ['not_found', 'Не найден', 'Not found'],
  ['unreliable', 'Признаки недобросовестности', 'Unreliable'],
]);
