import { defineSaveRule, sum } from '../../../core/index.ts';
import type { FieldProblem, UnitOfWork } from '../../../core/index.ts';
import { conflict, problem, refuse } from '../errors.ts';

interface Request {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly account_id: string;
  readonly amount: string;
}

/** Approved requests of an account that no file has yet, those to be paid first in front. */
async function dueRequests(uow: UnitOfWork, accountId: unknown, until: unknown): Promise<Request[]> {
  return uow.query<Request>(
    `select id, number, state, account_id, amount from accounting_payment_request
     where account_id = $1 and state = 'approved' and not deletion_mark and ($2::date is null or pay_by is null or pay_by <= $2::date) order by pay_by nulls last, number, id limit 2000`,
    [accountId ?? null, until ?? null],
  );
}

function rowProblems(ids: readonly unknown[], requests: readonly Request[], accountId: unknown): FieldProblem[] {
  return ids.flatMap((id, index): FieldProblem[] => {
    const pointer = `/orders/${index}/request_id`;
    const request = requests.find((one) => one.id === id);
    if (request === undefined || request.state !== 'approved') return [problem(pointer, 'accounting.request_not_approved', { number: request?.number ?? String(id) })];
    if (request.account_id !== accountId) return [problem(pointer, 'accounting.request_other_account', { number: request.number })];
    return ids.indexOf(id) < index ? [problem(pointer, 'accounting.request_twice')] : [];
  });
}

/** A file of payment orders takes the approved requests that were named, or all that are due; the bank numbers an order by six digits at most. */
export const bankFileCard = defineSaveRule({
  id: 'accounting.bank_file_card',
  entity: 'accounting.bank_file',
  async prepare(draft, { uow, before, sections }) {
    if (before !== undefined) return;
    const [account] = await uow.query<{ organization_id: string | null }>(`select organization_id from crm_bank_account where id = $1`, [draft['account_id'] ?? null]);
    if (account !== undefined && account.organization_id === null) refuse([problem('/account_id', 'accounting.not_our_account')]);
    const named = sections['orders']?.map((row) => row['request_id']);
    const requests = named === undefined
      ? await dueRequests(uow, draft['account_id'], draft['pay_until'])
      : await uow.query<Request>(`select id, number, state, account_id, amount from accounting_payment_request where id = any($1::uuid[])`, [named.filter((id) => typeof id === 'string')]);
    if (named !== undefined) refuse(rowProblems(named, requests, draft['account_id']));
    if (requests.length === 0) throw conflict('accounting.nothing_to_pay');
    draft['total'] = sum(requests.map((one) => one.amount));
    sections['orders'] = requests.map((one) => ({ request_id: one.id, order_number: /(\d{1,6})\D*$/.exec(one.number)?.[1]?.replace(/^0+(?=\d)/, '') ?? null, amount: one.amount }));
  },
});
