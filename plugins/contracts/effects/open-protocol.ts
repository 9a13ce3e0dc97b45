import { defineEffect, label } from '../../../core/index.ts';
import { liveProtocol, pointsOf } from '../services/live-protocol.ts';

type Point = Readonly<Record<string, unknown>>;

/**
 * Opens the protocol of the next round with what the client disputes. The one before is superseded; its points go along, those still open to be
 * decided, those decided as they were decided.
 */
export const openProtocol = defineEffect({
  id: 'contracts.open_protocol',
  label: label('Открыть протокол разногласий', 'Open a protocol of disagreements'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, data, uow } = ctx;
    const round = Number(item.row['negotiation_round']) + 1;
    await ctx.update(item.entity, item.id, { negotiation_round: round });
    const earlier = await liveProtocol(uow, item.id);
    const carried = earlier === undefined ? [] : (await pointsOf(uow, [earlier.id])).map(({ id, clause, our_wording, client_wording, proposed_wording, decision, reviewer_comment }) => ({
      clause, our_wording, client_wording, proposed_wording, decision, reviewer_comment, carried_from_id: id,
    }));
    if (earlier !== undefined) await ctx.send('contracts.disagreement_protocol', earlier.id, 'contract.amendments_received');
    await ctx.create('contracts.disagreement_protocol', {
      contract_id: item.id,
      round_no: round,
      origin: data['origin'] ?? 'client',
      prepared_by: ctx.actor.userId,
      responsible_id: item.row['responsible_id'],
      previous_id: earlier?.id ?? null,
      comment: data['text'] ?? null,
      items: [...carried, ...((data['items'] as readonly Point[] | undefined) ?? []).map((point) => ({ ...point }))],
    }, { event: 'contract.amendments_received' });
  },
});
