import { defineEntity, field, label } from '../../../core/index.ts';
import { ACCOUNT_PATTERN, BIK_PATTERN } from './requisites.ts';

/**
 * A bank of the classifier of the Bank of Russia, found by its BIK.
 * @see 001 §1.3 «Классификатор банков», §2.2
 */
export const Bank = defineEntity({
  id: 'crm.bank',
  kind: 'catalogue',
  label: { one: label('Банк', 'Bank'), many: label('Классификатор банков', 'Banks') },
  path: 'banks',
  permissions: { create: 'catalog.manage', update: 'catalog.manage', delete: 'catalog.manage' },
  unique: [['code'], ['bik']],
  fields: {
    bik: field.string(label('БИК', 'BIK'), 9, { required: true, pattern: BIK_PATTERN, searched: true }),
    name: field.string(label('Наименование', 'Name'), 250, { required: true, searched: true }),
    correspondent_account: field.string(label('Корр. счет', 'Correspondent account'), 20, { required: true, pattern: ACCOUNT_PATTERN }),
    city: field.string(label('Город', 'City'), 100, { required: true }),
  },
});

export type BankRow = InstanceType<typeof Bank>;
