export { checkBik, checkCorrespondentAccount, checkSettlementAccount } from './bank-numbers.ts';
export type { LegalForm, RequisiteProblem } from './requisite-problem.ts';
export { requisitesComplete } from './requisites-complete.ts';
export type { CounterpartyRequisites } from './requisites-complete.ts';
export { checkInn, checkKpp, checkOgrn, checkOkpo } from './tax-numbers.ts';
