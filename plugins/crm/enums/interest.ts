import { enumeration } from '../../../core/index.ts';

/** States of an interest in the order of the board; `in_progress` belongs to the mode without stages. @see 001 §2.1–6.1 */
export const INTEREST_STATES = enumeration([
  ['primary_interest', 'Первичный интерес', 'Primary interest'],
  ['offer_preparation', 'Подготовка ТКП', 'Offer preparation'],
  ['offer_agreement', 'ТКП подготовлено. Согласовать', 'Offer prepared, to be agreed'],
  ['issue_invoice', 'Выставить счет', 'Issue invoice'],
  ['invoice_sent', 'Счет отправлен', 'Invoice sent'],
  ['order_to_place', 'Заказ к размещению', 'Order to be placed'],
  ['order_placed', 'Заказ размещен', 'Order placed'],
  ['goods_in_stock', 'Товар на складе. Доплата?', 'Goods in stock, balance due?'],
  ['ready_to_ship', 'Готов к отгрузке', 'Ready to ship'],
  ['deferred_payment', 'Оплата отсрочки', 'Deferred payment'],
  ['won', 'Успешно', 'Won'],
  ['lost', 'Потерян', 'Lost'],
  ['in_progress', 'В работе', 'In progress'],
]);

/** How strictly the stages of a deal are controlled. @see 002 L18–22 */
export const PROCESS_MODES = enumeration([
  ['strict', 'Типовая продажа', 'Strict stages'],
  ['manual', 'Сделки с ручным переходом по этапам', 'Manual stage change'],
  ['no_stages', 'Прочие непроцессные сделки', 'No stages'],
]);

/** States of a planned piece of work. @see 002 L34, L147 */
export const PLAN_ITEM_STATES = enumeration([
  ['planned', 'Запланировано', 'Planned'],
  ['done', 'Выполнено', 'Done'],
  ['skipped', 'Не потребовалось', 'Not needed'],
]);
