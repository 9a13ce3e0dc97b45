import { ConflictError, InvalidError, fillLabel, label } from '../../core/index.ts';
import type { FieldProblem, Label, RefusalReason } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const supplyErrors = {
  'supply.more_than_ordered': label('{product}: в машину ставится {wanted}, а не загружено ещё {free}.', '{product}: {wanted} is put into the truck, but only {free} is not loaded yet.'),
  'supply.more_than_in_line': label('В строке {free}, а переносится {moved}.', 'The line has {free}, but {moved} is to be moved.'),
  'supply.order_not_loadable': label('Заказ поставщику {reference} ещё не подтверждён или уже не грузится.', 'Supplier order {reference} is not acknowledged yet, or is not loaded any more.'),
  'supply.line_twice': label('Строка указана дважды.', 'The line stands here twice.'),
  'supply.line_unknown': label('Такой строки нет.', 'There is no such line.'),
  'supply.line_is_ordered': label('Строка уже заказана у поставщика ({reference}): сначала отмените тот заказ.', 'The line is on order already ({reference}): cancel that order first.'),
  'supply.not_separately': label('По строке выбрано другое обеспечение: сначала «Обеспечивать обособленно».', 'Another supply is chosen for the line: first choose “supply separately”.'),
  'supply.more_than_needed': label('Заказывается {wanted}, а по заказу клиента не обеспечено {needed}.', '{wanted} is ordered, but only {needed} of the customer order is not covered.'),
  'supply.product_differs': label('В строке заказа клиента другой товар.', 'The customer order line is about another product.'),
  'supply.not_goods': label('У поставщика заказывают товары, а не услуги.', 'Goods are ordered from a supplier, not services.'),
  'supply.nothing_to_order': label('Выберите строки заказа клиента.', 'Choose the lines of the customer order.'),
  'supply.not_a_supplier': label('Этот партнёр не поставщик: добавьте ему такое отношение.', 'This partner is not a supplier: give it that relation.'),
  'supply.not_a_carrier': label('Этот партнёр не перевозчик: добавьте ему такое отношение.', 'This partner is not a carrier: give it that relation.'),
  'supply.reference_required': label('Укажите референс.', 'Give the reference.'),
  'supply.reference_taken': label('Референс {reference} уже у другого заказа поставщику.', 'Reference {reference} belongs to another supplier order already.'),
  'supply.order_without_lines': label('В заказе поставщику нет строк.', 'The supplier order has no lines.'),
  'supply.order_is_kept': label('Размещённый заказ поставщику не правят: отмените его и создайте другой.', 'A placed supplier order is not edited: cancel it and make another one.'),
  'supply.order_is_loaded': label('Товар уже в машине: сначала уберите его оттуда.', 'The goods are in a truck: take them out first.'),
  'supply.no_promise': label('Новая обещанная дата не предложена.', 'No new promised date is proposed.'),
  'supply.not_to_place': label('Заказ {number} пока не размещают.', 'Order {number} is not to be placed yet.'),
  'supply.not_enough_incoming': label('{product}: нужно {wanted}, а в пути свободно {free}.', '{product}: {wanted} is wanted, but only {free} on the way is free.'),
  'supply.incoming_refused': label('Обеспечить из заказов поставщикам нельзя.', 'The goods on the way do not suffice.'),
  'supply.supplier_order_unknown': label('Такого заказа поставщику нет.', 'There is no such supplier order.'),
  'supply.truck_is_kept': label('В этом состоянии машину так не правят: {status}.', 'A truck is not changed like this in its present state: {status}.'),
  'supply.truck_lines_need_forming': label('Товары ставят в машину событием «Заполнить машину».', 'Goods are put into a truck by filling it.'),
  'supply.truck_empty': label('В машине нет ни одной строки.', 'The truck has no lines.'),
  'supply.plan_empty': label('В плане загрузки нет ни одного заказа поставщику.', 'The loading plan has no supplier order.'),
  'supply.truck_unknown': label('Такой машины нет.', 'There is no such truck.'),
  'supply.truck_not_forming': label('Машина не формируется: товары в неё не переносят.', 'The truck is not being formed: no goods are moved to it.'),
  'supply.plate_required': label('Укажите гос. номер машины.', 'Give the plate number.'),
  'supply.loading_date_required': label('Укажите дату загрузки.', 'Give the loading date.'),
  'supply.costs_required': label('Укажите стоимость упаковки и перевозки.', 'Give packing and freight cost.'),
  'supply.invoice_required': label('Внесите хотя бы один инвойс.', 'Enter at least one invoice.'),
  'supply.lines_without_invoice': label('Не все строки машины есть в инвойсах ({count}).', 'Not every line of the truck stands in an invoice ({count}).'),
  'supply.invoice_incomplete': label('В инвойсах не заполнено: ТНВЭД, артикул или количество ({count}).', 'Invoices lack HS codes, articles or quantities ({count}).'),
  'supply.carrier_required': label('Выберите транспортную компанию.', 'Choose the carrier.'),
  'supply.invoices_are_sent': label('Инвойсы уже отправлены перевозчику.', 'The invoices have gone to the carrier.'),
  'supply.breakdown_incomplete': label('Документы для таможни неполны: {count}.', 'The customs papers are incomplete: {count}.'),
  'supply.breakdown_is_sent': label('Отправленную разбивку не правят.', 'A breakdown that was sent is not edited.'),
  'supply.breakdown_exists': label('Разбивка для этой таможни уже есть.', 'There is a breakdown for this customs already.'),
  'supply.net_over_gross': label('Вес нетто больше веса брутто.', 'The net weight is above the gross weight.'),
  'supply.price_parts_differ': label('Сумма слагаемых {sum}, а цена {price}.', 'The parts add up to {sum}, but the price is {price}.'),
  'supply.line_of_another_truck': label('Строка не из этой машины.', 'The line is not of this truck.'),
  'supply.line_in_two_positions': label('Строка машины указана в двух позициях инвойсов.', 'A truck line stands in two invoice positions.'),
  'supply.invoice_of_another_truck': label('Позиция не из инвойсов этой машины.', 'The position is not of this truck’s invoices.'),
  'supply.breakdown_missing': label('Нет разбивки: {zone}.', 'There is no breakdown: {zone}.'),
  'supply.position_missing': label('Позиции инвойса нет в разбивке: {name}.', 'An invoice position is not in the breakdown: {name}.'),
  'supply.position_twice': label('Позиция инвойса стоит в разбивке дважды: {name}.', 'An invoice position stands twice in the breakdown: {name}.'),
  'supply.gross_differs': label('Инвойс {number}: брутто {invoice}, в разбивке {breakdown}.', 'Invoice {number}: gross {invoice}, in the breakdown {breakdown}.'),
  'supply.net_differs': label('Инвойс {number}: нетто {invoice}, в разбивке {breakdown}.', 'Invoice {number}: net {invoice}, in the breakdown {breakdown}.'),
  'supply.packages_differ': label('Инвойс {number}: мест {invoice}, в разбивке {breakdown}.', 'Invoice {number}: {invoice} packages, in the breakdown {breakdown}.'),
  'supply.technical_description_required': label('Нужно техническое описание: {name}.', 'A technical description is needed: {name}.'),
  'supply.equipment_sheet_required': label('Нужен документ-описание с фото: {name}.', 'An equipment sheet with a photo is needed: {name}.'),
  'supply.conformity_required': label('Нужен номер декларации соответствия или сертификата: {name}.', 'A declaration of conformity or certificate is needed: {name}.'),
  'supply.conformity_expired': label('Декларация или сертификат {number} уже не действует: {name}.', 'Declaration or certificate {number} has expired: {name}.'),
  'supply.agreement_required': label('Нужно дополнительное соглашение с указанием ТНВЭД.', 'The supplementary agreement with HS codes is needed.'),
  'supply.underfilled': label('Машина заполнена на {fill} %, а нужно не меньше {min} %.', 'The truck is filled to {fill} %, at least {min} % is wanted.'),
  'supply.overfilled': label('Машина заполнена на {fill} %, а можно не больше {max} %.', 'The truck is filled to {fill} %, at most {max} % is allowed.'),
  'supply.too_heavy': label('Вес {weight} кг больше грузоподъёмности {max} кг.', '{weight} kg is above the payload of {max} kg.'),
  'supply.too_long': label('Занято {floor} м пола, а есть {max} м.', '{floor} m of the floor are taken, there are {max} m.'),
  'supply.packing_list_differs': label('{what}: по паккинг-листу {packing}, по инвойсам {invoices}.', '{what}: the packing list says {packing}, the invoices {invoices}.'),
  'supply.file_required': label('Приложите файл таблицы.', 'Attach the file of the sheet.'),
  'supply.sheet_columns': label('Нужны столбцы: {columns}.', 'These columns are needed: {columns}.'),
  'supply.register_changed': label('Лист изменился, пока вы смотрели: посмотрите различия ещё раз.', 'The sheet has changed meanwhile: look at the differences again.'),
  'supply.cell_wrong': label('Так не записывают: {value}.', 'This cannot be read: {value}.'),
  'supply.acknowledgement_incomplete': label('Нужны и номер конфермы, и дата готовности.', 'Both the acknowledgement number and the ready date are needed.'),
} as const satisfies Record<string, Label>;

export type SupplyErrorCode = keyof typeof supplyErrors;

type Params = Readonly<Record<string, unknown>>;

/** What is wrong with one field. */
export function problem(pointer: string, code: SupplyErrorCode, params: Params = {}): FieldProblem {
  return { pointer, code, message: fillLabel(supplyErrors[code], params) };
}

/** Refuses with every problem, under the code of the first; nothing when there is none. */
export function refuseAll(problems: readonly FieldProblem[]): void {
  const first = problems[0];
  if (first !== undefined) throw new InvalidError(first.code, first.message, { errors: problems });
}

/** 422 for one field. */
export function invalid(code: SupplyErrorCode, pointer: string, params: Params = {}): InvalidError {
  return new InvalidError(code, supplyErrors[code], { params, errors: [problem(pointer, code, params)] });
}

/** A reason of a refusal, in words. */
export function reason(code: SupplyErrorCode, params: Params = {}): RefusalReason {
  return { code, message: fillLabel(supplyErrors[code], params), facts: params };
}

/** 409: the present state does not allow it. */
export function conflict(code: SupplyErrorCode, params: Params = {}, reasons: readonly RefusalReason[] = [reason(code, params)]): ConflictError {
  return new ConflictError(code, supplyErrors[code], { params, reasons });
}
