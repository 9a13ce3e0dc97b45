import { defineEffect, label } from '../../../core/index.ts';
import { liveProtocol } from '../services/live-protocol.ts';

/** Lets the protocol the contract is negotiated by hear of what happened to the contract, with the date of the client's signature. */
export const tellProtocol = defineEffect({
  id: 'contracts.tell_protocol',
  label: label('Сообщить протоколу разногласий', 'Tell the protocol of disagreements'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const protocol = await liveProtocol(ctx.uow, ctx.item.id);
    if (protocol === undefined) return;
    const signed = ctx.item.row['signed_by_client_at'] ?? null;
    await ctx.send('contracts.disagreement_protocol', protocol.id, ctx.event, signed === null ? {} : { signed_on: signed }, { optional: true });
  },
});
