/** What must travel together, with its sizes: litres (thousandths of m³), grams, millimetres of the floor. Whole numbers, so that every method counts alike. */
export interface LoadGroup {
  readonly id: string;
  readonly volume: number;
  readonly weight: number;
  readonly floor: number;
  /** The smaller the earlier it has to leave; ties are broken by it. */
  readonly rank: number;
}

/** What one truck can carry, in the same units. */
export interface TruckLimits {
  readonly volume: number;
  readonly weight: number;
  readonly floor: number;
}

export interface LoadProblem {
  readonly groups: readonly LoadGroup[];
  readonly limits: TruckLimits;
  /** How many trucks at most. */
  readonly trucks: number;
}

/** Groups per truck, by their places in the problem; trucks that carry nothing are left out. */
export interface LoadPlan {
  readonly trucks: readonly (readonly number[])[];
  /** `exact`: proven best; `heuristic`: the solver had no time or was not asked. */
  readonly method: 'exact' | 'heuristic';
}

const DIMENSIONS = ['volume', 'weight', 'floor'] as const;

/** Whether a set of groups fits into one truck. */
export function fits(problem: LoadProblem, chosen: readonly number[]): boolean {
  return DIMENSIONS.every((dimension) => chosen.reduce((sum, index) => sum + (problem.groups[index] as LoadGroup)[dimension], 0) <= problem.limits[dimension]);
}

/**
 * What taking a group is worth: its volume, since trucks are to be filled by volume; where that is unknown its weight and floor count a little, and among
 * equals the one that has waited longer goes first. A whole number.
 */
export function worthOf(problem: LoadProblem, index: number): number {
  const group = problem.groups[index] as LoadGroup;
  const minor = Math.round((group.weight / problem.limits.weight) * 40) + Math.round((group.floor / problem.limits.floor) * 40);
  const count = problem.groups.length;
  const turn = count - problem.groups.filter((other, at) => other.rank < group.rank || (other.rank === group.rank && at < index)).length;
  return group.volume * 10_000 + minor * 100 + turn;
}

/** Worth of a whole plan; the first truck counts a little more, so that it is the fullest. Two plans are compared by it. */
export function worthOfPlan(problem: LoadProblem, trucks: readonly (readonly number[])[]): number {
  return trucks.reduce((sum, chosen, truck) => sum + chosen.reduce((own, index) => own + worthOf(problem, index) * weightOfTruck(problem, truck), 0), 0);
}

/** Factor of a truck: the earlier ones are filled first. */
export function weightOfTruck(problem: LoadProblem, truck: number): number {
  return 1000 + problem.trucks - truck;
}

/** Groups that fit into an empty truck; the others have to be split by a person. */
export function loadable(problem: LoadProblem): number[] {
  return problem.groups.map((_group, index) => index).filter((index) => fits(problem, [index]));
}

/** Trucks with the most first, inside by rank; empty ones dropped. */
export function ordered(problem: LoadProblem, trucks: readonly (readonly number[])[]): number[][] {
  return trucks.filter((chosen) => chosen.length > 0).map((chosen) => [...chosen].sort((left, right) => (problem.groups[left] as LoadGroup).rank - (problem.groups[right] as LoadGroup).rank || left - right));
}
