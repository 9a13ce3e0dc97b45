import { enumeration } from '../../../core/index.ts';

/** Whether a contact person may still be written to. @see 001 §1.4 */
export const CONTACT_STATES = enumeration([
  ['works', 'Работает', 'Works there'],
  ['left', 'Уволен', 'Left'],
  ['do_not_contact', 'Не использовать', 'Do not contact'],
]);

/** Kinds of contact information; e-mail, phone and mobile also identify a sender. @see 001 §1.3, §2.1 */
export const CONTACT_DETAIL_KINDS = enumeration([
  ['email', 'E-mail', 'E-mail'],
  ['phone', 'Телефон', 'Phone'],
  ['mobile', 'Мобильный телефон', 'Mobile'],
  ['actual_address', 'Фактический адрес', 'Actual address'],
  ['legal_address', 'Юридический адрес', 'Legal address'],
  ['postal_address', 'Почтовый адрес', 'Postal address'],
  ['delivery_address', 'Адрес доставки', 'Delivery address'],
]);
