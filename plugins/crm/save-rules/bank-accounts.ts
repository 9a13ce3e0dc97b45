import { InvalidError, defineSaveRule } from '../../../core/index.ts';
import { crmErrors } from '../errors.ts';
import { checkSettlementAccount } from '../requisites/index.ts';
import { managerOf } from './managers.ts';

interface BankOfAccount {
  readonly bik: string;
  readonly name: string;
  readonly correspondent_account: string;
  readonly city: string;
}

/** The bank fills correspondent account, name and city; the account's control key must fit its BIK. The first account is the primary one. */
export const bankAccountRule = defineSaveRule({
  id: 'crm.bank_account',
  entity: 'crm.bank_account',
  async prepare(draft, { uow, before, given }) {
    if (before === undefined || given.has('counterparty_id')) draft['manager_id'] = await managerOf(uow, 'crm.counterparty', draft['counterparty_id']);
    const [bank] = await uow.query<BankOfAccount>('select bik, name, correspondent_account, city from crm_bank where id = $1', [draft['bank_id'] ?? null]);
    if (bank !== undefined) {
      const moved = before === undefined || given.has('bank_id');
      if (moved || given.has('account_number')) {
        const problem = checkSettlementAccount(String(draft['account_number'] ?? ''), bank.bik);
        if (problem !== null) throw new InvalidError('crm.account_over_bank', crmErrors['crm.account_over_bank'], { errors: [{ pointer: '/account_number', ...problem }] });
      }
      if (moved) {
        draft['correspondent_account'] = bank.correspondent_account;
        draft['city'] = bank.city;
        if (!given.has('name')) draft['name'] = bank.name;
      }
    }
    if (before !== undefined) return;
    draft['currency_id'] ??= (await uow.query<{ id: string }>(`select id from crm_currency where iso_code = 'RUB' limit 1`))[0]?.id;
    if (given.has('is_primary')) return;
    const others = await uow.query('select 1 from crm_bank_account where (counterparty_id = $1 or organization_id = $2) and not deletion_mark limit 1', [draft['counterparty_id'] ?? null, draft['organization_id'] ?? null]);
    draft['is_primary'] = others.length === 0;
  },
});
