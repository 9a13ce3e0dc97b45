import { add, compare, subtract } from '../../../core/index.ts';
import type { DecimalString, EffectContext, FieldProblem, UnitOfWork } from '../../../core/index.ts';
import { conflict, problem } from '../errors.ts';
import { redrawAdvances } from './advance-tax.ts';
import { allowRewriting } from './rewriting.ts';

interface Origin {
  readonly id: string;
  readonly operation: string;
  readonly posting_state: string;
  readonly payer_id: string;
  readonly currency_id: string;
  readonly unallocated: DecimalString;
}

async function originOf(uow: UnitOfWork, refund: Readonly<Record<string, unknown>>): Promise<Origin | undefined> {
  if (refund['based_on_entity'] !== 'accounting.payment') return undefined;
  const [origin] = await uow.query<Origin>(`select id, operation, posting_state, payer_id, currency_id, unallocated from accounting_payment where id = $1 and not deletion_mark`, [refund['based_on_id'] ?? null]);
  return origin?.operation === 'from_client' && origin.posting_state === 'posted' ? origin : undefined;
}

/** What stands against giving money back as written: its payment, its receiver, its currency or its sum. */
export async function refundProblems(uow: UnitOfWork, refund: Readonly<Record<string, unknown>>): Promise<FieldProblem[]> {
  const origin = await originOf(uow, refund);
  if (origin === undefined) return [problem('/based_on_id', 'accounting.refund_of_payment')];
  const problems: FieldProblem[] = [];
  if (origin.payer_id !== refund['payer_id']) problems.push(problem('/payer_id', 'accounting.refund_payer'));
  if (origin.currency_id !== refund['currency_id']) problems.push(problem('/currency_id', 'accounting.account_currency'));
  if (typeof refund['amount'] === 'string' && compare(refund['amount'], origin.unallocated) > 0) problems.push(problem('/amount', 'accounting.refund_too_much', { unallocated: origin.unallocated }));
  return problems;
}

/** Takes a posted refund out of the unallocated part of its payment, under the payment's lock. @throws ConflictError accounting.refund_too_much */
export async function giveBack(ctx: EffectContext): Promise<void> {
  const { row } = ctx.item;
  const origin = await ctx.lock('accounting.payment', String(row['based_on_id']));
  if (origin['posting_state'] !== 'posted') throw conflict('accounting.refund_of_payment');
  const unallocated = String(origin['unallocated']);
  if (compare(String(row['amount']), unallocated) > 0) throw conflict('accounting.refund_too_much', { unallocated });
  await setRefunded(ctx, origin.id, add(String(origin['refunded']), String(row['amount'])));
}

/** A cancelled refund leaves its money on the payment again. */
export async function takeBack(ctx: EffectContext): Promise<void> {
  const { row } = ctx.item;
  const origin = await ctx.lock('accounting.payment', String(row['based_on_id']));
  await setRefunded(ctx, origin.id, subtract(String(origin['refunded']), String(row['amount'])));
}

async function setRefunded(ctx: EffectContext, paymentId: string, refunded: DecimalString): Promise<void> {
  allowRewriting(ctx.uow, paymentId);
  await ctx.update('accounting.payment', paymentId, { refunded });
  await redrawAdvances(ctx, paymentId);
}
