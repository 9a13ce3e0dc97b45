import { label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const warehouseErrors = {
  'warehouse.shipment_refused': label('Отгрузить нельзя.', 'The goods cannot be shipped.'),
  'warehouse.nothing_to_ship': label('По заказу нечего отгружать.', 'The order has nothing left to ship.'),
  'warehouse.line_of_another_order': label('Строка не из этого заказа или не товар.', 'The line is not of this order, or not goods.'),
  'warehouse.line_twice': label('Строка заказа указана дважды.', 'The order line stands here twice.'),
  'warehouse.order_unknown': label('Такого заказа нет.', 'There is no such order.'),
  'warehouse.posted_is_kept': label('Проведённую реализацию не правят: отмените её.', 'A posted shipment is not edited: cancel it.'),
  'warehouse.not_enough_free': label('{product}: нужно {wanted}, а свободно {free}.', '{product}: {wanted} is wanted, but only {free} is free.'),
  'warehouse.reservation_refused': label('Зарезервировать нельзя: свободного остатка не хватает.', 'The goods cannot be reserved: there is not enough free stock.'),
  'warehouse.negative_stock': label('{product}: на {date} на складе оказалось бы {quantity}.', '{product}: the warehouse would hold {quantity} on {date}.'),
  'warehouse.reserved_goods': label('{product}: {reserved} из {quantity} в резерве, столько списать нельзя.', '{product}: {reserved} of {quantity} is reserved, so much cannot be taken.'),
  'warehouse.order_not_in_stock': label('Товар по заказу ещё не на складе.', 'The goods of the order are not in stock yet.'),
  'warehouse.size_missing': label('{product}: укажите габариты упаковки.', '{product}: enter the size of its package.'),
  'warehouse.notice_is_sent': label('Отправленное уведомление не правят: подготовьте новое.', 'A sent notice is not edited: prepare another one.'),
  'warehouse.not_goods': label('Остатки ведут только по товарам.', 'Only goods are kept in stock.'),
  'warehouse.month_closed': label('Месяц закрыт: откройте его или измените дату.', 'The month is closed: open it or change the date.'),
} as const;
