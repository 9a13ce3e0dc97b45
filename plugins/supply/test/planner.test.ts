import t from 'tap';
import { planByHeuristic } from '../planning/heuristic.ts';
import { planExactly, toLp } from '../planning/exact.ts';
import type { LoadGroup, LoadProblem } from '../planning/load-problem.ts';
import { fits, worthOfPlan } from '../planning/load-problem.ts';

/** A stream of numbers that is the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const group = (id: string, volume: number, weight = 0, floor = 0, rank = 0): LoadGroup => ({ id, volume, weight, floor, rank });
const LIMITS = { volume: 90_000, weight: 22_000_000, floor: 13_600 };

function randomProblem(seed: number, groups: number, trucks: number): LoadProblem {
  const roll = dice(seed);
  return { limits: LIMITS, trucks, groups: Array.from({ length: groups }, (_one, at) => group(`g${at}`, 2_000 + roll(45_000), 100_000 + roll(9_000_000), 500 + roll(6_000), roll(30))) };
}

/** Every way to put groups into trucks. */
function bruteForce(problem: LoadProblem): number {
  let best = 0;
  const loads: number[][] = Array.from({ length: problem.trucks }, () => []);
  const place = (index: number): void => {
    if (index === problem.groups.length) {
      best = Math.max(best, worthOfPlan(problem, loads));
      return;
    }
    place(index + 1);
    for (const load of loads) {
      load.push(index);
      if (fits(problem, load)) place(index + 1);
      load.pop();
    }
  };
  place(0);
  return best;
}

t.test('the solver finds the optimum, the heuristic comes close to it', async (t) => {
  const gaps: number[] = [];
  let optimal = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const problem = randomProblem(seed, 6 + (seed % 5), 1 + (seed % 2));
    const best = bruteForce(problem);
    const exact = await planExactly(problem, 10);
    t.equal(exact.method, 'exact', `case ${seed} is solved`);
    t.equal(worthOfPlan(problem, exact.trucks), best, `case ${seed}: the optimum`);
    const quick = planByHeuristic(problem);
    t.ok(quick.trucks.every((load) => fits(problem, load)), `case ${seed}: nothing is overloaded`);
    t.same(planByHeuristic(problem), quick, `case ${seed}: the same again`);
    const gap = 100 * (1 - worthOfPlan(problem, quick.trucks) / best);
    gaps.push(gap);
    if (gap < 1e-9) optimal += 1;
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  t.comment(`heuristic against the optimum, ${gaps.length} cases: optimal in ${optimal}, ${mean.toFixed(2)} % below it on average, ${Math.max(...gaps).toFixed(2)} % at worst`);
  t.ok(Math.max(...gaps) <= 10 && mean <= 2, 'never far from the optimum');
});

t.test('a truck is filled to the brim by volume, within weight and floor, without splitting a group', async (t) => {
  const plan = async (groups: readonly LoadGroup[], trucks = 1, limits = LIMITS) => {
    const problem = { groups, limits, trucks };
    return (await planExactly(problem, 10)).trucks.map((load) => load.map((index) => groups[index]?.id));
  };
  t.same(await plan([group('a', 50_000), group('b', 45_000), group('c', 40_000)]), [['a', 'c']], '90 of 90, not the greedy 50 with nothing else');
  t.same(await plan([group('a', 60_000, 20_000_000), group('b', 30_000, 5_000_000), group('c', 25_000, 2_000_000)]), [['a', 'c']], 'b is too heavy beside a');
  t.same(await plan([group('a', 60_000, 0, 10_000), group('b', 30_000, 0, 4_000), group('c', 25_000, 0, 3_000)]), [['a', 'c']], 'b does not stand beside a');
  t.same(await plan([group('big', 95_000), group('a', 10_000)]), [['a']], 'what fits no truck is left to people');
  t.same(await plan([group('late', 90_000, 0, 0, 9), group('early', 90_000, 0, 0, 1)]), [['early']], 'among equals the one that waits longer');
  t.same(await plan([group('a', 80_000), group('b', 85_000), group('c', 9_000)], 2), [['b'], ['a', 'c']].sort((x, y) => y.length - x.length), 'two trucks, as much as goes');
  t.same(await plan([]), []);
  t.same(await plan([group('a', 90_001)]), []);
});

t.test('without time for the solver the heuristic answers, and the LP text says the problem', async (t) => {
  const problem = randomProblem(7, 8, 1);
  t.same(await planExactly(problem, 0), planByHeuristic(problem));
  const large = await planExactly(randomProblem(8, 60, 8), 10);
  t.equal(large.method, 'heuristic', 'too many variables for a shared thread');
  const lp = toLp({ groups: [group('a', 1_000, 0, 5)], limits: LIMITS, trucks: 2 });
  t.match(lp, /^Maximize/);
  t.match(lp, /volume1: \+ 1000 x0_1 <= 90000/);
  t.match(lp, /once0: \+ 1 x0_0 \+ 1 x0_1 <= 1/);
  t.notMatch(lp, /weight0/, 'what weighs nothing is no row');
});
