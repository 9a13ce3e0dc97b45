import type { LoadGroup, LoadPlan, LoadProblem } from './load-problem.ts';
import { fits, loadable, ordered, worthOf } from './load-problem.ts';

/** Share of the scarcest thing of a truck that a group takes. */
function burden(problem: LoadProblem, index: number): number {
  const group = problem.groups[index] as LoadGroup;
  return Math.max(group.volume / problem.limits.volume, group.weight / problem.limits.weight, group.floor / problem.limits.floor, 1e-9);
}

/** Takes what fits in the given order. */
function fill(problem: LoadProblem, order: readonly number[]): number[] {
  const chosen: number[] = [];
  for (const index of order) if (fits(problem, [...chosen, index])) chosen.push(index);
  return chosen;
}

const worth = (problem: LoadProblem, chosen: readonly number[]): number => chosen.reduce((sum, index) => sum + worthOf(problem, index), 0);

/** Exchanges one or two of the load for one, two or three of those left over, as long as it gains; the greatest gain first. */
function improve(problem: LoadProblem, start: readonly number[], others: readonly number[]): number[] {
  let chosen = [...start];
  const MOST_ROUNDS = 200;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const left = others.filter((index) => !chosen.includes(index));
    let best: { readonly gain: number; readonly load: number[] } | undefined;
    for (const out of subsets(chosen, 2)) {
      const rest = chosen.filter((index) => !out.includes(index));
      for (const inside of subsets(left, 2)) {
        const gain = worth(problem, inside) - worth(problem, out);
        if (gain <= (best?.gain ?? 0)) continue;
        const load = [...rest, ...inside];
        if (fits(problem, load)) best = { gain, load };
      }
    }
    if (best === undefined) return chosen;
    chosen = fill(problem, [...best.load, ...left]);
  }
  return chosen;
}

/** All subsets of at most `size` members, the empty one first, in order. */
function subsets(members: readonly number[], size: number): number[][] {
  const found: number[][] = [[]];
  members.forEach((first, at) => {
    found.push([first]);
    if (size > 1) for (const second of members.slice(at + 1)) found.push([first, second]);
  });
  return found;
}

/** The best load of one truck from several greedy beginnings, each improved. Deterministic. */
function loadOne(problem: LoadProblem, open: readonly number[]): number[] {
  const by = (value: (index: number) => number): number[] => [...open].sort((left, right) => value(right) - value(left) || left - right);
  const orders = [by((index) => worthOf(problem, index)), by((index) => worthOf(problem, index) / burden(problem, index)), by((index) => -burden(problem, index)), by((index) => -(problem.groups[index] as LoadGroup).rank)];
  return orders.map((order) => improve(problem, fill(problem, order), open)).reduce((best, one) => (worth(problem, one) > worth(problem, best) ? one : best));
}

/** Fills truck after truck by greedy choice and improving exchanges: quick, always the same, not always the best. */
export function planByHeuristic(problem: LoadProblem): LoadPlan {
  let open = loadable(problem);
  const trucks: number[][] = [];
  for (let truck = 0; truck < problem.trucks && open.length > 0; truck += 1) {
    const chosen = loadOne(problem, open);
    trucks.push(chosen);
    open = open.filter((index) => !chosen.includes(index));
  }
  return { trucks: ordered(problem, trucks), method: 'heuristic' };
}
