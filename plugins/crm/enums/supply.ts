import { enumeration } from '../../../core/index.ts';

/** What the logistician does about a line. @see 001 §4.1, §5.2 */
export const SUPPLY_ACTIONS = enumeration([
  ['supply_separately', 'Обеспечивать обособленно', 'Supply separately'],
  ['reserve', 'Резервировать на складе', 'Reserve in stock'],
  ['from_supplier_orders', 'Из заказов поставщикам', 'From supplier orders'],
  ['ship', 'Отгрузить', 'Ship'],
  ['not_required', 'Не обеспечивать', 'Not required (services, undecided)'],
]);

/** How far a line is covered. @see 001 §4.1 */
export const LINE_SUPPLY_STATES = enumeration([
  ['none', 'Не обеспечено', 'Not covered'],
  ['ordered', 'Заказано', 'Ordered'],
  ['in_stock', 'На складе', 'In stock'],
  ['shipped', 'Отгружено', 'Shipped'],
]);
