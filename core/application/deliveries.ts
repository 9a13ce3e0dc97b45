import { NotFoundError } from '../errors/index.ts';
import type { RunEffect } from '../jobs/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { ProcessEngine } from '../process/index.ts';

/** Carries out deferred effects: each gets the same context it would have had in the transaction that ordered it, in a new one. */
export function deliveryRunner(registry: PluginRegistry): RunEffect {
  return async (_company, delivery, { uow }) => {
    const effect = registry.effect(delivery.effect);
    if (effect === undefined) throw new NotFoundError('core.unknown_effect', { ru: 'Действие {effect} не установлено.', en: 'The effect {effect} is not installed.' }, { params: { effect: delivery.effect } });
    const engine = ProcessEngine.of(uow);
    const { entity, item_id: itemId } = delivery;
    if (entity === null || itemId === null) throw new Error(`Delivery ${delivery.key} names no item`);
    const item = await engine.store.lock({ entity, id: itemId });
    await effect.run(delivery.params, engine.contextFor(item, String(delivery.params['event'] ?? delivery.effect), {}, uow.company.robot, delivery.key));
    await engine.settle();
    return undefined;
  };
}
