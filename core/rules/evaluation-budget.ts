import { RuleBudgetError } from './rule-error.ts';

/** What one evaluation may cost. */
export interface RuleLimits {
  /** Nodes visited, plus the size of the lists and long texts handled. Default 20 000. */
  readonly steps?: number;
  /** Nesting of operators and lists. Default 50. */
  readonly depth?: number;
  /** Elapsed milliseconds by the stopwatch; no limit by default, so that a result never depends on the machine. */
  readonly ms?: number;
}

export const DEFAULT_STEPS = 20_000;
export const DEFAULT_DEPTH = 50;

const CHARACTERS_PER_STEP_BITS = 6;
const STOPWATCH_EVERY = 64;

/** Counts down the cost of one evaluation and throws RuleBudgetError when something is spent. */
export class EvaluationBudget {
  readonly maxDepth: number;
  readonly #limits: RuleLimits;
  readonly #maxSteps: number;
  readonly #stopwatch: () => number;
  readonly #deadline: number;
  #left: number;
  #untilLook = 0;

  constructor(limits: RuleLimits = {}, stopwatch: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#maxSteps = limits.steps ?? DEFAULT_STEPS;
    this.#left = this.#maxSteps;
    this.maxDepth = limits.depth ?? DEFAULT_DEPTH;
    this.#stopwatch = stopwatch;
    this.#deadline = limits.ms === undefined ? Infinity : stopwatch() + limits.ms;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new RuleBudgetError('steps', this.#maxSteps);
    if (this.#deadline === Infinity) return;
    this.#untilLook -= steps;
    if (this.#untilLook > 0) return;
    this.#untilLook = STOPWATCH_EVERY;
    if (this.#stopwatch() > this.#deadline) throw new RuleBudgetError('ms', this.#limits.ms ?? 0);
  }

  enter(depth: number): void {
    if (depth > this.maxDepth) throw new RuleBudgetError('depth', this.maxDepth);
  }

  /**
   * Charges a value by its size before JavaScript turns it into text or copies it: `[x, x]` in a reduce doubles in one step and
   * shares its halves, so counting nodes of the rule alone would let a small rule hang.
   */
  spendOn(value: unknown, depth = 0): void {
    if (typeof value === 'string') {
      const steps = value.length >> CHARACTERS_PER_STEP_BITS;
      if (steps > 0) this.spend(steps);
    } else if (Array.isArray(value)) {
      this.enter(depth);
      this.spend(value.length);
      for (const item of value) this.spendOn(item, depth + 1);
    }
  }
}
