import { label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const customsErrors = {
  'customs.receipt_unknown': label('Такого поступления нет.', 'There is no such goods receipt.'),
  'customs.receipt_not_posted': label('Поступление {number} ещё не проведено.', 'Receipt {number} is not posted yet.'),
  'customs.not_required': label('По поступлению {number} таможенная декларация не нужна.', 'Receipt {number} needs no customs declaration.'),
  'customs.already_declared': label('По поступлению {number} уже есть декларация {declaration}.', 'Receipt {number} has a declaration already: {declaration}.'),
  'customs.number_format': label('Номер декларации пишут так: 10130010/190525/0012345 — код поста, дата ДДММГГ, номер.', 'A declaration number reads 10130010/190525/0012345: post, date DDMMYY, number.'),
  'customs.line_of_another_receipt': label('Строка не из этого поступления.', 'The line is not of this receipt.'),
  'customs.line_twice': label('Строка поступления указана дважды.', 'The receipt line stands here twice.'),
  'customs.line_missing': label('В декларации должны быть все строки поступления.', 'The declaration must have every line of the receipt.'),
  'customs.field_missing': label('Заполните номер и дату декларации, сбор, сумму пошлины, таможенную стоимость и ставку.', 'Fill in number and date of the declaration, fee, total duty, customs value and rate.'),
  'customs.duty_differs': label(
    'Пошлина {duty_total}, а по строкам {lines_duty} и по стоимости и ставке {expected_duty}. Проверьте суммы или подтвердите расхождение.',
    'The duty is {duty_total}, but {lines_duty} by the lines and {expected_duty} by value and rate. Check the sums or confirm the difference.',
  ),
  'customs.value_differs': label(
    'Таможенная стоимость {customs_value}, а по строкам {lines_value}. Проверьте суммы или подтвердите расхождение.',
    'The customs value is {customs_value}, but {lines_value} by the lines. Check the sums or confirm the difference.',
  ),
  'customs.month_closed': label('Месяц закрыт: откройте его или измените дату.', 'The month is closed: open it or change the date.'),
  'customs.goods_shipped': label('Товар этой декларации уже отгружен: сначала отмените реализацию.', 'Goods of this declaration have been shipped: cancel the shipment first.'),
  'customs.posted_is_kept': label('Проведённую декларацию не правят: отмените её.', 'A posted declaration is not edited: cancel it.'),
} as const;
