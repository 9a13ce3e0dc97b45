import { decide } from '../../../core/index.ts';
import type { DecimalString, UnitOfWork } from '../../../core/index.ts';
import type { AllocationProposal, OpenInvoice } from './match-payment.ts';
import { matchPayment, proposeAllocations } from './match-payment.ts';

/**
 * Sent invoices of a counterparty with something left to pay, in one currency. What other payments that are not posted yet would take is not left:
 * several lines of one statement never propose the same money twice.
 */
export async function openInvoices(uow: UnitOfWork, money: Pick<ReceivedMoney, 'payer_id' | 'currency_id' | 'id'>): Promise<OpenInvoice[]> {
  const rows = await uow.query<{ id: string; number: string; date: Date; balance: DecimalString }>(
    `select * from (
       select i.id, i.number, i.date, i.balance - coalesce((
         select sum(l.amount) from accounting_payment_allocation l join accounting_payment p on p.id = l.payment_id
         where l.invoice_id = i.id and p.posting_state = 'draft' and not p.deletion_mark and not l.deletion_mark and ($3::uuid is null or p.id <> $3)
       ), 0) as balance
       from crm_invoice i join crm_customer_order o on o.id = i.order_id where i.counterparty_id = $1 and o.currency_id = $2 and i.state = 'sent' and i.balance > 0
     ) open where balance > 0 order by date, number`,
    [money.payer_id, money.currency_id, money.id ?? null],
  );
  return rows.map((row) => ({ ...row, date: row.date.toISOString() }));
}

/** Money received, as far as the search for its invoices is concerned. */
export interface ReceivedMoney {
  /** The payment's own id when it is stored. */
  readonly id?: string;
  readonly payer_id: string;
  readonly currency_id: string;
  readonly amount: DecimalString;
  readonly purpose: string | null;
}

/** The proposal of R-22, with the sign it was made by and the invoices it could choose from. */
export interface MadeProposal extends AllocationProposal {
  readonly allocate: string;
  readonly open: readonly OpenInvoice[];
}

/** Asks R-22 which invoices the money goes to. */
export async function propose(uow: UnitOfWork, money: ReceivedMoney): Promise<MadeProposal> {
  const open = await openInvoices(uow, money);
  const match = matchPayment(money, open);
  const { outcome } = await decide(uow, 'accounting.payment_matching', undefined, match.facts);
  const allocate = String(outcome['allocate']);
  return { allocate, open, ...proposeAllocations(allocate, money.amount, open, match) };
}
