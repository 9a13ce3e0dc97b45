import type { UnitOfWork } from '../company/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import type { CompiledKpi } from './compile-kpi.ts';
import { compileKpi } from './compile-kpi.ts';
import type { KpiDocument } from './definition.ts';
import type { Period } from './period.ts';
import { kpiSurroundings } from './surroundings.ts';

/** A KPI of the regulation in force, ready to be asked. */
export interface Kpi {
  readonly id: string;
  readonly code: string;
  readonly definition: KpiDocument;
  readonly compiled: CompiledKpi;
}

/** One value: decimal strings of two places. `value` is null where there is nothing to divide or to average («нет данных»). */
export interface KpiNumbers {
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly value: string | null;
}

/** A KPI of one period: for all, for each person whose items there are, for each value of its group. */
export interface KpiResult extends KpiNumbers {
  readonly people: ReadonlyMap<string, KpiNumbers>;
  readonly groups: ReadonlyMap<string, KpiNumbers>;
}

const compiledByRegulation = new WeakMap<CompiledRegulation, readonly Kpi[]>();

/** Every KPI of the company's regulation, in the order in which it names them. */
export function kpisOf(uow: UnitOfWork): readonly Kpi[] {
  const { regulation, plugins } = uow.company;
  let known = compiledByRegulation.get(regulation);
  if (known === undefined) {
    const surroundings = kpiSurroundings(regulation.document, plugins);
    known = Object.entries(regulation.document.kpis ?? {})
      .filter(([, definition]) => definition.disabled !== true)
      .map(([id, definition]) => ({ id, code: definition.code ?? id, definition, compiled: compileKpi(definition, surroundings) }))
      // A version published with other plugins may name what is not there any more: such a KPI has no value rather than a wrong one.
      .filter((one) => one.compiled.problems.length === 0);
    compiledByRegulation.set(regulation, known);
  }
  return known;
}

/** A KPI by its id or its code. */
export function kpiOf(uow: UnitOfWork, name: string): Kpi | undefined {
  const all = kpisOf(uow);
  return all.find((one) => one.id === name) ?? all.find((one) => one.code === name);
}

/** Values of a period in one statement; `people` narrows it to the items of these. */
export async function computeKpi(uow: UnitOfWork, kpi: Kpi, period: Period, people: readonly string[] | null = null): Promise<KpiResult> {
  const rows = await uow.query<{ of_person: boolean; of_group: boolean; person: string | null; grp: string | null } & KpiNumbers>(kpi.compiled.aggregate, parameters(uow, kpi, period, people));
  const byPerson = new Map<string, KpiNumbers>();
  const byGroup = new Map<string, KpiNumbers>();
  let whole: KpiNumbers = { numerator: null, denominator: null, value: null };
  for (const { of_person: ofPerson, of_group: ofGroup, person, grp, numerator, denominator, value } of rows) {
    const numbers = { numerator, denominator, value };
    if (ofPerson) {
      if (person !== null) byPerson.set(person, numbers);
    } else if (ofGroup) {
      if (grp !== null) byGroup.set(grp, numbers);
    } else {
      whole = numbers;
    }
  }
  return { ...whole, people: byPerson, groups: byGroup };
}

/** Values of the first five placeholders and of those that the rules have bound. */
export function parameters(uow: UnitOfWork, kpi: Kpi, period: Period, people: readonly string[] | null): unknown[] {
  return [period.start, period.end, uow.company.timeZone, people, uow.today, ...kpi.compiled.values];
}

/** Whether a value misses a limit; what has no value misses nothing. */
export function isBreached(definition: KpiDocument, value: string | null, limit: number | undefined = definition.target): boolean {
  if (value === null || limit === undefined) return false;
  return definition.better === 'lower' ? Number(value) > limit : Number(value) < limit;
}
