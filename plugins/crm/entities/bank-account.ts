import { defineEntity, field, label } from '../../../core/index.ts';
import { ACCOUNT_PATTERN } from './requisites.ts';

/**
 * An account of a counterparty or of one of our organizations, never of both.
 * `manager_id` is that of the counterparty; accounts of our own belong to nobody.
 * The bank gives `correspondent_account` and `city`; `name` is proposed from bank and number when it is left empty. The control key is verified on save.
 * @see 001 §1.3 «Банковские счета», §2.2, §3.1
 */
export const BankAccount = defineEntity({
  id: 'crm.bank_account',
  kind: 'catalogue',
  label: { one: label('Банковский счет', 'Bank account'), many: label('Банковские счета', 'Bank accounts') },
  path: 'bank-accounts',
  permissions: { create: 'counterparty.edit', update: 'counterparty.edit', delete: 'counterparty.edit' },
  owner: 'manager_id',
  title: 'account_number',
  unique: [['code']],
  indexes: [['counterparty_id'], ['organization_id'], ['account_number', 'bank_id']],
  checks: { one_owner: 'num_nonnulls(counterparty_id, organization_id) = 1' },
  fields: {
    counterparty_id: field.reference(label('Контрагент', 'Counterparty'), 'crm.counterparty'),
    manager_id: field.reference(label('Менеджер', 'Manager'), 'core.user', { writable: 'system' }),
    organization_id: field.reference(label('Организация', 'Organization'), 'crm.organization'),
    account_number: field.string(label('Номер счета', 'Account number'), 20, { required: true, pattern: ACCOUNT_PATTERN, searched: true }),
    bank_id: field.reference(label('БИК', 'BIK'), 'crm.bank', { required: true }),
    correspondent_account: field.string(label('Кор. счет', 'Correspondent account'), 20, { writable: 'system' }),
    name: field.string(label('Наименование (Представление)', 'Name'), 250, { searched: true }),
    city: field.string(label('Город', 'City'), 100, { writable: 'system' }),
    currency_id: field.reference(label('Валюта', 'Currency'), 'crm.currency', { required: true }),
    is_primary: field.boolean(label('Основной', 'Primary'), { required: true, default: false }),
  },
});

export type BankAccountRow = InstanceType<typeof BankAccount>;
