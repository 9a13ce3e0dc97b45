import { createMachine } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Condition, EffectCall, ProcessSpec, RegionSpec, StateSpec, TransitionSpec } from './spec.ts';

/** An ordered effect in its only form after compilation. */
export interface CompiledEffect {
  readonly effect: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface CompiledTransition extends Omit<TransitionSpec, 'effects' | 'from' | 'when'> {
  readonly code: string;
  readonly region: string;
  readonly from: readonly string[] | 'start';
  readonly when: readonly Condition[];
  readonly effects: readonly CompiledEffect[];
}

export interface CompiledAfter {
  readonly code: string;
  readonly region: string;
  readonly state: string;
  readonly in: string;
  readonly from?: string;
  readonly repeat: boolean;
  readonly when: readonly Condition[];
  readonly effects: readonly CompiledEffect[];
  readonly send?: string;
}

/** A process ready to run: its XState machine and the same transitions by event, by code and by automatic region. */
export interface CompiledProcess {
  readonly id: string;
  readonly spec: ProcessSpec;
  readonly machine: AnyStateMachine;
  readonly regions: Readonly<Record<string, RegionSpec>>;
  /** By `edgeKey`. */
  readonly transitions: ReadonlyMap<string, CompiledTransition>;
  readonly byEvent: ReadonlyMap<string, readonly CompiledTransition[]>;
  readonly starts: readonly CompiledTransition[];
  readonly automatic: readonly CompiledTransition[];
  readonly after: ReadonlyMap<string, readonly CompiledAfter[]>;
}

/** Event of the compiled machine by which the kernel takes automatic transitions; no person can send it. */
export const SETTLE = 'reglament.settle';

/** Condition of an edge with `to: each`: the sender chose this one. */
export const CHOSEN_TARGET = 'core.target_chosen';

/** Action of the compiled machine that reports which transition was taken. */
export const TAKE = 'reglament.take';

/** Key of a state's waits: region and state. */
export function stateKey(region: string, state: string): string {
  return `${region}:${state}`;
}

export function compileEffects(calls: readonly EffectCall[] | undefined): CompiledEffect[] {
  return (calls ?? []).map((call) => {
    if (typeof call === 'string') return { effect: call, params: {} };
    const [effect = '', params = {}] = Object.entries(call)[0] ?? [];
    return { effect, params };
  });
}

function liveStates(region: RegionSpec): [string, StateSpec][] {
  return Object.entries(region.states).filter(([, state]) => state.disabled !== true);
}

/** States a transition leaves, written out. */
function sources(spec: TransitionSpec, region: RegionSpec): readonly string[] | 'start' {
  if (spec.from === 'start') return 'start';
  const live = liveStates(region);
  if (spec.from === 'any') return live.map(([name]) => name);
  if (spec.from === 'open') return live.filter(([, state]) => state.final !== true).map(([name]) => name);
  return spec.from.filter((name) => live.some(([other]) => other === name));
}

/** The region of a transition: its own, or the process's only one. */
export function regionOf(process: ProcessSpec, transition: Pick<TransitionSpec, 'region'>): string {
  return transition.region ?? Object.keys(process.regions)[0] ?? 'state';
}

function compileTransition(process: ProcessSpec, code: string, spec: TransitionSpec): CompiledTransition[] {
  const regionName = regionOf(process, spec);
  const region = process.regions[regionName];
  if (region === undefined || spec.disabled === true) return [];
  const base = { ...spec, code, region: regionName, from: sources(spec, region), when: spec.when ?? [], effects: compileEffects(spec.effects) };
  if (spec.to !== 'each') return region.states[spec.to]?.disabled === true ? [] : [base];
  return liveStates(region)
    .filter(([, state]) => state.final !== true)
    .map(([to]) => ({ ...base, to, when: [{ code: CHOSEN_TARGET, logic: { '==': [{ var: 'event.to' }, to] } }, ...base.when] }));
}

interface MachineStep {
  readonly target?: string;
  readonly reenter?: boolean;
  readonly guard: { readonly type: string; readonly params: { readonly key: string } };
  readonly actions: readonly { readonly type: string; readonly params: { readonly key: string } }[];
}

/** Key of one edge: code, source and target, since a code may leave several states. */
export function edgeKey(transition: Pick<CompiledTransition, 'code' | 'to'>): string {
  return `${transition.code}>${transition.to}`;
}

function regionConfig(region: RegionSpec, transitions: readonly CompiledTransition[]): Record<string, unknown> {
  const states = Object.fromEntries(
    liveStates(region).map(([name]) => {
      const on: Record<string, MachineStep[]> = {};
      for (const transition of transitions) {
        if (transition.from === 'start' || !transition.from.includes(name)) continue;
        const event = transition.automatic === true ? SETTLE : transition.on;
        if (event === undefined) continue;
        const stays = transition.to === '=' || transition.to === name;
        (on[event] ??= []).push({
          ...(stays ? {} : { target: transition.to }),
          guard: { type: 'reglament.allowed', params: { key: edgeKey(transition) } },
          actions: [{ type: TAKE, params: { key: edgeKey(transition) } }],
        });
      }
      // No XState `final`: a closed item still accepts the few events its process lists (reopening, archiving).
      return [name, { on }];
    }),
  );
  return { initial: region.initial, states };
}

/** What the machine is told with every event: the edges whose guards held. */
export interface MachineEvent {
  readonly type: string;
  readonly allowed: ReadonlySet<string>;
}

/** Compiles a merged process into an XState machine; guards are answered beforehand and handed over with the event, so the step itself is pure. */
export function compileProcess(spec: ProcessSpec): CompiledProcess {
  const compiled = Object.entries(spec.transitions).flatMap(([code, one]) => compileTransition(spec, code, one));
  const regionNames = Object.keys(spec.regions);
  const configs = Object.fromEntries(
    regionNames.map((name) => [name, regionConfig(spec.regions[name] as RegionSpec, compiled.filter((one) => one.region === name))]),
  );
  const only = regionNames.length === 1 ? configs[regionNames[0] as string] : undefined;
  const machine = createMachine(
    { id: spec.id, ...(only ?? { type: 'parallel', states: configs }) } as never,
    {
      guards: {
        'reglament.allowed': ({ event }: { event: unknown }, params: { key: string }) => (event as MachineEvent).allowed.has(params.key),
      },
      actions: { [TAKE]: () => undefined },
    } as never,
  ) as unknown as AnyStateMachine;

  const byEvent = new Map<string, CompiledTransition[]>();
  for (const one of compiled) {
    if (one.from === 'start' || one.automatic === true || one.on === undefined) continue;
    byEvent.set(one.on, [...(byEvent.get(one.on) ?? []), one]);
  }
  const after = new Map<string, CompiledAfter[]>();
  for (const [region, { states }] of Object.entries(spec.regions)) {
    for (const [state, { after: waits, disabled }] of Object.entries(states)) {
      if (disabled === true || waits === undefined) continue;
      after.set(
        stateKey(region, state),
        Object.entries(waits).map(([code, wait]) => ({
          code, region, state, in: wait.in, repeat: wait.repeat === true, when: wait.when ?? [], effects: compileEffects(wait.effects),
          ...(wait.from === undefined ? {} : { from: wait.from }),
          ...(wait.send === undefined ? {} : { send: wait.send }),
        })),
      );
    }
  }
  return {
    id: spec.id,
    spec,
    machine,
    regions: spec.regions,
    transitions: new Map(compiled.map((one) => [edgeKey(one), one])),
    byEvent,
    starts: compiled.filter((one) => one.from === 'start'),
    automatic: compiled.filter((one) => one.automatic === true),
    after,
  };
}
