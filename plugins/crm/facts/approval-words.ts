import type { Label, UnitOfWork } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';

/** Why an offer needs consent, in words. @see 003 L60 */
const REASONS: Readonly<Record<string, Label>> = {
  amount: label('сумма', 'amount'),
  items: label('состав: регламентируемые позиции', 'regulated items'),
  new_manager: label('новый менеджер', 'new manager'),
  supervised_manager: label('менеджер под контролем', 'supervised manager'),
  margin_unknown: label('маржа неизвестна', 'margin unknown'),
  negative_margin: label('сделка в минусе', 'deal in the red'),
  low_margin: label('маржа ниже минимальной', 'margin below the minimum'),
  agreement_deviation: label('отступление от соглашения', 'departure from the agreement'),
};

const words = (codes: readonly string[], named: (code: string) => Label | undefined): Label => ({
  ru: codes.map((code) => named(code)?.ru ?? code).join(', '),
  en: codes.map((code) => named(code)?.en ?? code).join(', '),
});

/** Who must consent and why, for the message that refuses to post. */
export function approvalWords(uow: UnitOfWork, approvers: readonly string[], reasons: readonly string[]): Readonly<Record<string, string>> {
  const who = words(approvers, (code) => uow.company.regulation.roles.get(code)?.label);
  const why = words(reasons, (code) => REASONS[code]);
  return { who_ru: who.ru, who_en: who.en, why_ru: why.ru, why_en: why.en };
}
