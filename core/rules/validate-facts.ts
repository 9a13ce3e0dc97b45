import type { Label } from '../language/index.ts';
import { fillLabel } from '../language/index.ts';
import { TYPE_LABELS, typeOfValue } from './fact-type.ts';
import type { FactType } from './fact-type.ts';
import { escapeKey } from './rule.ts';
import type { Facts } from './rule.ts';

/** One fact that does not fit its declaration. */
export interface FactProblem {
  readonly code: 'fact_missing' | 'fact_null' | 'fact_wrong_type' | 'fact_not_finite' | 'fact_not_integer' | 'fact_not_in_enum';
  /** Path as a rule would read it: `p.limit`, `lines.0.quantity`. */
  readonly fact: string;
  /** JSON pointer into the facts. */
  readonly pointer: string;
  readonly message: Label;
}

/** Compares facts with their declared types: every declared one present, null only where allowed, numbers finite. Undeclared ones are left alone, for no rule may read them. */
export function validateFacts(facts: Facts, types: Readonly<Record<string, FactType>>): readonly FactProblem[] {
  const problems: FactProblem[] = [];
  validateProperties(facts, types, [], problems);
  return problems;
}

/** Compares one value with a type; `path` is where it stands. */
export function validateValue(value: unknown, type: FactType, path: readonly string[] = []): readonly FactProblem[] {
  const problems: FactProblem[] = [];
  validate(value, type, path, problems);
  return problems;
}

function validateProperties(holder: Readonly<Record<string, unknown>>, types: Readonly<Record<string, FactType>>, path: readonly string[], problems: FactProblem[]): void {
  for (const name in types) {
    const type = types[name];
    if (type === undefined || !Object.hasOwn(types, name)) continue;
    const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
    if (fits(value, type)) continue;
    validate(value, type, [...path, name], problems);
  }
}

/** The usual case without building a path: a plain value of the right type. */
function fits(value: unknown, type: FactType): boolean {
  if (value === null) return type.nullable === true || type.type === 'any';
  if (type.type === 'number') return type.integer === true ? Number.isInteger(value) : Number.isFinite(value);
  if (type.type === 'boolean') return typeof value === 'boolean';
  return type.type === 'string' && type.enum === undefined && typeof value === 'string';
}

function validate(value: unknown, type: FactType, path: readonly string[], problems: FactProblem[]): void {
  const report = (code: FactProblem['code'], message: Label, values: Record<string, unknown> = {}): void => {
    const fact = path.join('.');
    problems.push({ code, fact, pointer: path.map((key) => `/${escapeKey(key)}`).join(''), message: fillLabel(message, { fact, ...values }) });
  };
  if (value === undefined) return report('fact_missing', { ru: 'Нет значения «{fact}».', en: 'There is no value for “{fact}”.' });
  if (value === null) {
    if (type.nullable === true || type.type === 'any') return;
    return report('fact_null', { ru: 'Значение «{fact}» не может быть пустым.', en: '“{fact}” cannot be null.' });
  }
  const actual = typeOfValue(value);
  if (type.type !== 'any' && actual !== type.type) {
    return report('fact_wrong_type', { ru: 'Значение «{fact}»: нужно «{ru}», получено «{gotRu}».', en: '“{fact}” must be a {en}, not a {gotEn}.' }, {
      ru: TYPE_LABELS[type.type].ru, en: TYPE_LABELS[type.type].en, gotRu: TYPE_LABELS[actual].ru, gotEn: TYPE_LABELS[actual].en,
    });
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return report('fact_not_finite', { ru: 'Значение «{fact}» — не конечное число.', en: '“{fact}” is not a finite number.' });
  }
  if (typeof value === 'number' && type.integer === true && !Number.isInteger(value)) {
    return report('fact_not_integer', { ru: 'Значение «{fact}» — не целое число.', en: '“{fact}” is not a whole number.' });
  }
  if (typeof value === 'string' && type.enum !== undefined && !type.enum.includes(value)) {
    return report('fact_not_in_enum', { ru: 'Значение «{fact}» ({value}) не из списка: {list}.', en: '“{fact}” ({value}) is not one of: {list}.' }, {
      value: value.slice(0, 80), list: type.enum.join(', '),
    });
  }
  if (Array.isArray(value) && type.items !== undefined) {
    const { items } = type;
    value.forEach((item, index) => validate(item, items, [...path, String(index)], problems));
  } else if (actual === 'object' && type.properties !== undefined) {
    validateProperties(value as Record<string, unknown>, type.properties, path, problems);
  }
}
