import type { Label } from '../language/index.ts';
import { argumentPointer, argumentsOf, operatorOf } from '../rules/index.ts';
import type { Bindings, KpiProblem, SqlType, SqlValue } from './sql-scope.ts';
import { ZONE } from './sql-scope.ts';

/** What a rule is compiled with: how a name is read, where values go, where problems are told. */
export interface LogicContext {
  readonly bindings: Bindings;
  read(path: string, pointer: string): SqlValue | undefined;
  report(problem: KpiProblem): void;
}

const NOTHING: SqlValue = { sql: 'null', type: undefined };
const COMPARISONS: Readonly<Record<string, string>> = { '==': '=', '===': '=', '!=': 'is distinct from', '!==': 'is distinct from', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const ARITHMETIC = new Set(['+', '-', '*', '/', 'min', 'max']);
/** Everything SQL answers; what else rules know is refused when the regulation is checked. */
export const SQL_OPERATORS: readonly string[] = ['var', 'and', 'or', '!', '!!', 'if', 'in', ...Object.keys(COMPARISONS), ...ARITHMETIC];
const CASTS: Readonly<Record<SqlType, string>> = { number: '::numeric', text: '::text', boolean: '::boolean', date: '::date', moment: '::timestamptz', uuid: '::text', list: '::text[]' };

/**
 * JSON-logic as an SQL expression. Names become columns and subqueries from a fixed list, operators come from a fixed list, and every value written
 * in the rule is a parameter: no text of a regulation ever becomes SQL. An unknown value makes a comparison fail, as it does in rules.
 */
export function logicSql(rule: unknown, pointer: string, context: LogicContext): SqlValue {
  if (rule === null || typeof rule === 'boolean' || typeof rule === 'number' || typeof rule === 'string') return literal(rule, context);
  if (Array.isArray(rule)) return { sql: '', type: 'list', literal: rule };
  const op = operatorOf(rule);
  if (op === undefined || !SQL_OPERATORS.includes(op)) {
    context.report({ code: 'kpi_operator', pointer, message: { ru: `Оператор «${op ?? ''}» в показателях не применяется: ${SQL_OPERATORS.join(', ')}`, en: `The operator "${op ?? ''}" is not available in KPIs: ${SQL_OPERATORS.join(', ')}` } });
    return NOTHING;
  }
  const args = argumentsOf(rule, op);
  const at = (index: number): string => argumentPointer(pointer, rule, op, index);
  const compiled = (index: number): SqlValue => logicSql(args[index], at(index), context);
  if (op === 'var') return context.read(String(args[0]), at(0)) ?? NOTHING;
  if (op === 'and' || op === 'or') return { sql: `(${args.map((_, index) => truth(compiled(index), at(index), context)).join(` ${op} `)})`, type: 'boolean' };
  if (op === '!') return { sql: `(not coalesce(${truth(compiled(0), at(0), context)}, false))`, type: 'boolean' };
  if (op === '!!') return { sql: `coalesce(${truth(compiled(0), at(0), context)}, false)`, type: 'boolean' };
  if (op === 'if') return conditional(args, at, context);
  if (op === 'in') return membership(compiled(0), compiled(1), at, context);
  if (ARITHMETIC.has(op)) return arithmetic(op, args.map((_, index) => compiled(index)), at, context);
  if (args.length === 3) return { sql: `(${compare(op, compiled(0), compiled(1), pointer, context)} and ${compare(op, compiled(1), compiled(2), pointer, context)})`, type: 'boolean' };
  return { sql: compare(op, compiled(0), compiled(1), pointer, context), type: 'boolean' };
}

function literal(value: string | number | boolean | null, context: LogicContext): SqlValue {
  if (value === null) return { sql: 'null', type: undefined, literal: null };
  if (typeof value === 'boolean') return { sql: String(value), type: 'boolean', literal: value };
  return typeof value === 'number'
    ? { sql: `${context.bindings.bind(String(value))}::numeric`, type: 'number', literal: value }
    : { sql: `${context.bindings.bind(value)}::text`, type: 'text', literal: value };
}

function refuse(context: LogicContext, pointer: string, ru: string, en: string): void {
  context.report({ code: 'kpi_types', pointer, message: { ru, en } satisfies Label });
}

/** A value in the place of a condition. */
export function truth(value: SqlValue, pointer: string, context: LogicContext): string {
  if (value.type === 'boolean') return value.sql;
  if (value.type === undefined) return 'false';
  refuse(context, pointer, 'Здесь нужно «да» или «нет»', 'Yes or no is needed here');
  return 'false';
}

function conditional(args: readonly unknown[], at: (index: number) => string, context: LogicContext): SqlValue {
  const arms: string[] = [];
  let type: SqlType | undefined;
  const result = (index: number): string => {
    const value = logicSql(args[index], at(index), context);
    if (type !== undefined && value.type !== undefined && value.type !== type) refuse(context, at(index), 'Ветви «if» дают разные типы', 'The branches of "if" give different types');
    type ??= value.type;
    return value.sql;
  };
  for (let index = 0; index + 1 < args.length; index += 2) arms.push(`when ${truth(logicSql(args[index], at(index), context), at(index), context)} then ${result(index + 1)}`);
  const otherwise = args.length % 2 === 1 ? ` else ${result(args.length - 1)}` : '';
  return { sql: `(case ${arms.join(' ')}${otherwise} end)`, type };
}

function arithmetic(op: string, values: readonly SqlValue[], at: (index: number) => string, context: LogicContext): SqlValue {
  values.forEach((value, index) => {
    if (value.type !== 'number' && value.type !== undefined) refuse(context, at(index), 'Считают только числа; разницу дней даёт факт between', 'Only numbers are reckoned with; a difference of days is given by the fact "between"');
  });
  const parts = values.map((value) => value.sql);
  if (op === 'min' || op === 'max') return { sql: `${op === 'min' ? 'least' : 'greatest'}(${parts.join(', ')})`, type: 'number' };
  if (op === '-' && parts.length === 1) return { sql: `(- ${parts[0] ?? 'null'})`, type: 'number' };
  if (op === '/') return { sql: `(${parts[0] ?? 'null'} / nullif(${parts[1] ?? 'null'}, 0))`, type: 'number' };
  return { sql: `(${parts.join(` ${op} `)})`, type: 'number' };
}

function membership(left: SqlValue, right: SqlValue, at: (index: number) => string, context: LogicContext): SqlValue {
  if (Array.isArray(right.literal)) {
    const members = right.literal as unknown[];
    const numbers = members.length > 0 && members.every((one) => typeof one === 'number');
    if (members.every((one) => typeof one === 'string') || numbers) {
      const cast = numbers ? 'numeric' : 'text';
      return { sql: `(${left.sql}${left.type === cast || (numbers && left.type === 'number') ? '' : '::text'} = any(${context.bindings.bind(numbers ? members.map(String) : members)}::${cast}[]))`, type: 'boolean' };
    }
  } else if (right.type === 'list') {
    return { sql: `(${left.sql}::text = any(${right.sql}::text[]))`, type: 'boolean' };
  }
  refuse(context, at(1), 'Справа от «in» нужен список значений или колонка-список', 'On the right of "in" a list of values or a list column is needed');
  return { sql: 'false', type: 'boolean' };
}

/** Day of a moment in the company's zone. */
export function dayOf(value: SqlValue): string {
  return value.type === 'moment' ? `(${value.sql} at time zone ${ZONE})::date` : value.sql;
}

function compare(op: string, left: SqlValue, right: SqlValue, pointer: string, context: LogicContext): string {
  const sign = COMPARISONS[op] as string;
  const equality = op.startsWith('=') || op.startsWith('!');
  if (left.type === undefined || right.type === undefined) {
    const other = left.type === undefined ? right : left;
    if (!equality) return 'false';
    return other.type === undefined ? String(op.startsWith('=')) : `(${other.sql} is ${op.startsWith('=') ? '' : 'not '}null)`;
  }
  const [a, b] = alike(left, right) ?? [];
  if (a === undefined || b === undefined || (!equality && left.type === 'boolean') || left.type === 'list') {
    refuse(context, pointer, `Не сравнить: ${left.type} и ${right.type}`, `These cannot be compared: ${left.type} and ${right.type}`);
    return 'false';
  }
  return `(${a} ${sign} ${b})`;
}

/** Both sides as one type: a date beside a moment makes it a day, a text beside either is read as such. */
function alike(left: SqlValue, right: SqlValue): readonly [string, string] | undefined {
  if (left.type === right.type) return [left.sql, right.sql];
  const types = new Set([left.type, right.type]);
  if (types.has('date') && types.has('moment')) return [dayOf(left), dayOf(right)];
  for (const [value, other, swapped] of [[left, right, false], [right, left, true]] as const) {
    if (other.type !== 'text' || typeof other.literal !== 'string' || value.type === undefined) continue;
    let pair: readonly [string, string] | undefined;
    if (value.type === 'date' || value.type === 'moment') {
      if (Number.isNaN(Date.parse(other.literal))) return undefined;
      const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(other.literal);
      pair = wholeDay ? [dayOf(value), other.sql.replace('::text', CASTS.date)] : [value.sql, other.sql.replace('::text', CASTS.moment)];
    } else if (value.type === 'uuid') {
      pair = [`${value.sql}::text`, other.sql];
    }
    if (pair !== undefined) return swapped ? [pair[1], pair[0]] : pair;
  }
  return undefined;
}
