import { tableName } from '../entity/index.ts';
import type { KpiDocument, KpiMoment, KpiPart, KpiUnit } from './definition.ts';
import { partsOf } from './definition.ts';
import { KpiCompiler } from './fact-sql.ts';
import type { KpiProblem, KpiSurroundings, SqlScope, SqlValue } from './sql-scope.ts';
import { END, FROM, PEOPLE, START, TODAY, UNTIL, ZONE, columnValue, sqlTypeOf } from './sql-scope.ts';

/** How one value is made of many items. */
export type KpiMode = 'share' | 'count' | 'sum' | 'avg' | 'median' | 'min' | 'max';

/**
 * A KPI as SQL. Every statement takes the first and last day, the zone, the people (null: all) and the present day as `$1`…`$5` and `values` after them.
 * `items`: one row per counted item — part, id, at, mark, person, grp, n, d. `values`: one row for all, per person, per group.
 */
export interface CompiledKpi {
  readonly mode: KpiMode;
  readonly unit: KpiUnit;
  readonly items: string;
  readonly aggregate: string;
  readonly values: readonly unknown[];
  /** Entity of each part. */
  readonly entities: readonly string[];
  readonly problems: readonly KpiProblem[];
}

const AGGREGATES: Readonly<Record<KpiMode, readonly [numerator: string, denominator: string, value: string]>> = {
  share: ['sum(n)', 'sum(d)', '100 * sum(n) / nullif(sum(d), 0)'],
  count: ['count(*)', 'null::numeric', 'count(*)'],
  sum: ['sum(n)', 'null::numeric', 'coalesce(sum(n), 0)'],
  avg: ['sum(n)', 'count(n)', 'avg(n)'],
  median: ['null::numeric', 'count(n)', '(percentile_cont(0.5) within group (order by n))'],
  min: ['null::numeric', 'count(n)', 'min(n)'],
  max: ['null::numeric', 'count(n)', 'max(n)'],
};

/** What a part makes of its items. */
export function modeOf(part: KpiPart): KpiMode {
  if (part.measure !== undefined) return part.measure.aggregate;
  return part.met !== undefined || part.share !== undefined ? 'share' : 'count';
}

/** The unit of a KPI that names none. */
export function unitOf(definition: KpiDocument): KpiUnit {
  return definition.unit ?? (modeOf(definition) === 'share' ? 'percent' : 'count');
}

/** Compiles a KPI; with problems the statements are not to be run. */
export function compileKpi(definition: KpiDocument, surroundings: KpiSurroundings): CompiledKpi {
  const compiler = new KpiCompiler(surroundings);
  const parts = partsOf(definition);
  const mode = modeOf(definition);
  const selects = parts.map((part, index) => {
    const pointer = index === 0 ? '' : `/also/${index - 1}`;
    if (modeOf(part) !== mode) compiler.report('kpi_mixed', pointer, 'Части одного показателя считают одинаково: доля, число или одна и та же мера', 'The parts of one KPI count alike: a share, a number, or one and the same measure');
    return partSql(part, index, pointer, compiler);
  });
  const items = selects.join('\nunion all\n');
  const [numerator, denominator, value] = AGGREGATES[mode];
  return {
    mode,
    unit: unitOf(definition),
    items,
    aggregate: `with items as (${items})
select grouping(person) = 0 as of_person, grouping(grp) = 0 as of_group, person, grp, round((${numerator})::numeric, 2) as numerator, round((${denominator})::numeric, 2) as denominator, round((${value})::numeric, 2) as value
from items where ${NARROWED} group by grouping sets ((), (person), (grp))`,
    values: compiler.bindings.values,
    entities: parts.map((part) => part.population.entity),
    problems: compiler.problems,
  };
}

/** Names all five first parameters: one that a statement does not mention would have no type. */
export const NARROWED = `(${PEOPLE} is null or person = any(${PEOPLE})) and (${START} <= ${END} and ${ZONE} <> '' and ${TODAY} is not null)`;

interface Source {
  readonly from: string;
  readonly where: readonly string[];
  /** The item's moment. */
  readonly at: string;
  /** Number of the mark; 1 where an item counts once. */
  readonly mark: string;
  readonly extra: Readonly<Record<string, SqlValue>>;
}

function partSql(part: KpiPart, index: number, pointer: string, compiler: KpiCompiler): string {
  const { entity } = part.population;
  const definition = compiler.surroundings.registry.entity(entity)?.definition;
  if (definition === undefined) {
    compiler.unknown('unknown_entity', `${pointer}/population/entity`, { ru: 'Объект', en: 'Entity' }, entity, compiler.surroundings.registry.entities.map((one) => one.definition.id));
    return 'select 0';
  }
  const bare: SqlScope = { definition, alias: 't', facts: part.facts ?? {}, factsPointer: `${pointer}/facts`, extra: {} };
  const source = sourceOf(part.population.moment, `${pointer}/population/moment`, bare, compiler);
  const scope: SqlScope = { ...bare, extra: source.extra };
  const where = ['not t.deletion_mark', ...source.where];
  if (part.population.when !== undefined) where.push(compiler.condition(part.population.when, `${pointer}/population/when`, scope));
  const [n, d] = amounts(part, pointer, scope, compiler);
  checkFacts(part, scope, compiler);
  return `select ${index}::int as part, t.id, ${source.at} as at, ${source.mark} as mark, ${person(part, pointer, scope, compiler)} as person, ${group(part, pointer, scope, compiler)} as grp, ${n} as n, ${d} as d
from ${source.from} where ${where.join(' and ')}`;
}

/** Facts are compiled where they are read; one that nobody reads would change nothing, and is told of. */
function checkFacts(part: KpiPart, scope: SqlScope, compiler: KpiCompiler): void {
  const { population, met, share, measure, per, group: by, facts = {} } = part;
  for (const name of Object.keys(facts)) {
    const readers = JSON.stringify([population, met, share, measure, per, by, Object.entries(facts).filter(([other]) => other !== name).map(([, fact]) => fact)]);
    if (readers.includes(`"${name}"`) || readers.includes(`"item.${name}"`)) continue;
    compiler.report('kpi_idle_fact', `${scope.factsPointer}/${name}`, `Факт «${name}» нигде не читается`, `Nothing reads the fact "${name}"`);
    compiler.read(scope, name, `${scope.factsPointer}/${name}`);
  }
}

function amounts(part: KpiPart, pointer: string, scope: SqlScope, compiler: KpiCompiler): readonly [string, string] {
  const number = (rule: unknown, at: string): string => {
    const value = compiler.rule(rule, at, scope, 'any');
    if (value.type !== 'number' && value.type !== undefined) compiler.report('kpi_types', at, 'Здесь нужно число', 'A number is needed here');
    return `(${value.sql})::numeric`;
  };
  if ([part.met, part.share, part.measure].filter((one) => one !== undefined).length > 1) {
    compiler.report('kpi_ways', pointer, 'Из met, share и measure годится одно', 'Only one of met, share and measure is meant');
  }
  if (part.met !== undefined) return [`(case when ${compiler.condition(part.met, `${pointer}/met`, scope)} then 1 else 0 end)::numeric`, '1::numeric'];
  if (part.share !== undefined) return [`coalesce(${number(part.share.part, `${pointer}/share/part`)}, 0)`, `coalesce(${number(part.share.whole, `${pointer}/share/whole`)}, 0)`];
  if (part.measure !== undefined) return [number(part.measure.value, `${pointer}/measure/value`), 'null::numeric'];
  return ['1::numeric', 'null::numeric'];
}

function person(part: KpiPart, pointer: string, scope: SqlScope, compiler: KpiCompiler): string {
  const name = part.per ?? scope.definition.owner;
  if (name === undefined) return 'null::uuid';
  const value = compiler.read(scope, name, `${pointer}/per`);
  if (value !== undefined && value.type !== 'uuid') compiler.report('kpi_types', `${pointer}/per`, `«${name}» — не ссылка на пользователя`, `"${name}" is no reference to a user`);
  return `(${value?.sql ?? 'null'})::uuid`;
}

function group(part: KpiPart, pointer: string, scope: SqlScope, compiler: KpiCompiler): string {
  if (part.group === undefined) return 'null::text';
  return `(${compiler.read(scope, part.group, `${pointer}/group`)?.sql ?? 'null'})::text`;
}

function sourceOf(moment: KpiMoment, pointer: string, scope: SqlScope, compiler: KpiCompiler): Source {
  const table = `"${tableName(scope.definition.id)}" t`;
  const plain = { mark: '1::int', extra: {} };
  const withMoment = (at: string): Readonly<Record<string, SqlValue>> => ({ moment: { sql: at, type: 'moment' } });
  if (moment === 'period_end') return { ...plain, from: table, where: [], at: UNTIL };
  if (typeof moment === 'string') {
    const column = dateColumn(moment, pointer, scope, compiler);
    if (column.type === 'date') {
      const at = `(${column.sql}::timestamp at time zone ${ZONE})`;
      return { ...plain, from: table, where: [`${column.sql} between ${START} and ${END}`], at, extra: withMoment(at) };
    }
    return { ...plain, from: table, where: [`${column.sql} >= ${FROM} and ${column.sql} < ${UNTIL}`], at: column.sql, extra: withMoment(column.sql) };
  }
  if ('every_days' in moment) return marks(moment, pointer, scope, compiler, table);
  return { ...plain, from: `${passed(moment, pointer, scope, compiler)} m join ${table} on t.id = m.item_id`, where: [], at: 'm.at', extra: withMoment('m.at') };
}

/** Items whose history says so within the period, each once with the first moment. */
function passed(moment: Exclude<KpiMoment, string | { readonly every_days: unknown }>, pointer: string, scope: SqlScope, compiler: KpiCompiler): string {
  const entity = `${compiler.bindings.bind(scope.definition.id)}::text`;
  const within = `h.at >= ${FROM} and h.at < ${UNTIL}`;
  let condition: string;
  if ('event' in moment) {
    condition = `h.event = ${compiler.bindings.bind(moment.event)}::text`;
  } else {
    const choice = 'entered' in moment ? moment.entered : moment.left;
    const { region, states } = compiler.states(scope.definition.id, choice, `${pointer}/${'entered' in moment ? 'entered' : 'left'}`);
    condition = `h.region = ${region} and h.${'entered' in moment ? 'to_value' : 'from_value'} = any(${states}) and h.from_value is distinct from h.to_value`;
  }
  return `(select h.item_id, min(h.at) as at from core_history h where h.entity = ${entity} and ${condition} and ${within} group by h.item_id)`;
}

function marks(moment: Extract<KpiMoment, { readonly every_days: unknown }>, pointer: string, scope: SqlScope, compiler: KpiCompiler, table: string): Source {
  const from = dateColumn(moment.from, `${pointer}/from`, scope, compiler);
  const first = compiler.day(from);
  const every = typeof moment.every_days === 'number' ? moment.every_days : undefined;
  const days = every === undefined ? compiler.read(scope, (moment.every_days as { readonly var: string }).var, `${pointer}/every_days/var`) : { sql: String(every), type: 'number' as const };
  if (days !== undefined && days.type !== 'number') compiler.report('kpi_types', `${pointer}/every_days`, 'Здесь нужно число дней', 'A number of days is needed here');
  const step = `(${days?.sql ?? '1'})::int`;
  const date = `(${first} + k.no * ${step})`;
  return {
    // Only marks of the period are laid out, whatever the age of the row.
    from: `${table} cross join lateral generate_series(greatest(1, ceil((${START} - ${first})::numeric / ${step})::int), floor((${END} - ${first})::numeric / ${step})::int) as k(no)`,
    where: [`${from.sql} is not null`],
    at: `(${date}::timestamp at time zone ${ZONE})`,
    mark: 'k.no',
    extra: { moment: { sql: `(${date}::timestamp at time zone ${ZONE})`, type: 'moment' }, mark_no: { sql: 'k.no::numeric', type: 'number' }, mark_date: { sql: date, type: 'date' } },
  };
}

function dateColumn(name: string, pointer: string, scope: SqlScope, compiler: KpiCompiler): SqlValue {
  const value = columnValue(scope, name, compiler.surroundings);
  if (value?.type === 'date' || value?.type === 'moment') return value;
  compiler.unknown('unknown_column', pointer, { ru: `Дата ${scope.definition.id}`, en: `Date of ${scope.definition.id}` }, name, ['period_end', ...Object.entries(scope.definition.fields).filter(([, one]) => ['date', 'moment'].includes(sqlTypeOf(one) ?? '')).map(([column]) => column)]);
  return { sql: 'null::date', type: 'date' };
}
