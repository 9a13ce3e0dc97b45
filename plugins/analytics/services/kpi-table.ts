import { computeKpi, isBreached, kpisOf, parsePeriod, periodName, periodOf, previousPeriod, translate, yearBefore } from '../../../core/index.ts';
import type { Actor, Kpi, KpiNumbers, KpiResult, Locale, Period, UnitOfWork } from '../../../core/index.ts';
import { unknownKpi } from '../errors.ts';
import { namesOf } from './people.ts';

/** What a figure is beside its target. */
export type KpiState = 'met' | 'breached' | 'no_data' | 'no_target';

/** One figure with those it is compared with. */
export interface ComparedFigure extends KpiNumbers {
  readonly state: KpiState;
  readonly previous: KpiNumbers;
  readonly last_year: KpiNumbers;
}

/** One line of the table. Values are decimal strings of two places. */
export interface KpiLine extends ComparedFigure {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly source: string | null;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly target: number | null;
  readonly period: string;
  readonly period_start: string;
  readonly period_end: string;
  readonly people: readonly (ComparedFigure & { readonly id: string; readonly name: string })[];
  readonly groups: readonly (ComparedFigure & { readonly name: string })[];
}

const NOTHING: KpiNumbers = { numerator: null, denominator: null, value: null };

/** KPIs that the actor's roles may see, with all that those roles include. */
export function visibleKpis(uow: UnitOfWork, actor: Actor): readonly Kpi[] {
  const roles = new Set(actor.roles.flatMap((role) => uow.company.regulation.roles.get(role)?.covers ?? [role]));
  return kpisOf(uow).filter(({ definition }) => actor.kind === 'robot' || definition.seen_by === undefined || definition.seen_by.some((role) => roles.has(role)));
}

/** One of them by id or code. @throws NotFoundError analytics.unknown_kpi */
export function visibleKpi(uow: UnitOfWork, actor: Actor, name: string): Kpi {
  const seen = visibleKpis(uow, actor);
  const found = seen.find((one) => one.id === name) ?? seen.find((one) => one.code === name);
  if (found === undefined) throw unknownKpi(name, seen.flatMap((one) => [one.code, one.id]));
  return found;
}

/** The period asked for, or the present one of the KPI's own kind. @throws BadRequestError core.bad_period */
export function periodFor(uow: UnitOfWork, kpi: Kpi, asked: string | undefined): Period {
  return asked === undefined ? periodOf(kpi.definition.period ?? 'month', uow.today) : parsePeriod(asked);
}

function stateOf(kpi: Kpi, { value }: KpiNumbers): KpiState {
  if (value === null) return 'no_data';
  if (kpi.definition.target === undefined) return 'no_target';
  return isBreached(kpi.definition, value) ? 'breached' : 'met';
}

function compared(kpi: Kpi, now: KpiNumbers | undefined, before: KpiNumbers | undefined, year: KpiNumbers | undefined): ComparedFigure {
  const numbers = ({ numerator, denominator, value }: KpiNumbers = NOTHING): KpiNumbers => ({ numerator, denominator, value });
  return { ...numbers(now), state: stateOf(kpi, now ?? NOTHING), previous: numbers(before), last_year: numbers(year) };
}

/** Keys of the present period and of those it is compared with, so that nobody drops out of the table for having done nothing. */
function keysOf(results: readonly KpiResult[], part: 'people' | 'groups'): string[] {
  return [...new Set(results.flatMap((one) => [...one[part].keys()]))];
}

/** Lines of the KPI table: three statements a KPI, whatever the number of people. `people`: whose items count (null: all). */
export async function kpiLines(uow: UnitOfWork, kpis: readonly Kpi[], asked: string | undefined, people: readonly string[] | null, locale: Locale): Promise<KpiLine[]> {
  const found = await Promise.all(
    kpis.map(async (kpi) => {
      const period = periodFor(uow, kpi, asked);
      const results = await Promise.all([period, previousPeriod(period), yearBefore(period)].map((one) => computeKpi(uow, kpi, one, people)));
      return { kpi, period, results };
    }),
  );
  const names = await namesOf(uow, found.flatMap(({ results }) => keysOf(results, 'people')));
  return found.map(({ kpi, period, results }) => {
    const [now, before, year] = results as [KpiResult, KpiResult, KpiResult];
    return {
      id: kpi.id,
      code: kpi.code,
      label: translate(kpi.definition.label, locale),
      source: kpi.definition.source ?? null,
      unit: kpi.compiled.unit,
      better: kpi.definition.better ?? 'higher',
      target: kpi.definition.target ?? null,
      period: periodName(period),
      period_start: period.start,
      period_end: period.end,
      ...compared(kpi, now, before, year),
      people: keysOf(results, 'people')
        .map((id) => ({ id, name: names.get(id) ?? id, ...compared(kpi, now.people.get(id), before.people.get(id), year.people.get(id)) }))
        .sort((left, right) => left.name.localeCompare(right.name, 'ru')),
      groups: keysOf(results, 'groups').sort().map((name) => ({ name, ...compared(kpi, now.groups.get(name), before.groups.get(name), year.groups.get(name)) })),
    };
  });
}
