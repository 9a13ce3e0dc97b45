import type { UnitOfWork } from '../company/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import { ProcessEngine } from './engine.ts';
import type { ItemRef } from './item-store.ts';
import { timersOfState, waitCodes } from './timers.ts';
import { writeStep } from './write-step.ts';

/** Code and event of the history row that carries an item over to another version of the regulation. */
export const MIGRATION = 'regulation.migrated';

/** Pins an item to another version and puts it into the state that version's mapping names; nothing else of it changes, and no effect runs. */
export async function moveToVersion(uow: UnitOfWork, ref: ItemRef, target: CompiledRegulation, region: string, to: string): Promise<void> {
  const item = await ProcessEngine.of(uow).store.lock(ref);
  const field = target.processes.get(ref.entity)?.regions[region]?.field;
  if (field === undefined) return;
  const from = String(item.row[field]);
  const moved = { ...item, regulation: target, process: target.processes.get(ref.entity) };
  await writeStep(uow, item, {
    patch: { [field]: to, regulation_hash: target.hash },
    actorId: uow.actor.userId,
    cancelTimers: waitCodes(item, region, from),
    armTimers: timersOfState(moved, region, to, uow.now),
    history: [
      {
        entry: {
          entity: ref.entity, item_id: ref.id, step: 0, region, from_value: from, to_value: to, transition_code: MIGRATION, event: MIGRATION, actor_id: uow.actor.userId,
          on_behalf_of: uow.actor.onBehalfOf ?? null, at: uow.now.toISOString(), regulation_hash: target.hash,
        },
        details: { cause: null, is_manual: false, skipped_states: null, comment: null, data: null, trace: null },
      },
    ],
  });
}
