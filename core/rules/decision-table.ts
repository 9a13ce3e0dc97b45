import type { Label } from '../language/index.ts';
import type { FactType } from './fact-type.ts';
import type { Facts, Rule } from './rule.ts';

/** One row: when its rule is true, `then` is (part of) the outcome. */
export interface DecisionRow {
  readonly id: string;
  readonly when: Rule;
  /** A literal; it is never evaluated. */
  readonly then: unknown;
  readonly label?: Label;
}

/**
 * How the rows of a `collect` table become one outcome: an object with the named parts. Without it the outcome is the list of the `then`s.
 * Given `{ flag: 'required', max: 'approver', order: ['junior', 'senior'], list: { reasons: 'reason' } }`, the outcome is
 * `{ required, approver, reasons }`: whether any row hit, the highest `then.approver` (null when none), every `then.reason` in row order.
 */
export interface DecisionCombine {
  readonly flag?: string;
  readonly max?: string;
  /** Values of `max`, from lowest to highest. */
  readonly order?: readonly string[];
  /** Part of the outcome -> field of `then` that fills it. */
  readonly list?: Readonly<Record<string, string>>;
}

/** A case the table must answer so; each one is run as a test. */
export interface DecisionExample {
  readonly name: string;
  /** Facts that differ from `base`; those under `p` are merged into its own. */
  readonly given: Facts;
  /** The outcome, or the reason of a RuleError such as `missing_fact`. */
  readonly then: unknown;
}

/** A question answered by rows of rules. `first`: the first true row answers. `collect`: all true rows together. Parameters of the regulation are the fact `p`. */
export interface DecisionTable {
  readonly id: string;
  readonly hit: 'first' | 'collect';
  readonly facts: Readonly<Record<string, FactType>>;
  readonly rows: readonly DecisionRow[];
  readonly combine?: DecisionCombine;
  /** Type of every `then`. */
  readonly outcome?: FactType;
  /** Facts that examples start from. */
  readonly base?: Facts;
  readonly examples?: readonly DecisionExample[];
  readonly label?: Label;
}
