import { enumeration } from '../../../core/index.ts';

/** First region of an order: what may be done with it. @see 001 §2.3, §3.2 */
export const ORDER_STATUSES = enumeration([
  ['on_approval', 'На согласовании', 'On approval'],
  ['to_execute', 'К выполнению', 'To execute'],
  ['closed', 'Закрыт', 'Closed'],
  ['cancelled', 'Отменен', 'Cancelled'],
]);

/** Second region of an order: where its supply stands; the position in the list is the rank that group rules compare. @see 001 §4.1 */
export const ORDER_STAGES = enumeration([
  ['not_placed', 'Не размещен', 'Not placed'],
  ['to_place', 'К размещению', 'To be placed'],
  ['placed', 'Размещен', 'Placed'],
  ['in_transit', 'В пути', 'In transit'],
  ['in_stock', 'Готов на складе', 'Ready in stock'],
  ['shipped', 'Отгружен', 'Shipped'],
]);

/** Third region of an order: what the client owes or may expect; the position in the list is its rank. @see 001 §5.1 */
export const ORDER_CLIENT_STATUSES = enumeration([
  ['awaiting_agreement', 'Ожидается согласование', 'Awaiting agreement'],
  ['awaiting_advance', 'Ожидается аванс', 'Awaiting advance'],
  ['awaiting_supply', 'Ожидается обеспечение', 'Awaiting supply'],
  ['awaiting_balance', 'Ожидается доплата (до отгрузки)', 'Awaiting balance before shipment'],
  ['ready_to_ship', 'Готов к отгрузке', 'Ready to ship'],
  ['shipping', 'В процессе отгрузки', 'Being shipped'],
  ['awaiting_deferred_payment', 'Ожидается оплата (после отгрузки)', 'Awaiting payment after shipment'],
  ['settled', 'Готов к закрытию', 'Settled'],
]);

/** Priority of an order, the importance of its invoice. @see 001 §2.3 */
export const PRIORITIES = enumeration([
  ['high', 'Высокий', 'High'],
  ['medium', 'Средний', 'Medium'],
  ['low', 'Низкий', 'Low'],
]);

/** How goods reach the client. @see 001 §1.3, tab «Доставка» */
export const DELIVERY_METHODS = enumeration([
  ['pickup', 'Самовывоз', 'Pickup'],
  ['to_client', 'До клиента', 'To the client'],
  ['by_carrier', 'Силами перевозчика', 'By carrier'],
]);

/** Unit of the delivery term. @see 001 §1.3 */
export const DELIVERY_TERM_UNITS = enumeration([
  ['days', 'Дней', 'Days'],
  ['weeks', 'Недель', 'Weeks'],
]);

/** Kinds of extra cost, the seven check boxes of an order. @see 001 §1.3, tab «Дополнительные расходы» */
export const EXTRA_COST_KINDS = enumeration([
  ['transport_company', 'ТК', 'Transport company'],
  ['delivery', 'Доставка', 'Delivery'],
  ['certificates', 'Сертификаты', 'Certificates'],
  ['warranty', 'Гарантия', 'Warranty'],
  ['specialist_visit', 'Выезд специалиста', 'Specialist visit'],
  ['documentation_translation', 'Перевод документации', 'Documentation translation'],
  ['other', 'Другое', 'Other'],
]);
