import type { UnitOfWork } from '../company/index.ts';
import { enqueueDeliveries } from '../jobs/index.ts';

/** An ordered effect on its way out of the database. */
export interface OutgoingEffect {
  readonly key: string;
  readonly effect: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly entity: string;
  readonly itemId: string;
}

/** Collects deferred effects and writes them once, before the commit of the transaction that ordered them. Effects of one item keep their order. */
export function queueDelivery(uow: UnitOfWork, effect: OutgoingEffect): void {
  const waiting = uow.remember(queueDelivery, () => {
    const list: OutgoingEffect[] = [];
    uow.beforeCommit(async () => {
      await enqueueDeliveries(uow, list.map((one) => ({ ...one, order: `${uow.company.id}:${one.itemId}` })));
    });
    return list;
  });
  waiting.push(effect);
}
