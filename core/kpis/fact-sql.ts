import { tableName } from '../entity/index.ts';
import type { Label } from '../language/index.ts';
import { nearest } from '../language/index.ts';
import { checkRule } from '../rules/index.ts';
import type { FactType } from '../rules/index.ts';
import type { KpiFact, RelatedRows, StateChoice } from './definition.ts';
import { choiceOf, relatedEntity } from './definition.ts';
import type { LogicContext } from './logic-sql.ts';
import { dayOf, logicSql, truth } from './logic-sql.ts';
import type { KpiProblem, KpiSurroundings, SqlScope, SqlValue } from './sql-scope.ts';
import { Bindings, END, START, TODAY, UNTIL, ZONE, columnValue, ruleType, sqlTypeOf } from './sql-scope.ts';

const DEEPEST = 6;
const SECONDS = { days: 86_400, hours: 3_600, minutes: 60 } as const;

/** Compiles the rules and facts of one KPI into SQL, noting what is wrong with them by place. */
export class KpiCompiler {
  readonly bindings = new Bindings();
  readonly problems: KpiProblem[] = [];
  #aliases = 0;
  /** Facts that are being compiled, by their places. */
  readonly #open: string[] = [];

  constructor(readonly surroundings: KpiSurroundings) {}

  report(code: string, pointer: string, ru: string, en: string, more: Pick<KpiProblem, 'suggestion' | 'at'> = {}): void {
    if (this.problems.some((one) => one.code === code && one.pointer === pointer)) return;
    this.problems.push({ code, pointer, message: { ru, en }, ...more });
  }

  unknown(code: string, pointer: string, what: Label, name: string, known: readonly string[], at?: 'key'): void {
    const suggestion = nearest(name, known);
    this.report(code, pointer, `${what.ru}: «${name}» — такого имени нет`, `${what.en}: there is no "${name}"`, { ...(suggestion === undefined ? {} : { suggestion }), ...(at === undefined ? {} : { at }) });
  }

  /** A rule of a row: checked against what the row has, then compiled. */
  rule(rule: unknown, pointer: string, scope: SqlScope, result: 'boolean' | 'any'): SqlValue {
    const wrong = checkRule(rule, { facts: this.#factTypes(scope), result }).filter((one) => one.severity === 'error');
    for (const { code, pointer: inside, message, suggestion } of wrong) this.report(code, `${pointer}${inside}`, message.ru, message.en, suggestion === undefined ? {} : { suggestion });
    if (wrong.length > 0) return { sql: result === 'boolean' ? 'false' : 'null', type: result === 'boolean' ? 'boolean' : undefined };
    return logicSql(rule, pointer, this.#context(scope));
  }

  /** A rule in the place of a condition. */
  condition(rule: unknown, pointer: string, scope: SqlScope): string {
    return truth(this.rule(rule, pointer, scope, 'boolean'), pointer, this.#context(scope));
  }

  #context(scope: SqlScope): LogicContext {
    return { bindings: this.bindings, read: (path, pointer) => this.read(scope, path, pointer), report: ({ code, pointer, message }) => this.report(code, pointer, message.ru, message.en) };
  }

  /** A name as SQL; undefined after a report when there is none such. */
  read(scope: SqlScope, path: string, pointer: string): SqlValue | undefined {
    if (path === 'period.start') return { sql: START, type: 'date' };
    if (path === 'period.end') return { sql: END, type: 'date' };
    if (path === 'today') return { sql: TODAY, type: 'date' };
    if (path.startsWith('p.')) return this.#parameter(path, pointer);
    if (path.startsWith('item.') && scope.item !== undefined) return this.read(scope.item, path.slice('item.'.length), pointer);
    if (Object.hasOwn(scope.extra, path)) return scope.extra[path];
    if (Object.hasOwn(scope.facts, path)) return this.#fact(scope.facts[path] as KpiFact, scope, `${scope.factsPointer}/${path}`);
    const column = columnValue(scope, path, this.surroundings);
    if (column === undefined) this.unknown('unknown_column', pointer, { ru: `Колонка или факт ${scope.definition.id}`, en: `Column or fact of ${scope.definition.id}` }, path, this.names(scope));
    return column;
  }

  /** Everything a row offers by name. */
  names(scope: SqlScope): string[] {
    const columns = Object.entries(scope.definition.fields).filter(([, one]) => sqlTypeOf(one) !== undefined).map(([name]) => name);
    return [...Object.keys(scope.facts), ...Object.keys(scope.extra), ...columns, ...Object.keys(this.surroundings.customFields(scope.definition.id)).map((name) => `custom.${name}`)];
  }

  #parameter(path: string, pointer: string): SqlValue | undefined {
    let value: unknown = this.surroundings.parameters;
    for (const token of path.split('.').slice(1)) value = typeof value === 'object' && value !== null && Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
    if (Array.isArray(value)) return { sql: '', type: 'list', literal: value };
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return logicSql(value, pointer, { bindings: this.bindings, read: () => undefined, report: () => undefined });
    this.unknown('unknown_parameter', pointer, { ru: 'Параметр', en: 'Parameter' }, path, Object.keys(this.surroundings.parameters).map((name) => `p.${name}`));
    return undefined;
  }

  #factTypes(scope: SqlScope): Readonly<Record<string, FactType>> {
    const regions = Object.values(this.surroundings.regions(scope.definition.id));
    const types: Record<string, FactType> = {};
    for (const [name, one] of Object.entries(scope.definition.fields)) {
      const type = sqlTypeOf(one);
      if (type === undefined) continue;
      const states = regions.find((region) => region.field === name)?.states;
      types[name] = ruleType(type, states ?? (one.type === 'enum' ? (one.values ?? []).map((value) => value.code) : undefined));
    }
    const custom = Object.keys(this.surroundings.customFields(scope.definition.id));
    if (custom.length > 0) types['custom'] = { type: 'object', properties: Object.fromEntries(custom.map((name) => [name, ruleType(columnValue(scope, `custom.${name}`, this.surroundings)?.type)])) };
    for (const [name, value] of Object.entries(scope.extra)) types[name] = ruleType(value.type);
    for (const [name, fact] of Object.entries(scope.facts)) types[name] = this.#factType(fact, scope);
    types['period'] = { type: 'object', properties: { start: { type: 'string' }, end: { type: 'string' } } };
    types['today'] = { type: 'string' };
    types['p'] = { type: 'any' };
    if (scope.item !== undefined) types['item'] = { type: 'object', properties: this.#factTypes(scope.item) };
    return types;
  }

  #factType(fact: KpiFact, scope: SqlScope): FactType {
    if ('reached' in fact || 'left' in fact || 'exists' in fact) return { type: 'boolean' };
    if ('count' in fact || 'sum' in fact || 'between' in fact) return ruleType('number');
    if ('entered_at' in fact) return ruleType('moment');
    if ('state_at_end' in fact) return ruleType('text', this.surroundings.regions(scope.definition.id)[fact.state_at_end]?.states);
    return ruleType(undefined);
  }

  #fact(fact: KpiFact, scope: SqlScope, pointer: string): SqlValue | undefined {
    if (this.#open.includes(pointer) || this.#open.length >= DEEPEST) {
      const circle = this.#open.includes(pointer);
      this.report(circle ? 'kpi_circle' : 'kpi_too_deep', pointer, circle ? 'Факт читает сам себя' : `Факты вложены глубже ${DEEPEST}`, circle ? 'The fact reads itself' : `Facts are nested deeper than ${DEEPEST}`);
      return undefined;
    }
    this.#open.push(pointer);
    try {
      return this.#compileFact(fact, scope, pointer);
    } finally {
      this.#open.pop();
    }
  }

  #compileFact(fact: KpiFact, scope: SqlScope, pointer: string): SqlValue | undefined {
    if ('reached' in fact) return { sql: `exists (select 1 ${this.#history(scope, fact.reached, 'to_value', `${pointer}/reached`)})`, type: 'boolean' };
    if ('left' in fact) return { sql: `exists (select 1 ${this.#history(scope, fact.left, 'from_value', `${pointer}/left`)})`, type: 'boolean' };
    if ('entered_at' in fact) return { sql: `(select min(h.at) ${this.#history(scope, fact.entered_at, 'to_value', `${pointer}/entered_at`)})`, type: 'moment' };
    if ('state_at_end' in fact) {
      const region = fact.state_at_end;
      const regions = this.surroundings.regions(scope.definition.id);
      if (!Object.hasOwn(regions, region)) this.unknown('unknown_region', `${pointer}/state_at_end`, { ru: `Область процесса ${scope.definition.id}`, en: `Region of the process ${scope.definition.id}` }, region, Object.keys(regions));
      return { sql: `(select h.to_value ${this.#historyOf(scope)} and h.region = ${this.bindings.bind(region)}::text and h.at < ${UNTIL} order by h.version desc, h.step desc limit 1)`, type: 'text' };
    }
    if ('between' in fact) return this.#between(fact, scope, pointer);
    return this.#related(fact, scope, pointer);
  }

  #historyOf(scope: SqlScope): string {
    return `from core_history h where h.entity = ${this.bindings.bind(scope.definition.id)}::text and h.item_id = ${scope.alias}.id`;
  }

  #history(scope: SqlScope, choice: StateChoice, column: 'to_value' | 'from_value', pointer: string): string {
    const { region, states } = this.states(scope.definition.id, choice, pointer);
    return `${this.#historyOf(scope)} and h.region = ${region} and h.${column} = any(${states}) and h.from_value is distinct from h.to_value and h.at < ${UNTIL}`;
  }

  /** A choice of states, bound. */
  states(entity: string, choice: StateChoice, pointer: string): { readonly region: string; readonly states: string } {
    const { region, states } = choiceOf(choice);
    const regions = this.surroundings.regions(entity);
    const known = regions[region]?.states;
    if (known === undefined) this.unknown('unknown_region', `${pointer}/${region}`, { ru: `Область процесса ${entity}`, en: `Region of the process ${entity}` }, region, Object.keys(regions), 'key');
    for (const [index, state] of states.entries()) {
      const written = choice[region];
      if (known !== undefined && !known.includes(state)) this.unknown('unknown_state', `${pointer}/${region}${typeof written === 'string' ? '' : `/${index}`}`, { ru: `Состояние ${entity}`, en: `State of ${entity}` }, state, known);
    }
    return { region: `${this.bindings.bind(region)}::text`, states: `${this.bindings.bind(states)}::text[]` };
  }

  #between(fact: Extract<KpiFact, { between: readonly [string, string] }>, scope: SqlScope, pointer: string): SqlValue {
    const moments = fact.between.map((name, index) => {
      const value = this.read(scope, name, `${pointer}/between/${index}`);
      if (value === undefined || value.type === 'moment') return value?.sql ?? 'null::timestamptz';
      if (value.type === 'date') return `(${value.sql}::timestamp at time zone ${ZONE})`;
      this.report('kpi_types', `${pointer}/between/${index}`, `«${name}» — не дата и не момент`, `"${name}" is neither a date nor a moment`);
      return 'null::timestamptz';
    });
    return { sql: `(extract(epoch from (${moments[1] ?? 'null'} - ${moments[0] ?? 'null'})) / ${SECONDS[fact.in]})::numeric`, type: 'number' };
  }

  #related(fact: KpiFact & RelatedRows, scope: SqlScope, pointer: string): SqlValue | undefined {
    const kind = (['exists', 'count', 'sum', 'min', 'max', 'last'] as const).find((name) => name in fact);
    const definition = this.surroundings.registry.entity(relatedEntity(fact) ?? '')?.definition;
    if (kind === undefined || definition === undefined) {
      this.unknown('unknown_entity', `${pointer}/${kind ?? ''}`, { ru: 'Объект', en: 'Entity' }, relatedEntity(fact) ?? '', this.surroundings.registry.entities.map((one) => one.definition.id));
      return undefined;
    }
    const inner: SqlScope = { definition, alias: `r${(this.#aliases += 1)}`, facts: fact.facts ?? {}, factsPointer: `${pointer}/facts`, item: scope, extra: {} };
    const where = [`not ${inner.alias}.deletion_mark`, ...this.#links(fact, inner, scope, pointer)];
    if (fact.when !== undefined) where.push(this.condition(fact.when, `${pointer}/when`, inner));
    const from = `from "${tableName(definition.id)}" ${inner.alias} where ${where.join(' and ')}`;
    if (kind === 'exists') return { sql: `exists (select 1 ${from})`, type: 'boolean' };
    if (kind === 'count') return { sql: `(select count(*)::numeric ${from})`, type: 'number' };
    const of = this.rule((fact as { readonly of?: unknown }).of, `${pointer}/of`, inner, 'any');
    if (kind === 'last') return { sql: `(select ${of.sql} ${from} order by ${inner.alias}.created_at desc, ${inner.alias}.id desc limit 1)`, type: of.type };
    if (kind === 'sum') {
      if (of.type !== 'number') this.report('kpi_types', `${pointer}/of`, 'Складывают только числа', 'Only numbers are summed');
      return { sql: `(select coalesce(sum(${of.sql}), 0) ${from})`, type: 'number' };
    }
    if (of.type === 'uuid' || of.type === 'boolean' || of.type === 'list') this.report('kpi_types', `${pointer}/of`, 'Наибольшее и наименьшее берут из чисел, дат и текстов', 'The least and the greatest are taken of numbers, dates and texts');
    return { sql: `(select ${kind}(${of.sql}) ${from})`, type: of.type };
  }

  /** Conditions that tie a related row to the item; a reference to any entity is tied by its kind as well. */
  #links(fact: RelatedRows, inner: SqlScope, scope: SqlScope, pointer: string): string[] {
    if ((fact.via === undefined) === (fact.on === undefined)) {
      this.report('kpi_link', pointer, 'Связь задаёт одно из двух: via или on', 'The link is given by one of the two: via or on');
      return ['false'];
    }
    if (fact.via !== undefined) {
      const column = columnValue(inner, fact.via, this.surroundings);
      if (column?.type !== 'uuid') {
        this.unknown('unknown_column', `${pointer}/via`, { ru: `Ссылка в ${inner.definition.id}`, en: `Reference in ${inner.definition.id}` }, fact.via, Object.entries(inner.definition.fields).filter(([, one]) => sqlTypeOf(one) === 'uuid').map(([name]) => name));
        return ['false'];
      }
      const kind = fact.via.endsWith('_id') ? `${fact.via.slice(0, -3)}_entity` : '';
      const ofKind = Object.hasOwn(inner.definition.fields, kind) ? [`${inner.alias}."${kind}" = ${this.bindings.bind(scope.definition.id)}::text`] : [];
      return [`${column.sql} = ${scope.alias}.id`, ...ofKind];
    }
    return Object.entries(fact.on ?? {}).map(([theirs, ours]) => {
      const left = columnValue(inner, theirs, this.surroundings);
      if (left === undefined) this.unknown('unknown_column', `${pointer}/on/${theirs}`, { ru: `Колонка ${inner.definition.id}`, en: `Column of ${inner.definition.id}` }, theirs, this.names(inner), 'key');
      const right = this.read(scope, ours, `${pointer}/on/${theirs}`);
      if (left === undefined || right === undefined) return 'false';
      if (left.type !== right.type) this.report('kpi_types', `${pointer}/on/${theirs}`, `Не сравнить: ${left.type ?? ''} и ${right.type ?? ''}`, `These cannot be compared: ${left.type ?? ''} and ${right.type ?? ''}`, { at: 'key' });
      return `${left.sql} = ${right.sql}`;
    });
  }

  /** The day of a value, for marks. */
  day(value: SqlValue): string {
    return dayOf(value);
  }
}
