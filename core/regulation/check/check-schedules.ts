import type { EntityDefinition } from '../../entity/index.ts';
import type { MapDocument } from '../document.ts';
import { childPointer } from '../source/index.ts';
import { checkConditions } from './check-conditions.ts';
import { checkDuration, checkEffects } from './check-effects.ts';
import type { CheckContext, FactTypes } from './context.ts';
import { checkRole, factsOf } from './context.ts';

function stateColumnsOf(context: CheckContext, entity: string): ReadonlySet<string> {
  return new Set(Object.values(context.document.processes?.[entity]?.regions ?? {}).flatMap((region) => (region.field === undefined ? [] : [region.field])));
}

/** Schedules: known, with one way of saying when, and conditions and effects for their entity. */
export function checkSchedules(context: CheckContext): void {
  const { document, registry, findings } = context;
  for (const [id, schedule] of Object.entries(document.schedules ?? {})) {
    const pointer = childPointer('/schedules', id);
    const definition = registry.schedule(id);
    const entity = definition === undefined ? undefined : registry.entity(definition.entity)?.definition;
    if (definition === undefined || entity === undefined) {
      findings.unknown('unknown_schedule', pointer, { ru: 'Расписание', en: 'Schedule' }, id, registry.schedules.map((one) => one.id), { at: 'key' });
      continue;
    }
    if (schedule.disabled === true) continue;
    if ((schedule.at === undefined) === (schedule.every === undefined)) {
      findings.add('schedule_time', pointer, { ru: `Расписанию «${id}» нужно одно из двух: at или every`, en: `The schedule "${id}" needs one of the two: at or every` }, { at: 'key', fix: { ru: 'например, at: "09:00"', en: 'for example, at: "09:00"' } });
    }
    if (schedule.every !== undefined) checkDuration(context, schedule.every, `${pointer}/every`);
    const facts = factsOf(context, entity.id);
    checkConditions(context, schedule.when, `${pointer}/when`, { entity: entity.id, facts });
    checkEffects(context, schedule.effects, `${pointer}/effects`, { definition: entity, facts, stateColumns: stateColumnsOf(context, entity.id) });
  }
}

/** Process maps: steps that exist, follow each other without a circle, and are given to somebody. */
export function checkMaps(context: CheckContext): void {
  for (const [id, map] of Object.entries(context.document.maps ?? {})) {
    const pointer = childPointer('/maps', id);
    const entity = context.registry.entity(map.subject)?.definition;
    if (entity === undefined) {
      context.findings.unknown('unknown_entity', `${pointer}/subject`, { ru: 'Объект', en: 'Entity' }, map.subject, context.registry.entities.map((one) => one.definition.id));
      continue;
    }
    const facts = factsOf(context, entity.id);
    for (const code of Object.keys(map.steps)) checkStep(context, map, code, childPointer(`${pointer}/steps`, code), entity, facts);
  }
}

function checkStep(context: CheckContext, map: MapDocument, code: string, pointer: string, entity: EntityDefinition, facts: FactTypes): void {
  const { findings } = context;
  const step = map.steps[code];
  if (step === undefined) return;
  if (step.role !== undefined) checkRole(context, step.role, `${pointer}/role`);
  if (step.user !== undefined && !Object.hasOwn(facts, step.user)) {
    const people = Object.entries(entity.fields).filter(([, one]) => one.target === 'core.user').map(([name]) => name);
    findings.unknown('unknown_column', `${pointer}/user`, { ru: `Поле ${entity.id} с пользователем`, en: `Column of ${entity.id} with a user` }, step.user, people);
  }
  if (step.role === undefined && step.user === undefined && step.done_on === undefined) {
    findings.add('nobody_performs', pointer, { ru: `Шаг «${code}» никому не поручен`, en: `The step "${code}" is given to nobody` }, { at: 'key', fix: { ru: 'укажите role или user', en: 'give it a role or a user' } });
  }
  if (step.due !== undefined) checkDuration(context, step.due, `${pointer}/due`);
  for (const [index, other] of (step.follows ?? []).entries()) {
    if (!Object.hasOwn(map.steps, other)) findings.unknown('unknown_step', `${pointer}/follows/${index}`, { ru: 'Шаг', en: 'Step' }, other, Object.keys(map.steps));
  }
  if (waitsForItself(map, code)) findings.add('step_cycle', `${pointer}/follows`, { ru: `Шаг «${code}» ждёт самого себя`, en: `The step "${code}" waits for itself` });
  checkConditions(context, step.when, `${pointer}/when`, { entity: entity.id, facts });
}

function waitsForItself(map: MapDocument, code: string): boolean {
  const seen = new Set<string>();
  const waiting = [...(map.steps[code]?.follows ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === code) return true;
    if (!seen.has(next)) waiting.push(...(map.steps[next]?.follows ?? []));
    seen.add(next);
  }
  return false;
}

/** States that a newer version renames must lead to states it has. */
export function checkMigration(context: CheckContext): void {
  const { migrate, processes } = context.document;
  for (const [id, states] of Object.entries(migrate?.states ?? {})) {
    const pointer = childPointer('/migrate/states', id);
    const process = processes?.[id];
    if (process === undefined) {
      context.findings.unknown('unknown_process', pointer, { ru: 'Процесс', en: 'Process' }, id, Object.keys(processes ?? {}), { at: 'key' });
      continue;
    }
    const known = Object.values(process.regions ?? {}).flatMap((region) => Object.keys(region.states ?? {}));
    for (const [old, now] of Object.entries(states)) {
      if (!known.includes(now)) context.findings.unknown('unknown_state', childPointer(pointer, old), { ru: 'Состояние', en: 'State' }, now, known);
    }
  }
}
