import { ConflictError, decide, fillLabel } from '../../../core/index.ts';
import type { RefusalReason, UnitOfWork } from '../../../core/index.ts';
import { supplyErrors } from '../errors.ts';

/** An order the logistician may or may not place, with the reason in words. */
export interface Placing {
  readonly id: string;
  readonly number: string;
  readonly allowed: boolean;
  readonly reason?: RefusalReason;
}

interface PlacingRow {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly stage: string;
  readonly paid: string;
  readonly advance_due: string;
  readonly placed_by_hand: boolean;
}

/** Asks `supply.may_place` about orders, without locking them. */
export async function placingOf(uow: UnitOfWork, orderIds: readonly string[]): Promise<Placing[]> {
  const rows = await uow.query<PlacingRow>(
    `select o.id, o.number, o.status, o.execution_stage as stage, o.paid_total as paid, o.advance_due,
       exists (select 1 from core_history h where h.entity = 'crm.customer_order' and h.item_id = o.id and h.transition_code = 'O-14') as placed_by_hand
     from crm_customer_order o where o.id = any($1::uuid[]) order by o.date, o.number`,
    [orderIds],
  );
  const answers: Placing[] = [];
  for (const { id, number, ...row } of rows) {
    const { outcome, facts } = await decide(uow, 'supply.may_place', undefined, { ...row, paid: Number(row.paid), advance_due: Number(row.advance_due) });
    if (outcome['allowed'] === true) {
      answers.push({ id, number, allowed: true });
      continue;
    }
    const why = String(outcome['why'] ?? 'supply.not_to_place');
    const message = uow.company.regulation.decisions.get('supply.may_place')?.messages[why] ?? fillLabel(supplyErrors['supply.not_to_place'], { number });
    answers.push({ id, number, allowed: false, reason: { code: why, message: fillLabel(message, { ...row, number }), rule: 'supply.may_place', facts, who: ['accountant', 'head_of_sales'] } });
  }
  return answers;
}

/** @throws ConflictError supply.not_to_place with the reasons of every order that may not be placed yet */
export async function demandPlacing(uow: UnitOfWork, orderIds: readonly string[]): Promise<void> {
  const refused = (await placingOf(uow, [...new Set(orderIds)])).filter((one) => !one.allowed);
  if (refused.length === 0) return;
  const numbers = refused.map((one) => one.number).join(', ');
  throw new ConflictError('supply.not_to_place', supplyErrors['supply.not_to_place'], { params: { number: numbers }, reasons: refused.flatMap((one) => (one.reason === undefined ? [] : [one.reason])) });
}
