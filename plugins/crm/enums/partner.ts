import { enumeration } from '../../../core/index.ts';

/** What a partner is to the company; one partner may be several at once. @see 001 §1.3; 002 L80 */
export const PARTNER_RELATION_KINDS = enumeration([
  ['client', 'Клиент', 'Client'],
  ['supplier', 'Поставщик', 'Supplier'],
  ['competitor', 'Конкурент', 'Competitor'],
  ['carrier', 'Перевозчик', 'Carrier'],
  ['dealer', 'Дилер', 'Dealer'],
  ['wholesale_buyer', 'Оптовый покупатель', 'Wholesale buyer'],
  ['other', 'Прочие отношения', 'Other'],
]);

/** States of a partner: potential until its registration (P2.2). @see 001 §2.1–2.2 */
export const PARTNER_LIFECYCLES = enumeration([
  ['potential', 'Потенциальный клиент', 'Potential client'],
  ['registered', 'Зарегистрирован', 'Registered client'],
  ['blocked', 'Работа прекращена', 'Blocked'],
]);

/** Legal form; decides which requisites are obligatory and checked. @see 001 §1.3 */
export const LEGAL_FORMS = enumeration([
  ['legal_entity', 'Юридическое лицо', 'Legal entity'],
  ['individual', 'Физическое лицо', 'Individual'],
  ['entrepreneur', 'Индивидуальный предприниматель', 'Sole proprietor'],
  ['foreign', 'Нерезидент', 'Non-resident'],
]);

/** Whether the requisites of a counterparty were verified and approved; moved by the approval process. @see 001 §3.1 */
export const COUNTERPARTY_APPROVAL_STATES = enumeration([
  ['not_approved', 'Не одобрен', 'Not approved'],
  ['approved', 'Одобрен', 'Approved'],
]);

/** Qualification of a prospect or a deal, best first. @see 004 L77 */
export const PROSPECT_CATEGORIES = enumeration([
  ['a', 'А', 'A'],
  ['b', 'Б', 'B'],
  ['c', 'В', 'C'],
]);
