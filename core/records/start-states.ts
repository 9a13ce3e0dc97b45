import { randomUUID } from 'node:crypto';
import type { UnitOfWork } from '../company/index.ts';
import type { EntityClass, EntityRow } from '../entity/index.ts';
import type { CompiledProcess } from '../process/index.ts';
import { ProcessEngine, checkAccess, guardsRefused } from '../process/index.ts';
import type { CreateOptions } from './write.ts';

/** States a new row begins in: those of the first start of each region whose conditions hold, or the region's initial one when it has no starts. */
export async function startingStates(
  uow: UnitOfWork,
  entity: EntityClass,
  process: CompiledProcess,
  draft: Readonly<Record<string, unknown>>,
  options: CreateOptions,
): Promise<Record<string, unknown>> {
  const engine = ProcessEngine.of(uow);
  const id = typeof draft['id'] === 'string' ? draft['id'] : randomUUID();
  const item = { entity: entity.definition.id, id, row: { ...draft, id } as EntityRow, definition: entity.definition, process, regulation: uow.company.regulation, tip: '' };
  const states: Record<string, unknown> = { id };
  for (const [name, region] of Object.entries(process.regions)) {
    const given = draft[region.field];
    if (options.standing === true && typeof given === 'string' && Object.hasOwn(region.states, given)) {
      states[region.field] = given;
      continue;
    }
    const all = process.starts.filter((one) => one.region === name && (one.on === undefined || options.event === undefined || one.on === options.event));
    const starts = options.asSystem === true || all.every((one) => one.by === undefined) ? all : checkAccess(uow.actor, item, all.filter((one) => one.by !== undefined));
    const judged = await engine.judge(item, starts, options.data ?? {});
    const taken = judged.find((one) => one.allowed);
    if (judged.length > 0 && taken === undefined) {
      throw guardsRefused(entity.definition.id, options.event ?? 'created', judged);
    }
    states[region.field] = taken === undefined || taken.transition.to === '=' ? region.initial : taken.transition.to;
    if (region.enteredAt !== undefined) states[region.enteredAt] = uow.now;
  }
  return states;
}
