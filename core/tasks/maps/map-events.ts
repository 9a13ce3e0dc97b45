import type { UnitOfWork } from '../../company/index.ts';
import type { EntityRow } from '../../entity/index.ts';
import { tableName } from '../../entity/index.ts';
import type { DomainEvent } from '../../plugin/index.ts';
import { defineSubscription } from '../../plugin/index.ts';
import type { EffectContext, ItemRef } from '../../process/index.ts';
import { ProcessEngine } from '../../process/index.ts';
import type { CompiledRegulation, MapDocument } from '../../regulation/index.ts';
import { eventsOf, meaningOf } from './map-progress.ts';
import type { Progress } from './map-progress.ts';
import { advance, endRun, mapOf, startMap } from './run-map.ts';

const listeners = new WeakMap<CompiledRegulation, ReadonlyMap<string, readonly MapDocument[]>>();

/** Maps of a version by the events they listen to; most events are no map's, and are dismissed without a query. */
function listeningMaps(regulation: CompiledRegulation, event: string): readonly MapDocument[] {
  let byEvent = listeners.get(regulation);
  if (byEvent === undefined) {
    const found = new Map<string, MapDocument[]>();
    for (const map of Object.values(regulation.document.maps ?? {})) {
      for (const name of new Set(eventsOf(map))) found.set(name, [...(found.get(name) ?? []), map]);
    }
    byEvent = found;
    listeners.set(regulation, byEvent);
  }
  return byEvent.get(event) ?? [];
}

/** Rows a row refers to, itself included. */
function referencesOf(uow: UnitOfWork, ref: ItemRef, row: EntityRow): ItemRef[] {
  const found: ItemRef[] = [ref];
  for (const [name, field] of Object.entries(uow.company.plugins.entity(ref.entity)?.definition.fields ?? {})) {
    const id = row[name];
    if (typeof id !== 'string') continue;
    if (field.type === 'reference' && field.target !== undefined) found.push({ entity: field.target, id });
    else if (field.type === 'uuid' && name.endsWith('_id') && typeof row[`${name.slice(0, -3)}_entity`] === 'string') found.push({ entity: String(row[`${name.slice(0, -3)}_entity`]), id });
  }
  return found;
}

/** Running maps whose subject is the event's row, one it refers to, or one that refers to it. */
async function concernedRuns(uow: UnitOfWork, event: DomainEvent, row: EntityRow, subjects: readonly string[]): Promise<string[]> {
  const refs = referencesOf(uow, event, row).filter((ref) => subjects.includes(ref.entity));
  const ids = new Set<string>();
  if (refs.length > 0) {
    const rows = await uow.query<{ id: string }>(
      `select r.id from core_process_run r join unnest($1::text[], $2::uuid[]) as s(entity, id) on r.subject_entity = s.entity and r.subject_id = s.id where r.state = 'running'`,
      [refs.map((ref) => ref.entity), refs.map((ref) => ref.id)],
    );
    for (const { id } of rows) ids.add(id);
  }
  for (const subject of subjects) {
    const columns = Object.entries(uow.company.plugins.entity(subject)?.definition.fields ?? {}).filter(([, field]) => field.type === 'reference' && field.target === event.entity).map(([name]) => name);
    if (columns.length === 0) continue;
    const rows = await uow.query<{ id: string }>(
      `select r.id from core_process_run r join "${tableName(subject)}" s on s.id = r.subject_id where r.state = 'running' and r.subject_entity = $2 and (${columns.map((name) => `s."${name}" = $1`).join(' or ')})`,
      [event.id, subject],
    );
    for (const { id } of rows) ids.add(id);
  }
  return [...ids].sort();
}

async function tellRun(context: EffectContext, runId: string, event: string): Promise<void> {
  const item = await ProcessEngine.of(context.uow).store.lock({ entity: 'core.process_run', id: runId });
  if (item.row['state'] !== 'running') return;
  const map = mapOf(item.regulation, String(item.row['definition_code']));
  const { done, end } = meaningOf(map, (item.row['steps'] as Progress | null) ?? {}, event);
  if (done.length > 0) await advance(context, runId, Object.fromEntries(done.map((code) => [code, 'done' as const])));
  if (end !== undefined) await endRun(context, runId, end.outcome, end.terminated);
}

/** Lets maps hear of every event: those of the present version and of the one the event's item is pinned to. */
export const mapEvents = defineSubscription({
  id: 'core.map_events',
  on: '*',
  async run(event, context) {
    const { uow } = context;
    const present = uow.company.regulation;
    const maps = [...new Set([...listeningMaps(present, event.type), ...listeningMaps(context.regulation, event.type)])];
    if (maps.length === 0) return;
    for (const id of await concernedRuns(uow, event, context.item.row, [...new Set(maps.map((map) => map.subject))])) await tellRun(context, id, event.type);
    for (const [code, map] of Object.entries(present.document.maps ?? {})) {
      if (map.starts_on === event.type && map.subject === event.entity) await startMap(context, code, event);
    }
  },
});

/** A step's task that was done, or called off, moves its run on. */
async function stepEnded(event: DomainEvent, context: EffectContext): Promise<void> {
  const { process_run_id: run, process_step_code: step } = context.item.row;
  if (typeof run !== 'string' || typeof step !== 'string') return;
  await advance(context, run, { [step]: event.type === 'task.done' ? 'done' : 'skipped' });
}

export const stepDone = defineSubscription({ id: 'core.map_step_done', on: 'task.done', run: stepEnded });
export const stepCancelled = defineSubscription({ id: 'core.map_step_cancelled', on: 'task.cancelled', run: stepEnded });
