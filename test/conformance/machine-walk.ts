import type { CompiledProcess, CompiledTransition } from '../../core/process/index.ts';
import { SETTLE, edgeKey, regionOf } from '../../core/process/index.ts';
import { machineStep } from '../../core/process/machine-step.ts';

/** What a walk did not come to, by name: `state draft`, `state status:closed`, `SH-02 draft → posted`. Empty: everything is live. */
export interface Walk {
  /** Combinations of states that were stood in. */
  readonly visited: number;
  /** Edges, each from each of its states, that were taken. */
  readonly taken: number;
  readonly unreachable: readonly string[];
  readonly untakeable: readonly string[];
  /** Waits that send an event which nothing takes where they wait. */
  readonly deaf: readonly string[];
}

type Standing = Readonly<Record<string, string>>;

const keyOf = (standing: Standing): string => Object.values(standing).join(' ');

/** Every way of beginning: a start of each region, or its initial state where it has none. */
function beginnings(process: CompiledProcess, note: (one: CompiledTransition, from: string, to: string) => void): Standing[] {
  return Object.entries(process.regions).reduce<Standing[]>((found, [region, spec]) => {
    const starts = process.starts.filter((one) => one.region === region);
    const states = starts.map((one) => {
      const to = one.to === '=' ? spec.initial : one.to;
      note(one, 'start', to);
      return to;
    });
    return [...new Set(states.length === 0 ? [spec.initial] : states)].flatMap((state) => found.map((one) => ({ ...one, [region]: state })));
  }, [{}]);
}

/** Edges the regulation means to be taken: those it has not switched off, from the states it has not switched off. */
function expectedEdges(process: CompiledProcess): Map<string, string> {
  const wanted = new Map<string, string>();
  for (const [code, spec] of Object.entries(process.spec.transitions)) {
    const region = process.regions[regionOf(process.spec, spec)];
    if (spec.disabled === true || region === undefined || region.states[spec.to]?.disabled === true) continue;
    const live = Object.entries(region.states).filter(([, state]) => state.disabled !== true);
    const from = spec.from === 'start' ? ['start'] : spec.from === 'any' ? live.map(([name]) => name) : spec.from === 'open' ? live.filter(([, state]) => state.final !== true).map(([name]) => name) : spec.from;
    for (const name of from) {
      if (region.states[name]?.disabled === true) continue;
      const targets = spec.to === 'each' ? live.filter(([, state]) => state.final !== true).map(([target]) => target) : [spec.to];
      for (const to of targets) wanted.set(`${code}>${to} ${name}`, `${code} ${name} → ${to === '=' ? name : to}`);
    }
  }
  return wanted;
}

/**
 * Walks a compiled process with the step the engine itself takes, every guard answered freely, one edge at a time, until nothing new is found. Whatever a
 * guard may say, a state or an edge that this walk does not come to is one that no item ever comes to.
 */
export function walk(process: CompiledProcess): Walk {
  const regions = Object.keys(process.regions);
  const wanted = expectedEdges(process);
  const taken = new Set<string>();
  const stood = new Set<string>();
  const faults: string[] = [];
  const queue: Standing[] = [];
  const seen = new Set<string>();
  const arrive = (standing: Standing): void => {
    if (seen.has(keyOf(standing))) return;
    seen.add(keyOf(standing));
    for (const [region, state] of Object.entries(standing)) stood.add(`${region}:${state}`);
    queue.push(standing);
  };
  for (const standing of beginnings(process, (one, from) => taken.add(`${edgeKey(one)} ${from}`))) arrive(standing);
  const edges = [...process.transitions.values()].filter((one) => one.from !== 'start');
  for (let standing = queue.shift(); standing !== undefined; standing = queue.shift()) {
    for (const edge of edges) {
      const from = standing[edge.region] as string;
      const type = edge.automatic === true ? SETTLE : edge.on;
      if (type === undefined || !edge.from.includes(from)) continue;
      const value = regions.length === 1 ? from : standing;
      const step = machineStep(process.machine, value, { type, allowed: new Set([edgeKey(edge)]) });
      const next: Standing = typeof step.value === 'string' ? { [regions[0] as string]: step.value } : step.value;
      const target = edge.to === '=' ? from : edge.to;
      const isRight = step.taken.length === 1 && step.taken[0] === edgeKey(edge) && next[edge.region] === target && regions.every((one) => one === edge.region || next[one] === standing?.[one]);
      if (isRight) taken.add(`${edgeKey(edge)} ${from}`);
      else faults.push(`${edge.code} ${from} → ${target}: took ${step.taken.join(', ') || 'nothing'} and stands in ${keyOf(next)}`);
      arrive(next);
    }
  }
  const live = Object.entries(process.regions).flatMap(([region, spec]) => Object.entries(spec.states).filter(([, state]) => state.disabled !== true).map(([state]) => [region, state] as const));
  return {
    visited: seen.size,
    taken: taken.size,
    unreachable: live.filter(([region, state]) => !stood.has(`${region}:${state}`)).map(([region, state]) => `state ${regions.length === 1 ? state : `${region}:${state}`}`),
    untakeable: [...[...wanted].filter(([key]) => !taken.has(key)).map(([, name]) => name), ...new Set(faults)],
    deaf: [...process.after.values()].flat()
      .filter((wait) => wait.send !== undefined && !(process.byEvent.get(wait.send) ?? []).some((one) => one.from.includes(wait.state)))
      .map((wait) => `${wait.code}: ${wait.state} sends ${String(wait.send)}`),
  };
}
