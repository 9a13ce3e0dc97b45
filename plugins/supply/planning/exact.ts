import loadHighs from 'highs';
import type { LoadGroup, LoadPlan, LoadProblem } from './load-problem.ts';
import { fits, loadable, ordered, weightOfTruck, worthOf, worthOfPlan } from './load-problem.ts';
import { planByHeuristic } from './heuristic.ts';

/** What is used of the solver: one synchronous run of a model in LP format. */
interface Solver {
  solve(problem: string, options: Readonly<Record<string, unknown>>): { readonly Status: string; readonly Columns: Readonly<Record<string, { readonly Primal?: number }>> };
}

/** The types of the package describe its CommonJS face, Node takes the ESM one, whose default is the loader itself. */
const load = loadHighs as unknown as () => Promise<Solver>;

/** The WASM module takes a while to start, so it is started once, when first needed. */
let solver: Promise<Solver> | undefined;

/** Rows of an LP file may be long, but not of any length. */
const TERMS_A_LINE = 8;

function sumOf(terms: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += TERMS_A_LINE) lines.push(terms.slice(at, at + TERMS_A_LINE).join(' '));
  return lines.join('\n  ');
}

/**
 * The problem in CPLEX LP format: `x<group>_<truck>` is 1 when the group goes in the truck. A group goes in at most one truck; no truck carries more volume,
 * weight or floor than it has. Coefficients are whole numbers scaled to keep the solver's arithmetic honest.
 */
export function toLp(problem: LoadProblem): string {
  const indices = loadable(problem);
  const trucks = Array.from({ length: problem.trucks }, (_one, truck) => truck);
  const x = (index: number, truck: number): string => `x${index}_${truck}`;
  const scale = Math.max(1, ...indices.map((index) => worthOf(problem, index) * weightOfTruck(problem, 0))) / 1e6;
  const objective = trucks.flatMap((truck) => indices.map((index) => `+ ${((worthOf(problem, index) * weightOfTruck(problem, truck)) / scale).toFixed(6)} ${x(index, truck)}`));
  const limits = trucks.flatMap((truck) =>
    (['volume', 'weight', 'floor'] as const).map((dimension) => {
      const terms = indices.filter((index) => (problem.groups[index] as LoadGroup)[dimension] > 0).map((index) => `+ ${(problem.groups[index] as LoadGroup)[dimension]} ${x(index, truck)}`);
      return terms.length === 0 ? '' : ` ${dimension}${truck}: ${sumOf(terms)} <= ${problem.limits[dimension]}`;
    }),
  );
  const once = indices.map((index) => ` once${index}: ${sumOf(trucks.map((truck) => `+ 1 ${x(index, truck)}`))} <= 1`);
  return ['Maximize', ` worth: ${sumOf(objective)}`, 'Subject To', ...limits.filter((row) => row !== ''), ...once, 'Binary', ` ${sumOf(trucks.flatMap((truck) => indices.map((index) => x(index, truck))))}`, 'End', ''].join('\n');
}

/** More variables than this are left to the heuristic: the solver shares its thread with everybody else's requests. */
const MOST_VARIABLES = 400;

/**
 * The best plan there is, found by the MILP solver HiGHS; when `seconds` do not suffice, or the problem is large, the better of its last plan and the
 * heuristic's, marked `heuristic`.
 */
export async function planExactly(problem: LoadProblem, seconds: number): Promise<LoadPlan> {
  const indices = loadable(problem);
  if (indices.length === 0 || problem.trucks < 1) return { trucks: [], method: 'exact' };
  if (indices.length * problem.trucks > MOST_VARIABLES || seconds <= 0) return planByHeuristic(problem);
  solver ??= load();
  const result = (await solver).solve(toLp(problem), { time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false });
  const trucks = Array.from({ length: problem.trucks }, (_one, truck) => indices.filter((index) => (result.Columns[`x${index}_${truck}`]?.Primal ?? 0) > 0.5));
  const sound = trucks.every((chosen) => fits(problem, chosen));
  if (result.Status === 'Optimal' && sound) return { trucks: ordered(problem, trucks), method: 'exact' };
  const quick = planByHeuristic(problem);
  return sound && worthOfPlan(problem, trucks) > worthOfPlan(problem, quick.trucks) ? { trucks: ordered(problem, trucks), method: 'heuristic' } : quick;
}
