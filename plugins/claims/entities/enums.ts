import { enumeration } from '../../../core/index.ts';

/** What became of a claim; the last four close it. @see 002 L121, L137, L161–162 */
export const CLAIM_STATES = enumeration([
  ['registered', 'Зарегистрирована', 'Registered'],
  ['in_progress', 'Обрабатывается', 'In progress'],
  ['satisfied', 'Удовлетворена', 'Satisfied'],
  ['partially_satisfied', 'Удовлетворена частично', 'Partially satisfied'],
  ['not_satisfied', 'Не удовлетворена', 'Not satisfied'],
  ['withdrawn', 'Отозвана', 'Withdrawn'],
]);

/** Who the claimant is to the company. @see 002 L139 */
export const CLAIMANT_KINDS = enumeration([
  ['client', 'Клиент', 'Client'],
  ['supplier', 'Поставщик', 'Supplier'],
  ['competitor', 'Конкурент', 'Competitor'],
  ['dealer', 'Дилер', 'Dealer'],
  ['other', 'Прочие', 'Other'],
]);

/** Whether an activity of the plan is done. @see 002 L147 */
export const PLAN_ITEM_STATES = enumeration([
  ['planned', 'Запланировано', 'Planned'],
  ['done', 'Выполнено', 'Done'],
  ['skipped', 'Не потребовалось', 'Not needed'],
]);
