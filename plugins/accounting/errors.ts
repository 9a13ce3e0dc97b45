import { ConflictError, InvalidError, fillLabel, label } from '../../core/index.ts';
import type { FieldProblem } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const accountingErrors = {
  'accounting.duplicate_payment': label('Такой платёж уже есть: {number} от {date}, вх. № {incoming_number}.', 'This payment is there already: {number} of {date}, incoming no. {incoming_number}.'),
  'accounting.allocated_more_than_paid': label('Распределено {allocated}, а в платеже {amount}.', '{allocated} is allocated, but the payment has only {amount}.'),
  'accounting.more_than_balance': label('Счёт {invoice}: распределено {amount}, а к оплате осталось {balance}.', 'Invoice {invoice}: {amount} is allocated, but only {balance} is left to pay.'),
  'accounting.invoice_not_payable': label('Счёт {invoice} закрыт или отменён, оплату на него не относят.', 'Invoice {invoice} is closed or cancelled and takes no payment.'),
  'accounting.allocation_refused': label('Платёж нельзя отнести на указанные счета.', 'The payment cannot be allocated to these invoices.'),
  'accounting.invoice_twice': label('Счёт указан в расшифровке дважды.', 'The invoice stands in the allocations twice.'),
  'accounting.invoice_unknown': label('Такого счёта нет.', 'There is no such invoice.'),
  'accounting.foreign_currency': label('Валюта платежа и счёта {invoice} разная.', 'The payment and invoice {invoice} are in different currencies.'),
  'accounting.account_currency': label('Счёт ведётся в другой валюте: выберите счёт в валюте платежа.', 'The account is kept in another currency: choose one in the currency of the payment.'),
  'accounting.not_our_account': label('Выберите счёт нашей организации.', 'Choose an account of our organization.'),
  'accounting.not_payee_account': label('Это счёт другого контрагента.', 'The account belongs to another counterparty.'),
  'accounting.payer_account_required': label('Укажите счёт плательщика.', "Choose the payer's account."),
  'accounting.incoming_number_required': label('Укажите входящий номер.', 'Enter the incoming number.'),
  'accounting.posted_is_kept': label('Проведённый документ не правят: перераспределите или отмените его.', 'A posted document is not edited: reallocate or cancel it.'),
  'accounting.month_closed': label('Месяц закрыт: откройте его или измените дату.', 'The month is closed: open it or change the date.'),
  'accounting.month_has_drafts': label('В этом месяце есть непроведённые документы: {count} ({documents}).', 'Documents of this month are not posted yet: {count} ({documents}).'),
  'accounting.month_first_day': label('Месяц задают его первым днём.', 'A month is given by its first day.'),
  'accounting.only_client_money': label('На счета относят только оплату от клиента.', 'Only money from a client is allocated to invoices.'),
  'accounting.third_party_payer': label('Платит не покупатель: счёт {invoice} выставлен другому контрагенту.', 'Somebody else pays: invoice {invoice} was issued to another counterparty.'),
  'accounting.refund_of_payment': label('Возврат вводят на основании проведённой оплаты от клиента.', "A refund is entered on the basis of a client's posted payment."),
  'accounting.refund_payer': label('Деньги возвращают тому, от кого они пришли.', 'Money is given back to whoever it came from.'),
  'accounting.refund_too_much': label('Вернуть можно не больше нераспределённого остатка: {unallocated}.', 'No more can be given back than is unallocated: {unallocated}.'),
  'accounting.payment_refunded': label('Часть платежа возвращена клиенту: сначала отмените возврат.', 'A part of the payment was given back: cancel the refund first.'),
  'accounting.supplier_invoice_required': label('Приложите счёт поставщика.', "Attach the supplier's invoice."),
  'accounting.payee_account_required': label('Укажите счёт получателя.', "Choose the payee's account."),
  'accounting.purpose_required': label('Укажите назначение платежа.', 'Enter the purpose of the payment.'),
  'accounting.request_is_kept': label('Заявку правят, пока она составляется или возвращена.', 'A request is edited while it is a draft or returned.'),
  'accounting.request_not_approved': label('Заявка {number} не согласована: в банк её не отправляют.', 'The request {number} is not approved and does not go to the bank.'),
  'accounting.request_other_account': label('Заявка {number} оплачивается с другого счёта.', 'The request {number} is paid from another account.'),
  'accounting.request_twice': label('Заявка указана дважды.', 'The request is given twice.'),
  'accounting.nothing_to_pay': label('Согласованных заявок к оплате с этого счёта нет.', 'No approved request is to be paid from this account.'),
  'accounting.bank_file_missing': label('У файла нет содержимого.', 'The file has no content.'),
  'accounting.file_required': label('Приложите файл выписки.', 'Attach the statement.'),
  'accounting.statement_format': label('Это не файл обмена «Клиент-банк» 1С: первая строка должна быть 1CClientBankExchange.', 'This is not a 1C client-bank exchange file: its first line must be 1CClientBankExchange.'),
  'accounting.statement_truncated': label('Файл оборван: нет строки «КонецФайла».', 'The file is cut off: its last line is missing.'),
  'accounting.statement_too_long': label('В файле больше {most} документов: выгрузите выписку за меньший срок.', 'The file has more than {most} documents: export a shorter period.'),
  'accounting.statement_bad': label('Строк с ошибками: {count}. Ничего не загружено.', 'Lines with mistakes: {count}. Nothing was imported.'),
  'accounting.foreign_account': label('Строка {line}: счёт {account} не нашей организации.', 'Line {line}: the account {account} is not our organization’s.'),
  'accounting.line_unreadable': label('Строка {line}: не понята: «{text}».', 'Line {line} is not understood: “{text}”.'),
  'accounting.section_unclosed': label('Строка {line}: у документа нет строки «КонецДокумента».', 'Line {line}: the document is not closed.'),
  'accounting.key_missing': label('Строка {line}: в документе нет поля «{key}».', 'Line {line}: the document lacks the field «{key}».'),
  'accounting.key_repeated': label('Строка {line}: поле «{key}» указано второй раз.', 'Line {line}: the field «{key}» is given a second time.'),
  'accounting.value_wrong': label('Строка {line}: «{key}={value}» — {expected}.', 'Line {line}: «{key}={value}», expected {expected}.'),
  'accounting.unknown_payer': label('Строка {line}: плательщика «{name}», ИНН {inn}, нет среди контрагентов.', 'Line {line}: the payer “{name}”, INN {inn}, is not among the counterparties.'),
  'accounting.several_payers': label('Строка {line}: с ИНН {inn} несколько контрагентов; выберите по КПП или внесите платёж вручную.', 'Line {line}: several counterparties have the INN {inn}; enter the payment by hand.'),
  'accounting.bank_line_differs': label('Строка {line}: платёж {number} с этим номером и датой внесён на другую сумму: {amount}.', 'Line {line}: the payment {number} of this number and date has another amount: {amount}.'),
  'accounting.payer_account_unknown': label('Строка {line}: счёта {account} нет в карточке плательщика; укажите его в платеже {number}.', "Line {line}: the account {account} is not in the payer's card; choose it in the payment {number}."),
  'accounting.payment_refused': label('Строка {line}: {why}', 'Line {line}: {why}'),
} as const;

export type AccountingErrorCode = keyof typeof accountingErrors;

/** One thing wrong with a field, in this plugin's words. */
export function problem(pointer: string, code: AccountingErrorCode, params: Readonly<Record<string, unknown>> = {}): FieldProblem {
  return { pointer, code, message: fillLabel(accountingErrors[code], params) };
}

/** 422 with every problem; nothing when there is none. @throws InvalidError */
export function refuse(problems: readonly FieldProblem[]): void {
  const first = problems[0];
  if (first !== undefined) throw new InvalidError(first.code, first.message, { errors: problems });
}

/** 409 under one of the plugin's codes; the code also stands among the reasons, where a screen looks for it. */
export function conflict(code: AccountingErrorCode, params: Readonly<Record<string, unknown>> = {}, errors: readonly FieldProblem[] = []): ConflictError {
  return new ConflictError(code, accountingErrors[code], { params, errors, reasons: [{ code, message: fillLabel(accountingErrors[code], params) }] });
}
