import { ConflictError, ForbiddenError, defineSubscription, may } from '../../../core/index.ts';
import type { DomainEvent, EffectContext, ItemRef, Subscription } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { verdictsOf } from '../services/review.ts';
import type { ReviewKind } from '../services/review.ts';

const KIND_OF: Readonly<Record<string, ReviewKind>> = { 'contracts.contract': 'counterparty_form', 'contracts.disagreement_protocol': 'protocol' };

/**
 * The client's manager never reviews the text his own client brought, whatever roles he holds. The kernel keeps out who asked and who is
 * responsible for the contract; this also knows the manager of the client and of the deal. @throws ConflictError; ForbiddenError without contract.review_form
 */
async function demandOtherReviewer(ctx: EffectContext, contractId: string, kind: ReviewKind): Promise<void> {
  const sender = ctx.uow.actor;
  if (kind === 'counterparty_form' && sender.kind === 'person' && ctx.item.row['on_behalf_of'] === null && !may(sender, 'contract.review_form')) {
    const code = 'contracts.review_denied';
    throw new ForbiddenError(code, contractsErrors[code], { reasons: [{ code, message: contractsErrors[code] }] });
  }
  const decider = ctx.item.row['on_behalf_of'] ?? ctx.item.row['decided_by'];
  const managers = await ctx.uow.query<{ id: string }>(
    `select p.main_manager_id as id from contracts_contract c join crm_partner p on p.id = c.partner_id where c.id = $1 and p.main_manager_id is not null
     union select i.responsible_id from contracts_contract c join crm_interest i on i.id = c.interest_id where c.id = $1`,
    [contractId],
  );
  if (!managers.some(({ id }) => id === decider)) return;
  const code = 'contracts.manager_reviews_own_client';
  throw new ConflictError(code, contractsErrors[code], { reasons: [{ code, message: contractsErrors[code] }] });
}

/** Where one consent is enough, the others are not asked any more. */
async function dismissOthers(ctx: EffectContext, subject: ItemRef, kind: ReviewKind): Promise<void> {
  const open = await ctx.uow.query<{ id: string }>(
    `select id from core_approval where subject_entity = $1 and subject_id = $2 and subject_kind = $3 and state = 'pending' order by id`, [subject.entity, subject.id, kind],
  );
  for (const { id } of open) await ctx.send('core.approval', id, 'approval.withdrawn', {}, { optional: true });
}

/** Carries the outcome of a round to the protocol it is about, and to the contract. */
async function follow(event: DomainEvent, ctx: EffectContext): Promise<void> {
  if (event.entity !== 'core.approval') return;
  const { row } = ctx.item;
  const subject = { entity: String(row['subject_entity']), id: String(row['subject_id']) };
  const kind = KIND_OF[subject.entity];
  if (kind === undefined || row['subject_kind'] !== kind) return;
  const contractId = kind === 'protocol' ? String((await ctx.lock(subject.entity, subject.id))['contract_id']) : subject.id;
  const state = String(row['state']);
  if (state !== 'withdrawn') await demandOtherReviewer(ctx, contractId, kind);
  const verdict = (await verdictsOf(ctx.uow, subject.entity, kind, [subject.id])).get(subject.id) ?? null;
  if (verdict === null || verdict !== state) return;
  if (verdict === 'approved') await dismissOthers(ctx, subject, kind);
  const comment = row['decision_comment'];
  const data = { subject: kind, decision: verdict, ...(typeof comment === 'string' ? { comment } : {}) };
  const name = `approval.${verdict}`;
  if (kind === 'protocol' && !(await ctx.send(subject.entity, subject.id, name, data, { optional: true }))) return;
  await ctx.send('contracts.contract', contractId, name, data, { optional: true });
}

export const followReviews: readonly Subscription[] = [
  ...['approval.approved', 'approval.returned', 'approval.rejected'].map((on) => defineSubscription({ id: `contracts.follow_${on.replace('.', '_')}`, on, run: follow })),
  defineSubscription({
    id: 'contracts.follow_approval_withdrawn',
    on: 'approval.state_changed',
    run: async (event, ctx) => {
      if (ctx.item.row['state'] === 'withdrawn') await follow(event, ctx);
    },
  }),
  defineSubscription({
    id: 'contracts.follow_protocol_submitted',
    on: 'protocol.submitted',
    run: async (event, ctx) => {
      if (event.entity === 'contracts.disagreement_protocol') await ctx.send('contracts.contract', String(ctx.item.row['contract_id']), 'protocol.submitted', {}, { optional: true });
    },
  }),
];
