import type { LegalForm } from './requisite-problem.ts';

/** The requisites a contract and an approval need; empty text counts as absent. */
export interface CounterpartyRequisites {
  readonly legal_form: LegalForm;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly legal_address: string | null;
  readonly contract_kind: string | null;
}

/**
 * Names of what is still missing, empty when the requisites are complete (computed field `requisites_complete`, KPI 2.2a). `kpp` is due
 * from organizations only, `inn` from everyone but foreigners; `bank_account` and `contact_person` stand for empty lists.
 */
export function requisitesComplete(
  counterparty: CounterpartyRequisites,
  accounts: readonly unknown[],
  contacts: readonly unknown[],
): string[] {
  const due: (keyof CounterpartyRequisites)[] = ['legal_address', 'contract_kind'];
  if (counterparty.legal_form === 'legal_entity') due.unshift('kpp');
  if (counterparty.legal_form !== 'foreign') due.unshift('inn');
  const missing: string[] = due.filter((field) => !counterparty[field]?.trim());
  if (accounts.length === 0) missing.push('bank_account');
  if (contacts.length === 0) missing.push('contact_person');
  return missing;
}
