import { decide } from '../../../core/index.ts';
import type { DecimalString, UnitOfWork } from '../../../core/index.ts';
import type { AllocationProposal, OpenInvoice } from './match-payment.ts';
import { matchPayment, proposeAllocations } from './match-payment.ts';

/** Sent invoices of a counterparty with something left to pay, in one currency. */
export async function openInvoices(uow: UnitOfWork, payerId: string, currencyId: string): Promise<OpenInvoice[]> {
  const rows = await uow.query<{ id: string; number: string; date: Date; balance: DecimalString }>(
    `select i.id, i.number, i.date, i.balance from crm_invoice i join crm_customer_order o on o.id = i.order_id
     where i.counterparty_id = $1 and o.currency_id = $2 and i.state = 'sent' and i.balance > 0 order by i.date, i.number`,
    [payerId, currencyId],
  );
  return rows.map((row) => ({ ...row, date: row.date.toISOString() }));
}

/** Money received, as far as the search for its invoices is concerned. */
export interface ReceivedMoney {
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
  const open = await openInvoices(uow, money.payer_id, money.currency_id);
  const match = matchPayment(money, open);
  const { outcome } = await decide(uow, 'accounting.payment_matching', undefined, match.facts);
  const allocate = String(outcome['allocate']);
  return { allocate, open, ...proposeAllocations(allocate, money.amount, open, match) };
}
