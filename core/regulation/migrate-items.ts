import type { UnitOfWork } from '../company/index.ts';
import { ConflictError } from '../errors/index.ts';
import { tableName } from '../entity/index.ts';
import { moveToVersion } from '../process/index.ts';
import type { CompiledRegulation } from './compiled.ts';
import type { OrphanState } from './versions.ts';

/**
 * Carries the items that stand in states a new version lacks over to it, each by the version's own mapping and with its own history row.
 * @throws ConflictError listing the states the mapping does not answer, or answers with a state that is not there
 */
export async function migrateItems(uow: UnitOfWork, target: CompiledRegulation, orphans: readonly OrphanState[]): Promise<number> {
  const mapping = target.document.migrate?.states ?? {};
  const unanswered = orphans.filter(({ entity, region, state }) => {
    const to = mapping[entity]?.[state];
    return to === undefined || target.processes.get(entity)?.regions[region]?.states[to] === undefined;
  });
  if (unanswered.length > 0) {
    throw new ConflictError('core.states_in_use', {
      ru: 'В этих состояниях ещё стоят объекты: {states}. Добавьте соответствие в migrate.states.',
      en: 'Items still stand in these states: {states}. Add a mapping in migrate.states.',
    }, { params: { states: unanswered.map((one) => `${one.entity} ${one.state} (${one.items})`).join(', ') } });
  }
  let moved = 0;
  for (const { entity, region, state } of orphans) {
    const field = target.processes.get(entity)?.regions[region]?.field ?? region;
    const rows = await uow.query<{ id: string }>(`select id from "${tableName(entity)}" where "${field}" = $1 order by id`, [state]);
    for (const { id } of rows) {
      await moveToVersion(uow, { entity, id }, target, region, mapping[entity]?.[state] as string);
      moved += 1;
    }
  }
  return moved;
}
