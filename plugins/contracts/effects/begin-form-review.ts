import { defineEffect, label } from '../../../core/index.ts';
import { NOT_REVIEWED, requestReviews } from '../services/review.ts';
import { decidingAmount } from '../services/value-category.ts';

/** Puts the newest file that nobody reviewed yet, of the counterparty's form, before the reviewers of R-05b, as the next round of the negotiation. */
export const beginFormReview = defineEffect({
  id: 'contracts.begin_form_review',
  label: label('Отдать форму контрагента на проверку', "Submit the counterparty's form for review"),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item } = ctx;
    const [file] = await ctx.uow.query<{ id: string }>(
      `select f.id from core_attachment f where f.owner_entity = $1 and f.owner_id = $2 and f.kind = 'counterparty_form' and not f.deletion_mark and ${NOT_REVIEWED}
       order by f.created_at desc, f.id desc limit 1`,
      [item.entity, item.id],
    );
    await ctx.update(item.entity, item.id, { form_file_id: file?.id ?? null, negotiation_round: Number(item.row['negotiation_round']) + 1 });
    await requestReviews(ctx, { entity: item.entity, id: item.id }, 'counterparty_form', {
      amount: await decidingAmount(ctx.uow, item.id),
      withinPlan: item.row['within_plan'] as boolean | null,
    });
  },
});
