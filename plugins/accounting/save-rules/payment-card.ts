import { compare, defineSaveRule, subtract, sum } from '../../../core/index.ts';
import type { DecimalString, FieldProblem, SaveContext, UnitOfWork } from '../../../core/index.ts';
import { conflict, problem, refuse } from '../errors.ts';
import { demandOpenMonth } from '../services/closed-months.ts';
import { propose } from '../services/proposal.ts';
import { refundProblems } from '../services/refunds.ts';
import { isBeingRewritten } from '../services/rewriting.ts';

type Draft = Record<string, unknown>;

/** A posted or cancelled payment is what the ledger was written from; only a comment may still be added. */
function keepPosted({ uow, before, given, sections }: SaveContext, draft: Draft): void {
  if (before === undefined || before['posting_state'] === 'draft' || isBeingRewritten(uow, before.id)) return;
  const touched = [...given].filter((name) => name !== 'comment' && (name in sections || JSON.stringify(draft[name] ?? null) !== JSON.stringify(before[name] ?? null)));
  if (touched.length > 0) throw conflict('accounting.posted_is_kept', {}, touched.map((name) => problem(`/${name}`, 'accounting.posted_is_kept')));
}

interface Account {
  readonly organization_id: string | null;
  readonly currency_id: string;
}

/** Our account gives the currency; the payer's only or primary account is filled in. */
async function completeAccounts(uow: UnitOfWork, draft: Draft, given: ReadonlySet<string>): Promise<Account | undefined> {
  const [account] = await uow.query<Account>(`select organization_id, currency_id from crm_bank_account where id = $1`, [draft['account_id'] ?? null]);
  if (account !== undefined && account.organization_id === null) refuse([problem('/account_id', 'accounting.not_our_account')]);
  if (account !== undefined && !given.has('currency_id')) draft['currency_id'] = account.currency_id;
  if (account !== undefined && draft['currency_id'] !== account.currency_id) refuse([problem('/currency_id', 'accounting.account_currency')]);
  if ((draft['payer_account_id'] ?? null) !== null) {
    const [own] = await uow.query(`select 1 from crm_bank_account where id = $1 and counterparty_id = $2`, [draft['payer_account_id'], draft['payer_id'] ?? null]);
    if (own === undefined && typeof draft['payer_id'] === 'string') refuse([problem('/payer_account_id', 'accounting.not_payee_account')]);
    return account;
  }
  const accounts = await uow.query<{ id: string; is_primary: boolean }>(
    `select id, is_primary from crm_bank_account where counterparty_id = $1 and not deletion_mark order by is_primary desc, created_at limit 2`,
    [draft['payer_id'] ?? null],
  );
  // An empty field that was sent stays empty: whoever writes it knows that the account is another one.
  if (!given.has('payer_account_id') && accounts[0] !== undefined && (accounts.length === 1 || accounts[0].is_primary)) draft['payer_account_id'] = accounts[0].id;
  return account;
}

async function refuseDuplicate(uow: UnitOfWork, draft: Draft, before: SaveContext['before']): Promise<void> {
  const [present] = await uow.query<{ number: string; date: string; incoming_number: string }>(
    `select number, date, incoming_number from accounting_payment
     where payer_id = $1 and date = $2::date and incoming_number = $3 and posting_state <> 'cancelled' and not deletion_mark and ($4::uuid is null or id <> $4) limit 1`,
    [draft['payer_id'] ?? null, draft['date'] ?? null, draft['incoming_number'] ?? null, before?.id ?? null],
  );
  if (present !== undefined) throw conflict('accounting.duplicate_payment', present);
}

interface Row {
  readonly invoice_id: string;
  readonly amount: DecimalString;
}

async function checkRows(uow: UnitOfWork, draft: Draft, rows: readonly Row[]): Promise<void> {
  const invoices = await uow.query<{ id: string; number: string; currency_id: string }>(
    `select i.id, i.number, o.currency_id from crm_invoice i join crm_customer_order o on o.id = i.order_id where i.id = any($1::uuid[])`,
    [rows.map((row) => row.invoice_id).filter((id) => typeof id === 'string')],
  );
  refuse(rows.flatMap((row, index): FieldProblem[] => {
    const pointer = `/allocations/${index}/invoice_id`;
    const invoice = invoices.find((one) => one.id === row.invoice_id);
    if (invoice === undefined) return [problem(pointer, 'accounting.invoice_unknown')];
    if (rows.findIndex((other) => other.invoice_id === row.invoice_id) < index) return [problem(pointer, 'accounting.invoice_twice')];
    return invoice.currency_id === draft['currency_id'] ? [] : [problem(pointer, 'accounting.foreign_currency', { invoice: invoice.number })];
  }));
  if (rows.length > 0 && draft['operation'] !== 'from_client') refuse([problem('/allocations', 'accounting.only_client_money')]);
}

/** Rows of «Расшифровка платежа» as they will be: those sent, those R-22 is sure of for a new payment, else those stored. */
async function rowsOf(draft: Draft, { uow, before, sections }: SaveContext): Promise<readonly Row[]> {
  const sent = sections['allocations'];
  if (sent !== undefined) return sent as unknown as readonly Row[];
  if (before !== undefined) return uow.query<Row>(`select invoice_id, amount from accounting_payment_allocation where payment_id = $1`, [before.id]);
  if (draft['operation'] !== 'from_client' || typeof draft['amount'] !== 'string' || typeof draft['payer_id'] !== 'string' || typeof draft['currency_id'] !== 'string') return [];
  const proposal = await propose(uow, { payer_id: draft['payer_id'], currency_id: draft['currency_id'], amount: draft['amount'], purpose: (draft['purpose'] as string | null | undefined) ?? null });
  if (!proposal.certain) return [];
  const rows = proposal.rows.map((row) => ({ invoice_id: row.id, amount: row.amount }));
  sections['allocations'] = rows;
  return rows;
}

/** Completes a payment, refuses a second one of the same bank line or one in a closed month, and keeps the sum of its parts within what came. */
export const paymentCard = defineSaveRule({
  id: 'accounting.payment_card',
  entity: 'accounting.payment',
  async prepare(draft, context) {
    const { uow, before, given } = context;
    keepPosted(context, draft);
    if (before === undefined || before['posting_state'] === 'draft') {
      const account = await completeAccounts(uow, draft, given);
      await demandOpenMonth(uow, account?.organization_id ?? null, [draft['date'] as string | null, before?.['date'] as string | undefined]);
      await refuseDuplicate(uow, draft, before);
      if (draft['operation'] === 'refund_to_client') refuse(await refundProblems(uow, draft));
    }
    const rows = await rowsOf(draft, context);
    await checkRows(uow, draft, rows);
    if (typeof draft['amount'] !== 'string') return;
    const allocated = sum(rows.map((row) => row.amount));
    const free = subtract(subtract(draft['amount'], allocated), String(draft['refunded'] ?? '0'));
    if (compare(free, '0') < 0) refuse([problem('/allocations', 'accounting.allocated_more_than_paid', { allocated, amount: subtract(draft['amount'], String(draft['refunded'] ?? '0')) })]);
    draft['unallocated'] = free;
  },
});
