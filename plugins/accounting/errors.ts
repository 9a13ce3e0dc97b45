import { label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const accountingErrors = {
  'accounting.duplicate_payment': label('Такой платёж уже есть: {number} от {date}, вх. № {incoming_number}.', 'This payment is there already: {number} of {date}, incoming no. {incoming_number}.'),
  'accounting.allocated_more_than_paid': label('Распределено {allocated}, а поступило {amount}.', '{allocated} is allocated, but only {amount} was received.'),
  'accounting.more_than_balance': label('Счёт {invoice}: распределено {amount}, а к оплате осталось {balance}.', 'Invoice {invoice}: {amount} is allocated, but only {balance} is left to pay.'),
  'accounting.invoice_not_payable': label('Счёт {invoice} закрыт или отменён, оплату на него не относят.', 'Invoice {invoice} is closed or cancelled and takes no payment.'),
  'accounting.allocation_refused': label('Платёж нельзя отнести на указанные счета.', 'The payment cannot be allocated to these invoices.'),
  'accounting.invoice_twice': label('Счёт указан в расшифровке дважды.', 'The invoice stands in the allocations twice.'),
  'accounting.invoice_unknown': label('Такого счёта нет.', 'There is no such invoice.'),
  'accounting.foreign_currency': label('Валюта платежа и счёта {invoice} разная.', 'The payment and invoice {invoice} are in different currencies.'),
  'accounting.not_our_account': label('Деньги поступают на счёт нашей организации.', "Money is received on our organization's account."),
  'accounting.payer_account_required': label('Укажите счёт плательщика.', "Choose the payer's account."),
  'accounting.incoming_number_required': label('Укажите входящий номер.', 'Enter the incoming number.'),
  'accounting.posted_is_kept': label('Проведённый платёж не правят: перераспределите или отмените его.', 'A posted payment is not edited: reallocate or cancel it.'),
  'accounting.month_closed': label('Месяц закрыт: откройте его или измените дату.', 'The month is closed: open it or change the date.'),
  'accounting.month_has_drafts': label('В этом месяце есть непроведённые платежи: {count}.', 'Payments of this month are not posted yet: {count}.'),
  'accounting.month_first_day': label('Месяц задают его первым днём.', 'A month is given by its first day.'),
  'accounting.only_client_money': label('На счета относят только оплату от клиента.', 'Only money from a client is allocated to invoices.'),
  'accounting.third_party_payer': label('Платит не покупатель: счёт {invoice} выставлен другому контрагенту.', 'Somebody else pays: invoice {invoice} was issued to another counterparty.'),
} as const;
