import { regionOf } from '../../process/index.ts';
import type { ProcessSpec, RegionSpec, TransitionSpec } from '../../process/index.ts';
import { childPointer } from '../source/index.ts';
import type { CheckContext } from './context.ts';

function liveStates(region: RegionSpec): string[] {
  return Object.keys(region.states).filter((name) => region.states[name]?.disabled !== true);
}

/** States a transition leaves within its region. */
export function sourcesOf(region: RegionSpec, transition: TransitionSpec): readonly string[] {
  const live = liveStates(region);
  if (transition.from === 'start') return [];
  if (transition.from === 'any') return live;
  if (transition.from === 'open') return live.filter((name) => region.states[name]?.final !== true);
  return live.filter((name) => transition.from.includes(name));
}

function targetsOf(region: RegionSpec, transition: TransitionSpec): readonly string[] {
  if (transition.to === '=') return [];
  const live = liveStates(region);
  return transition.to === 'each' ? live.filter((name) => region.states[name]?.final !== true) : live.filter((name) => name === transition.to);
}

/** Live transitions of one region, with their codes, in the order in which they are tried. */
export function transitionsOf(spec: ProcessSpec, name: string): [string, TransitionSpec][] {
  return Object.entries(spec.transitions).filter(([, one]) => one.disabled !== true && regionOf(spec, one) === name);
}

/** Walks each region as a graph: every state can be entered, and every state that is not final can be left. */
export function checkReach(context: CheckContext, spec: ProcessSpec, pointer: string): void {
  for (const [name, region] of Object.entries(spec.regions)) {
    const transitions = transitionsOf(spec, name).map(([, one]) => one);
    const reached = new Set([region.initial, ...transitions.filter((one) => one.from === 'start').flatMap((one) => targetsOf(region, one))]);
    for (const state of reached) {
      for (const one of transitions) if (sourcesOf(region, one).includes(state)) for (const target of targetsOf(region, one)) reached.add(target);
    }
    for (const state of liveStates(region)) {
      const at = childPointer(`${childPointer(`${pointer}/regions`, name)}/states`, state);
      if (!reached.has(state)) {
        context.findings.add('unreachable_state', at, { ru: `В состояние «${state}» не ведёт ни один переход`, en: `No transition leads to the state "${state}"` }, { severity: 'warning', at: 'key', fix: { ru: 'добавьте переход или выключите состояние: disabled: true', en: 'add a transition or switch the state off: disabled: true' } });
      } else if (region.states[state]?.final !== true && !transitions.some((one) => sourcesOf(region, one).includes(state) && targetsOf(region, one).some((target) => target !== state))) {
        context.findings.add('dead_end', at, { ru: `Из состояния «${state}» нет выхода`, en: `There is no way out of the state "${state}"` }, { severity: 'warning', at: 'key', fix: { ru: 'добавьте переход или отметьте final: true', en: 'add a transition or mark it final: true' } });
      }
    }
  }
}
