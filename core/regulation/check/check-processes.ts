import type { EntityDefinition } from '../../entity/index.ts';
import { regionOf } from '../../process/index.ts';
import type { ProcessSpec, RegionSpec, TransitionSpec } from '../../process/index.ts';
import { compileSchema, createAjv } from '../../validation/index.ts';
import { childPointer } from '../source/index.ts';
import { checkConditions } from './check-conditions.ts';
import { checkDuration, checkEffects } from './check-effects.ts';
import type { EffectPlace } from './check-effects.ts';
import { checkReach } from './check-reach.ts';
import { checkShadows } from './check-shadows.ts';
import type { CheckContext, FactTypes } from './context.ts';
import { checkRole, factsOf } from './context.ts';
import { eventFacts } from './event-facts.ts';

interface Process {
  readonly spec: ProcessSpec;
  readonly pointer: string;
  readonly definition: EntityDefinition;
  readonly facts: FactTypes;
  readonly stateColumns: ReadonlySet<string>;
}

/** Every process: names, conditions, effects and waits; then, if its parts fit together, whether items can get in, through and out. */
export function checkProcesses(context: CheckContext): void {
  for (const [id, one] of Object.entries(context.document.processes ?? {})) {
    const pointer = childPointer('/processes', id);
    const definition = context.registry.entity(id)?.definition;
    if (definition === undefined) {
      context.findings.unknown('unknown_process', pointer, { ru: 'Процесс', en: 'Process' }, id, context.registry.processes.map((other) => other.id), { at: 'key' });
      continue;
    }
    const spec = { id, label: one.label ?? definition.label.one, regions: one.regions ?? {}, transitions: one.transitions ?? {} } as ProcessSpec;
    const stateColumns = new Set(Object.values(spec.regions).map((region) => region.field));
    const process: Process = { spec, pointer, definition, facts: factsOf(context, id), stateColumns };
    const before = context.findings.errors;
    for (const [name, region] of Object.entries(spec.regions)) checkRegion(context, process, name, region);
    for (const [code, transition] of Object.entries(spec.transitions)) checkTransition(context, process, code, transition);
    if (context.findings.errors > before) continue;
    checkReach(context, spec, pointer);
    checkShadows(context, spec, pointer);
  }
}

function checkRegion(context: CheckContext, process: Process, name: string, region: RegionSpec): void {
  const { findings } = context;
  const pointer = childPointer(`${process.pointer}/regions`, name);
  const states = region.states ?? {};
  const column = process.definition.fields[region.field];
  if (column === undefined) {
    findings.unknown('unknown_column', `${pointer}/field`, { ru: `Поле ${process.definition.id}`, en: `Column of ${process.definition.id}` }, String(region.field), Object.keys(process.definition.fields));
  }
  if (!Object.hasOwn(states, region.initial)) findings.unknown('unknown_state', `${pointer}/initial`, STATE, String(region.initial), Object.keys(states));
  else if (states[region.initial]?.disabled === true) {
    findings.add('initial_disabled', `${pointer}/initial`, { ru: `Начальное состояние «${region.initial}» выключено`, en: `The initial state "${region.initial}" is switched off` }, { fix: { ru: 'выберите другое начальное состояние', en: 'choose another initial state' } });
  }
  for (const [state, { label, after, disabled }] of Object.entries(states)) {
    const at = childPointer(`${pointer}/states`, state);
    if (label === undefined) findings.add('label_missing', at, { ru: `У состояния «${state}» нет названия`, en: `The state "${state}" has no label` }, { at: 'key', fix: { ru: 'label: { ru: …, en: … }', en: 'label: { ru: …, en: … }' } });
    if (disabled !== true) for (const [code, wait] of Object.entries(after ?? {})) checkWait(context, process, wait, childPointer(`${at}/after`, code));
  }
}

const STATE = { ru: 'Состояние', en: 'State' };

function checkWait(context: CheckContext, process: Process, wait: NonNullable<RegionSpec['states'][string]['after']>[string], pointer: string): void {
  const { findings } = context;
  const { definition, facts, spec } = process;
  checkDuration(context, wait.in, `${pointer}/in`);
  if (wait.from !== undefined) {
    const dates = Object.entries(definition.fields).filter(([, one]) => one.type === 'date' || one.type === 'datetime').map(([name]) => name);
    if (!dates.includes(wait.from)) findings.unknown('unknown_column', `${pointer}/from`, { ru: `Поле-дата ${definition.id}`, en: `Date column of ${definition.id}` }, wait.from, dates);
  }
  checkConditions(context, wait.when, `${pointer}/when`, { entity: definition.id, facts });
  checkEffects(context, wait.effects, `${pointer}/effects`, process satisfies EffectPlace);
  if (wait.send === undefined) return;
  const events = eventsOf(spec);
  if (!events.includes(wait.send)) findings.unknown('unknown_event', `${pointer}/send`, { ru: 'Событие', en: 'Event' }, wait.send, events);
}

function eventsOf(spec: ProcessSpec): string[] {
  return [...new Set(Object.values(spec.transitions).flatMap((one) => (one.on === undefined || one.disabled === true || one.from === 'start' ? [] : [one.on])))];
}

function checkTransition(context: CheckContext, process: Process, code: string, transition: TransitionSpec): void {
  if (transition.disabled === true) return;
  const { findings, registry } = context;
  const { spec, definition } = process;
  const pointer = childPointer(`${process.pointer}/transitions`, code);
  checkEnds(context, process, code, transition, pointer);
  for (const [index, role] of (transition.by ?? []).entries()) checkRole(context, role, `${pointer}/by/${index}`);
  if (transition.permission !== undefined) {
    const known = registry.permissions.map((one) => one.code);
    if (!known.includes(transition.permission)) findings.unknown('unknown_permission', `${pointer}/permission`, { ru: 'Право', en: 'Permission' }, transition.permission, known);
  }
  for (const [name, need] of Object.entries(transition.needs ?? {})) {
    const at = childPointer(`${pointer}/needs`, name);
    try {
      compileSchema(need.schema, context.ajv);
    } catch (error) {
      context.ajv = createAjv();
      findings.add('bad_schema', `${at}/schema`, { ru: `Схема данного «${name}» неверна: ${(error as Error).message}`, en: `The schema of "${name}" is wrong: ${(error as Error).message}` });
    }
    if (need.target !== undefined && registry.entity(need.target) === undefined) {
      findings.unknown('unknown_entity', `${at}/target`, { ru: 'Объект', en: 'Entity' }, need.target, registry.entities.map((one) => one.definition.id));
    }
  }
  const facts = { ...eventFacts(spec.transitions, transition), ...withoutEvent(process.facts) };
  checkConditions(context, transition.when, `${pointer}/when`, { entity: definition.id, facts });
  checkEffects(context, transition.effects, `${pointer}/effects`, { definition, facts, stateColumns: process.stateColumns });
}

/** The item's own facts go before an event's data of the same name; only `event` itself is told by the transition. */
function withoutEvent({ event: _event, ...facts }: FactTypes): FactTypes {
  return facts;
}

function checkEnds(context: CheckContext, process: Process, code: string, transition: TransitionSpec, pointer: string): void {
  const { findings } = context;
  const regions = Object.keys(process.spec.regions);
  const missing = (['from', 'to'] as const).filter((name) => transition[name] === undefined);
  for (const name of missing) findings.add('required', pointer, { ru: `У перехода «${code}» нет ${name}`, en: `The transition "${code}" has no ${name}` }, { at: 'key' });
  if (transition.region !== undefined && !regions.includes(transition.region)) {
    findings.unknown('unknown_region', `${pointer}/region`, { ru: 'Область', en: 'Region' }, transition.region, regions);
    return;
  }
  if (transition.on === undefined && transition.automatic !== true && transition.from !== 'start') {
    findings.add('no_trigger', pointer, { ru: `Переход «${code}» никогда не начнётся: нет ни on, ни automatic`, en: `The transition "${code}" never starts: it has neither on nor automatic` }, { at: 'key', fix: { ru: 'добавьте on: <событие> или automatic: true', en: 'add on: <event> or automatic: true' } });
  }
  if (transition.region === undefined && regions.length > 1) {
    findings.add('region_unnamed', pointer, { ru: `У процесса несколько областей, переход «${code}» отнесён к «${regions[0] ?? ''}»`, en: `The process has several regions; the transition "${code}" is taken to belong to "${regions[0] ?? ''}"` }, { severity: 'warning', at: 'key', fix: { ru: `добавьте region: ${regions.join(' | ')}`, en: `add region: ${regions.join(' | ')}` } });
  }
  const states = Object.keys(process.spec.regions[regionOf(process.spec, transition)]?.states ?? {});
  if (Array.isArray(transition.from)) {
    for (const [index, state] of (transition.from as readonly string[]).entries()) {
      if (!states.includes(state)) findings.unknown('unknown_state', `${pointer}/from/${index}`, STATE, state, states);
    }
  }
  if (transition.to !== undefined && transition.to !== '=' && transition.to !== 'each' && !states.includes(transition.to)) findings.unknown('unknown_state', `${pointer}/to`, STATE, transition.to, states);
}
