import { ConflictError } from '../errors/index.ts';
import type { RefusalReason } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import type { FactProblem } from './validate-facts.ts';

/**
 * A rule could not be answered, so what it guards is refused (409): an error is never a yes.
 * `reason` is the short code that an example may expect in place of an outcome.
 */
export class RuleError extends ConflictError {
  readonly reason: string;
  constructor(reason: string, label: Label, params: Readonly<Record<string, unknown>>, reasons?: readonly RefusalReason[]) {
    super(`core.rule_${reason}`, label, { params, ...(reasons === undefined ? {} : { reasons }) });
    this.reason = reason;
  }
}

/** The rule spent its steps, depth or time. */
export class RuleBudgetError extends RuleError {
  readonly budget: 'steps' | 'depth' | 'ms';
  constructor(budget: 'steps' | 'depth' | 'ms', limit: number) {
    super('budget_spent', {
      ru: 'Правило слишком сложно для этих данных: исчерпан предел «{budget}» ({limit}).',
      en: 'The rule is too much work for these facts: the limit “{budget}” ({limit}) is spent.',
    }, { budget, limit });
    this.budget = budget;
  }
}

/** A fact that the rule reads was not given at all; `fact` is its path, or several joined by a comma. */
export class MissingFactError extends RuleError {
  readonly fact: string;
  constructor(fact: string) {
    super('missing_fact', { ru: 'Нет данных для правила: «{fact}».', en: 'The rule has no value for “{fact}”.' }, { fact });
    this.fact = fact;
  }
}

/** Facts do not fit their declared types; `problems` names each. */
export class InvalidFactsError extends RuleError {
  readonly problems: readonly FactProblem[];
  constructor(problems: readonly FactProblem[]) {
    super('invalid_facts', {
      ru: 'Данные для правила не подходят: {facts}.',
      en: 'The facts for the rule do not fit: {facts}.',
    }, { facts: problems.map((problem) => problem.fact).join(', ') }, problems.map(({ code, message }) => ({ code, message })));
    this.problems = problems;
  }
}

/** A guard or a row gave something else than true or false. */
export class RuleResultError extends RuleError {
  constructor(value: unknown) {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    super('result_not_boolean', {
      ru: 'Правило должно ответить «да» или «нет», а ответило значением типа {kind}.',
      en: 'The rule must answer true or false, but it answered with {kind}.',
    }, { kind });
  }
}

/** The rule names an operator that nobody registered. */
export class UnknownOperatorError extends RuleError {
  constructor(operator: string) {
    super('unknown_operator', { ru: 'Неизвестный оператор «{operator}».', en: 'Unknown operator “{operator}”.' }, { operator });
  }
}

/** No row of a first-hit table matched the facts. */
export class DecisionGapError extends RuleError {
  constructor(table: string) {
    super('no_row', { ru: 'В таблице решений «{table}» нет строки для этих данных.', en: 'No row of the decision table “{table}” fits these facts.' }, { table });
  }
}
