import { defineSaveRule, defineSnapshot } from '../../../core/index.ts';
import { conflict, problem, refuse } from '../errors.ts';

const BY_PEOPLE = ['date', 'account_id', 'payee_id', 'payee_account_id', 'supplier_invoice_number', 'supplier_invoice_date', 'amount', 'currency_id', 'purpose', 'pay_by'];

/** What an approval of a payment request covers; the sum is compared with the approver's signature limit. */
export const requestSnapshot = defineSnapshot({
  entity: 'accounting.payment_request',
  columns: ['account_id', 'payee_id', 'payee_account_id', 'supplier_invoice_number', 'amount', 'currency_id', 'purpose', 'pay_by'],
  amount: 'amount',
});

/** Completes a request with the payee's account, and keeps what was sent for approval as it was sent. */
export const requestCard = defineSaveRule({
  id: 'accounting.request_card',
  entity: 'accounting.payment_request',
  async prepare(draft, { uow, actor, before, given }) {
    if (before === undefined) draft['initiator_id'] ??= actor.userId;
    const touched = [...given].filter((name) => BY_PEOPLE.includes(name));
    if (before !== undefined && !['draft', 'returned'].includes(String(before['state'])) && touched.length > 0) {
      throw conflict('accounting.request_is_kept', {}, touched.map((name) => problem(`/${name}`, 'accounting.request_is_kept')));
    }
    if (before !== undefined && touched.length === 0) return;
    const accounts = await uow.query<{ id: string; organization_id: string | null; counterparty_id: string | null; currency_id: string; is_primary: boolean }>(
      `select id, organization_id, counterparty_id, currency_id, is_primary from crm_bank_account
       where not deletion_mark and (id = $1 or id = $2 or counterparty_id = $3) order by is_primary desc, created_at, id`,
      [draft['account_id'] ?? null, draft['payee_account_id'] ?? null, draft['payee_id'] ?? null],
    );
    const from = accounts.find((one) => one.id === draft['account_id']);
    if (from !== undefined && from.organization_id === null) refuse([problem('/account_id', 'accounting.not_our_account')]);
    if (from !== undefined && !given.has('currency_id')) draft['currency_id'] = from.currency_id;
    const own = accounts.filter((one) => one.counterparty_id !== null && one.counterparty_id === draft['payee_id'] && one.currency_id === draft['currency_id']);
    if (!given.has('payee_account_id') && (draft['payee_account_id'] ?? null) === null && (own.length === 1 || own[0]?.is_primary === true)) draft['payee_account_id'] = own[0]?.id;
    const to = accounts.find((one) => one.id === draft['payee_account_id']);
    if (to !== undefined && to.counterparty_id !== draft['payee_id']) refuse([problem('/payee_account_id', 'accounting.not_payee_account')]);
    for (const [name, one] of Object.entries({ account_id: from, payee_account_id: to })) if (one !== undefined && one.currency_id !== draft['currency_id']) refuse([problem(`/${name}`, 'accounting.account_currency')]);
  },
});
