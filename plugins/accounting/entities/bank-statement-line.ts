import { defineEntity, field, label } from '../../../core/index.ts';
import { BANK_DIRECTIONS, BANK_LINE_OUTCOMES } from './enums.ts';

/**
 * A line of an imported bank statement, whatever became of it. `amount`: decimal string in the account's currency; `booked_on`: the day the bank moved
 * the money, `document_date`: that of the payment order. `other_*`: the other side as the bank names it. `line_key`: sha256 (hex) of what makes the
 * line the same one in another file. `file_line`: where its section begins.
 * @see «Автоматизация полного цикла продажи», §3.3 (выписка)
 */
export const BankStatementLine = defineEntity({
  id: 'accounting.bank_statement_line',
  kind: 'register',
  label: { one: label('Строка банковской выписки', 'Bank statement line'), many: label('Строки банковских выписок', 'Bank statement lines') },
  path: 'bank-statement-lines',
  fields: {
    account_id: field.reference(label('Счет', 'Account'), 'crm.bank_account', { required: true }),
    direction: field.enumeration(label('Направление', 'Direction'), BANK_DIRECTIONS, { required: true }),
    booked_on: field.date(label('Дата', 'Date'), { required: true }),
    document_number: field.string(label('Номер документа', 'Document number'), 20, { required: true, searched: true }),
    document_date: field.date(label('Дата документа', 'Document date'), { required: true }),
    amount: field.money(label('Сумма', 'Amount'), { required: true }),
    other_name: field.string(label('Другая сторона', 'Other side'), 250, { searched: true }),
    other_inn: field.string(label('ИНН другой стороны', "Other side's INN"), 12, { searched: true }),
    other_kpp: field.string(label('КПП другой стороны', "Other side's KPP"), 9),
    other_account: field.string(label('Счет другой стороны', "Other side's account"), 34),
    purpose: field.string(label('Назначение платежа', 'Purpose of payment'), 500, { searched: true }),
    outcome: field.enumeration(label('Что стало', 'Outcome'), BANK_LINE_OUTCOMES, { required: true }),
    payment_id: field.reference(label('Платеж', 'Payment'), 'accounting.payment', { indexed: true }),
    request_id: field.reference(label('Заявка на оплату', 'Payment request'), 'accounting.payment_request', { indexed: true }),
    line_key: field.string(label('Отпечаток', 'Fingerprint'), 64, { required: true }),
    file_name: field.string(label('Файл', 'File'), 255),
    file_line: field.integer(label('Строка файла', 'Line of the file')),
  },
  permissions: { read: 'payment.create' },
  title: 'document_number',
  audited: false,
  unique: [['line_key']],
  indexes: [['account_id', 'booked_on'], ['outcome', 'booked_on']],
  checks: { amount_positive: 'amount > 0' },
});
export type BankStatementLineRow = InstanceType<typeof BankStatementLine>;
