import type { Label } from '../language/index.ts';
import type { FactType } from './fact-type.ts';
import { ARITY } from './operations.ts';

/** An operator added by a plugin: pure and synchronous, for it runs inside every rule that names it. */
export interface RuleOperator {
  /** `<plugin>.<operator>` in snake_case. */
  readonly name: string;
  /** Plugin id, named when two claim one operator. */
  readonly owner: string;
  readonly minArgs: number;
  /** Infinity for no bound. */
  readonly maxArgs: number;
  /** The clause in words; `{0}`, `{1}` are the arguments, each as its label with its value. */
  readonly label: Label;
  /** Type of the result, for `checkRule`; unknown when absent. */
  readonly returns?: FactType;
  evaluate(args: readonly unknown[]): unknown;
}

/** Two plugins, or a plugin and the kernel, claim one operator name. A mistake of assembly, so a fault and not a refusal. */
export class DuplicateOperatorError extends Error {
  constructor(name: string, owners: readonly [string, string]) {
    super(`Rule operator "${name}" is claimed by both "${owners[0]}" and "${owners[1]}".`);
    this.name = 'DuplicateOperatorError';
  }
}

/** Operators that one application adds to the built-in ones; never shared between two applications in a process. */
export class OperatorRegistry {
  readonly #operators = new Map<string, RuleOperator>();

  /** @throws DuplicateOperatorError naming both owners; TypeError for a name that is not `plugin.operator`. */
  register(operator: RuleOperator): this {
    const holder = ARITY.has(operator.name) || operator.name === 'log' ? 'core' : this.#operators.get(operator.name)?.owner;
    if (holder !== undefined) throw new DuplicateOperatorError(operator.name, [holder, operator.owner]);
    if (!/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/.test(operator.name)) {
      throw new TypeError(`Rule operator "${operator.name}" of "${operator.owner}" must be named <plugin>.<operator> in snake_case.`);
    }
    this.#operators.set(operator.name, operator);
    return this;
  }

  get(name: string): RuleOperator | undefined {
    return this.#operators.get(name);
  }

  names(): readonly string[] {
    return [...this.#operators.keys()];
  }
}
