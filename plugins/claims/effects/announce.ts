import { defineEffect, label, notifyPeople } from '../../../core/index.ts';

/** Tells the responsible that a claim has come, and everybody else by the event `claim.registered`, whichever way it came. */
export const announce = defineEffect({
  id: 'claims.announce',
  label: label('Сообщить о новой претензии', 'Announce a new claim'),
  params: { type: 'object', additionalProperties: false },
  entity: 'claims.claim',
  async run(_params, context) {
    const { item } = context;
    await notifyPeople(context, {
      text: label('Новая претензия {number}: {claimant_name}', 'New claim {number}: {claimant_name}'),
      userIds: [String(item.row['responsible_id'])],
      subject: { entity: item.entity, id: item.id },
      key: context.key,
    });
    if (context.event !== 'claim.registered') context.raise('claim.registered', item.entity, item.id, { self_registered: item.row['self_registered'] });
  },
});
