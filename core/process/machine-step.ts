import { createActor } from 'xstate';
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { MachineEvent } from './compile.ts';
import { TAKE } from './compile.ts';

/** State of each region by name, or of the only one. */
export type MachineValue = string | Readonly<Record<string, string>>;

/** Where a machine stands after an event, and keys of the edges it took. */
export interface MachineStep {
  readonly value: MachineValue;
  readonly taken: readonly string[];
}

interface Prepared {
  readonly scope: AnyActorScope;
  readonly snapshots: Map<string, AnyMachineSnapshot>;
}

const prepared = new WeakMap<AnyStateMachine, Prepared>();

/**
 * The pure step of a compiled process. XState's own `transition()` makes an actor for every call, which costs more than the step; our machines invoke
 * and spawn nothing, so one inert scope serves them for ever. Snapshots carry no context and are never changed: each is resolved once.
 */
export function machineStep(machine: AnyStateMachine, from: MachineValue, event: MachineEvent): MachineStep {
  let known = prepared.get(machine);
  if (known === undefined) prepared.set(machine, (known = { scope: inertScope(machine), snapshots: new Map() }));
  const { scope, snapshots } = known;
  const key = typeof from === 'string' ? from : Object.values(from).join(' ');
  let snapshot = snapshots.get(key);
  if (snapshot === undefined) snapshots.set(key, (snapshot = machine.resolveState({ value: from, context: {} } as never) as AnyMachineSnapshot));
  const taken: string[] = [];
  // The step is synchronous: between these two lines nobody else uses the scope.
  scope.actionExecutor = (action) => {
    if (action.type === TAKE) taken.push((action.params as { key: string }).key);
  };
  const next = machine.transition(snapshot, event, scope as never) as AnyMachineSnapshot;
  return { value: next.value as MachineValue, taken };
}

function inertScope(machine: AnyStateMachine): AnyActorScope {
  const self = createActor(machine);
  const nothing = (): void => undefined;
  return { self, id: '', sessionId: '', logger: nothing, defer: nothing, emit: nothing, stopChild: nothing, actionExecutor: nothing, system: self.system } as AnyActorScope;
}
