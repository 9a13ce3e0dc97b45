import type { Label } from '../../core/index.ts';
import { ConflictError, InvalidError, label } from '../../core/index.ts';

/** Everything this plugin answers with when it refuses; `{…}` places are filled from the answer's parameters. */
export const crmErrors = {
  'crm.account_over_bank': label('Счёт не подходит к банку.', 'The account does not fit the bank.'),
  'crm.agreement_audience_wrong': label('Круг партнеров соглашения записан неверно: можно спрашивать relation_kinds, segment и partner_type.', 'The circle of the agreement is written wrongly: it may ask relation_kinds, segment and partner_type.'),
  'crm.agreement_in_force': label('Утверждённое соглашение меняет руководитель отдела продаж: подготовьте новое индивидуальное.', 'An approved agreement is changed by the head of sales: prepare a new individual one.'),
  'crm.agreement_not_for_client': label('Это типовое соглашение не для такого клиента: его сегмент, тип или отношения не входят в круг соглашения.', 'This typical agreement is not for such a client: its segment, type or relations are outside the circle.'),
  'crm.agreement_of_another': label('Это индивидуальное соглашение другого клиента.', 'This is another client’s individual agreement.'),
  'crm.agreement_without_typical': label('Индивидуальное соглашение начинают с типового: выберите его.', 'An individual agreement begins with a typical one: choose it.'),
  'crm.another_client': label('Интерес принадлежит другому клиенту.', 'The interest belongs to another client.'),
  'crm.approved_counterparty': label('Реквизиты одобренного контрагента меняет администратор.', 'Requisites of an approved counterparty are changed by the administrator.'),
  'crm.bank_unknown': label('Банка с БИК {bik} нет в классификаторе: укажите его наименование, корр. счет и город.', 'There is no bank with BIK {bik}: give its name, correspondent account and city.'),
  'crm.choose_counterparty': label('У клиента несколько контрагентов: выберите одного.', 'The client has several counterparties: choose one.'),
  'crm.choose_partner': label('Найдено несколько клиентов: выберите одного.', 'Several clients were found: choose one.'),
  'crm.client_blocked': label('Работа с клиентом прекращена: новые заказы не принимаются.', 'The client is blocked: no new orders.'),
  'crm.client_data_incomplete': label('Для регистрации клиента не хватает данных.', 'Data are missing for the registration of the client.'),
  'crm.contact_kind': label('Участник — это клиент, контактное лицо, физическое лицо или сотрудник.', 'A participant is a partner, a contact person, an individual or a user.'),
  'crm.contact_missing': label('Такого клиента, контактного лица, физического лица или сотрудника нет.', 'There is no such partner, contact person, individual or user.'),
  'crm.contact_or_company': label('Клиент не найден: укажите ФИО или компанию.', 'No client was found: give a contact name or a company.'),
  'crm.delivery_address': label('Укажите адрес доставки.', 'Give the delivery address.'),
  'crm.duplicate_counterparty': label('Контрагент с этими ИНН и КПП уже есть: {name}.', 'A counterparty with this INN and KPP exists: {name}.'),
  'crm.duplicate_inquiry': label('Это письмо или звонок уже зарегистрированы: {number}.', 'This letter or call is registered already: {number}.'),
  'crm.duplicates_not_checked': label('Сначала посмотрите похожих клиентов.', 'Look at the similar clients first.'),
  'crm.foreign_chain': label('Предыдущее взаимодействие — с другим клиентом.', 'The previous interaction is with another client.'),
  'crm.foreign_counterparty': label('Контрагент принадлежит другому клиенту.', 'The counterparty belongs to another client.'),
  'crm.foreign_replacement': label('Заменяемый заказ относится к другому интересу.', 'The order to be replaced belongs to another interest.'),
  'crm.inquiry_not_target': label('По регламенту это обращение интересом не становится.', 'By the regulation this inquiry does not become an interest.'),
  'crm.interest_closed': label('Интерес завершён: выберите открытый.', 'The interest is closed: choose an open one.'),
  'crm.invoice_closed': label('Счёт {number} отменён.', 'Invoice {number} is cancelled.'),
  'crm.line_over_quantity': label('Отгружается больше, чем осталось: {remaining}.', 'More is shipped than is left: {remaining}.'),
  'crm.no_invoice': label('По заказу нет счёта.', 'The order has no invoice.'),
  'crm.micro_sector': label('Микросектор должен входить в макросектор.', 'The micro sector must belong to the macro sector.'),
  'crm.no_client': label('У взаимодействия нет клиента: сначала укажите его.', 'The interaction has no client: name it first.'),
  'crm.no_currency_rate': label('На дату заказа нет курса валюты {currency}: внесите курс или укажите цену в строке.', 'There is no rate of {currency} on the date of the order: enter it, or type the price of the line.'),
  'crm.no_counterparty': label('У клиента нет контрагента: заведите его.', 'The client has no counterparty: add one.'),
  'crm.not_a_typical_agreement': label('Индивидуальное соглашение начинают с типового, а это — индивидуальное.', 'An individual agreement begins with a typical one; this one is individual.'),
  'crm.order_not_posted': label('КП печатают по проведённому заказу.', 'An offer is printed from a posted order.'),
  'crm.order_released': label('Заказ уже «К выполнению»: строки, цены и график не меняют.', 'The order is released: lines, prices and schedule are not changed.'),
  'crm.order_replaced': label('Этот заказ уже заменён заказом {number}.', 'This order is replaced already by {number}.'),
  'crm.order_shipped': label('По заказу есть отгрузка: перевыставить его нельзя.', 'The order has a shipment: it cannot be reissued.'),
  'crm.over_balance': label('По счёту осталось оплатить {balance}: остальное остаётся нераспределённым.', 'Only {balance} is left to pay on the invoice: the rest stays unallocated.'),
  'crm.price_edit': label('Цену в прайс-листе меняет руководитель отдела продаж.', 'Prices of the price list are changed by the head of sales.'),
  'crm.requisites_wrong': label('Проверьте реквизиты.', 'Check the requisites.'),
  'crm.typical_agreement': label('Типовые соглашения ведёт руководитель отдела продаж.', 'Typical agreements are kept by the head of sales.'),
  'crm.reason_not_applicable': label('Эта причина здесь не применяется.', 'This reason does not apply here.'),
} as const satisfies Record<string, Label>;

export type CrmErrorCode = keyof typeof crmErrors;

/** 409 under one of the plugin's codes; `code` also stands among the reasons, where a screen looks for it. */
export function conflict(code: CrmErrorCode, params: Readonly<Record<string, unknown>> = {}): ConflictError {
  return new ConflictError(code, crmErrors[code], { params, reasons: [{ code, message: crmErrors[code] }] });
}

/** 422 under one of the plugin's codes, pointing to a field. */
export function invalid(code: CrmErrorCode, pointer: string, params: Readonly<Record<string, unknown>> = {}): InvalidError {
  return new InvalidError(code, crmErrors[code], { params, errors: [{ pointer, code, message: crmErrors[code] }] });
}
