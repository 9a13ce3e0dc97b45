import { InvalidError, defineEffect, label } from '../../../core/index.ts';
import type { EffectContext, FieldProblem } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { hashOfPoints, pointsOf } from '../services/live-protocol.ts';
import { completeTasks } from '../services/open-task.ts';
import { logLetter } from '../services/outgoing-letter.ts';
import { decidingPoints } from '../services/deciding-points.ts';
import { requestReviews } from '../services/review.ts';
import { decidingAmount } from '../services/value-category.ts';

const NOTHING = { type: 'object', additionalProperties: false, properties: {} } as const;
const PROTOCOL = 'contracts.disagreement_protocol';

/** Asks the reviewers of R-05b for consent to the points as they now are. */
async function askReviewers(ctx: EffectContext, requestedBy?: string): Promise<void> {
  const contract = await ctx.lock('contracts.contract', String(ctx.item.row['contract_id']));
  await requestReviews(ctx, { entity: PROTOCOL, id: ctx.item.id }, 'protocol', {
    amount: await decidingAmount(ctx.uow, contract.id),
    withinPlan: contract['within_plan'] as boolean | null,
    ...(requestedBy === undefined ? {} : { requestedBy }),
  });
  const latest = await latestReview(ctx);
  await ctx.update(PROTOCOL, ctx.item.id, { approval_id: latest?.id ?? null });
}

async function latestReview(ctx: EffectContext): Promise<{ readonly id: string; readonly requested_by: string | null } | undefined> {
  const rows = await ctx.uow.query<{ id: string; requested_by: string | null }>(
    `select id, requested_by from core_approval where subject_entity = $1 and subject_id = $2 order by round desc, step_no, created_at, id limit 1`, [PROTOCOL, ctx.item.id],
  );
  return rows[0];
}

/** Submits a protocol to its reviewers and remembers the approval that was asked for. */
export const submitProtocol = defineEffect({
  id: 'contracts.submit_protocol',
  label: label('Отправить протокол на согласование', 'Submit the protocol for approval'),
  entity: PROTOCOL,
  params: NOTHING,
  async run(_params, ctx) {
    await askReviewers(ctx);
  },
});

/** The reviewer wants changes: what comes next is another revision of the same round. */
export const nextRevision = defineEffect({
  id: 'contracts.next_revision',
  label: label('Следующая редакция протокола', 'Next revision of the protocol'),
  entity: PROTOCOL,
  params: NOTHING,
  async run(_params, ctx) {
    await ctx.update(PROTOCOL, ctx.item.id, { revision_no: Number(ctx.item.row['revision_no']) + 1 });
  },
});

interface PointDecision {
  readonly item_id: string;
  readonly decision: string;
  readonly comment?: string;
  readonly proposed_wording?: string;
}

/**
 * Writes a reviewer's decisions about single points. Consent covers the decisions, so everybody who is asked is asked anew.
 * @throws InvalidError contracts.unknown_point
 */
export const decidePoints = defineEffect({
  id: 'contracts.decide_points',
  label: label('Решить по пунктам', 'Decide the points'),
  entity: PROTOCOL,
  params: NOTHING,
  async run(_params, ctx) {
    const decisions = (ctx.data['decisions'] as readonly PointDecision[] | undefined) ?? [];
    const points = await pointsOf(ctx.uow, [ctx.item.id]);
    const problems: FieldProblem[] = decisions.flatMap((one, index) => (points.some((point) => point.id === one.item_id)
      ? []
      : [{ pointer: `/data/decisions/${index}/item_id`, code: 'contracts.unknown_point', message: contractsErrors['contracts.unknown_point'] }]));
    if (problems.length > 0) throw new InvalidError('contracts.unknown_point', contractsErrors['contracts.unknown_point'], { errors: problems });
    const items = points.map((point) => {
      const decided = decisions.find((one) => one.item_id === point.id);
      if (decided === undefined) return { id: point.id };
      return {
        id: point.id, decision: decided.decision,
        ...(decided.comment === undefined ? {} : { reviewer_comment: decided.comment }),
        ...(decided.proposed_wording === undefined ? {} : { proposed_wording: decided.proposed_wording }),
      };
    });
    const requester = (await latestReview(ctx))?.requested_by ?? undefined;
    const deciding = decidingPoints(ctx.uow);
    deciding.add(ctx.item.id);
    await ctx.update(PROTOCOL, ctx.item.id, { items });
    deciding.delete(ctx.item.id);
    await askReviewers(ctx, requester);
  },
});

/** The protocol goes to the client: what is sent is printed (D-03), put under a checksum, and does not change from here on. */
export const sendProtocol = defineEffect({
  id: 'contracts.send_protocol',
  label: label('Отправить протокол клиенту', 'Send the protocol to the client'),
  entity: PROTOCOL,
  params: NOTHING,
  async run(_params, ctx) {
    const { item } = ctx;
    const contractId = String(item.row['contract_id']);
    const points = await pointsOf(ctx.uow, [item.id]);
    const [contract] = await ctx.uow.query<Record<string, unknown>>(
      `select c.number, c.date, o.name as organization, k.short_name as counterparty from contracts_contract c
       join crm_organization o on o.id = c.organization_id join crm_counterparty k on k.id = c.counterparty_id where c.id = $1`, [contractId],
    );
    await ctx.create('core.printed_document', {
      form_code: 'D-03',
      subject_entity: PROTOCOL,
      subject_id: item.id,
      format: 'docx',
      data_snapshot: { round_no: item.row['round_no'], revision_no: item.row['revision_no'], contract, items: points.map(({ line_no, clause, our_wording, client_wording, proposed_wording, decision }) => ({ line_no, clause, our_wording, client_wording, proposed_wording, decision })) },
      printed_at: ctx.now,
      printed_by: ctx.actor.userId,
    });
    await ctx.update(PROTOCOL, item.id, { frozen_hash: hashOfPoints(points) });
    await logLetter(ctx, 'ML-04', { contractId, round: Number(item.row['round_no']) });
    await completeTasks(ctx, { entity: 'contracts.contract', id: contractId }, ['sign_and_send_protocol']);
  },
});

export const protocolEffects = [submitProtocol, nextRevision, decidePoints, sendProtocol] as const;
