import { enumeration } from '../../../core/index.ts';

/** Where an inquiry came from. @see 001 §2.1; 004 L5, L75 */
export const INQUIRY_CHANNELS = enumeration([
  ['email', 'Эл. письмо', 'E-mail'],
  ['phone', 'Телефонный звонок', 'Phone call'],
  ['list_import', 'Список компаний (файл)', 'Imported list'],
  ['web_form', 'Форма на сайте', 'Web form'],
  ['exhibition', 'Выставка, конференция', 'Exhibition'],
  ['cold_call', 'Холодный звонок', 'Cold call'],
  ['self_service', 'Самообслуживание', 'Self-service'],
]);

/** States of an inquiry. @see 001 §2.1 */
export const INQUIRY_STATES = enumeration([
  ['unprocessed', 'Неразобранное', 'Unprocessed'],
  ['converted', 'Создан интерес', 'Interest created'],
  ['linked', 'Связано с интересом', 'Linked to an interest'],
  ['rejected', 'Отклонено', 'Rejected'],
]);

/** What a refusal reason may close. @see 001 §2.1, §6.1 */
export const REFUSAL_SUBJECTS = enumeration([
  ['inquiry', 'Обращение', 'Inquiry'],
  ['interest', 'Интерес', 'Interest'],
  ['order', 'Заказ', 'Order'],
  ['contract', 'Договор', 'Contract'],
]);
