import { defineRoute, label, parsePeriod, periodOf } from '../../../core/index.ts';
import type { Locale, Period, RouteDefinition, SheetSpec, UnitOfWork } from '../../../core/index.ts';
import type { Funnel } from '../services/funnel.ts';
import { salesFunnel } from '../services/funnel.ts';
import type { KpiLine } from '../services/kpi-table.ts';
import { kpiLines, visibleKpis } from '../services/kpi-table.ts';
import { peopleAsked, peopleShown } from '../services/people.ts';
import { FORMAT, PERIOD, UUID, column, workbook } from '../services/report-file.ts';
import { stageTimes } from '../services/stage-times.ts';
import { unprocessedInteractions, unprocessedSheet } from '../services/unprocessed.ts';

const list = { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { type: 'object' } } } } as const;

/** The period asked for, or the present month. @throws BadRequestError core.bad_period */
export function askedPeriod(uow: UnitOfWork, name: string | undefined): Period {
  return name === undefined ? periodOf('month', uow.today) : parsePeriod(name);
}

function funnelSheets(funnel: Funnel, locale: Locale): SheetSpec[] {
  const revenue = label('Ожидаемая выручка', 'Expected revenue');
  return [
    {
      name: { ru: 'Воронка', en: 'Funnel' }[locale],
      title: [`${funnel.period.start} – ${funnel.period.end}`],
      columns: [
        column('label', label('Этап', 'Stage'), locale), column('entered', label('Вошло', 'Entered'), locale, 'integer'), column('left_forward', label('Прошло дальше', 'Left forward'), locale, 'integer'),
        column('lost_here', label('Потеряно здесь', 'Lost here'), locale, 'integer'), column('in_it_now', label('Сейчас на этапе', 'In it now'), locale, 'integer'),
        column('average_days', label('Дней в среднем', 'Average days'), locale, 'decimal'), column('expected_revenue', revenue, locale, 'decimal'),
      ],
      rows: funnel.stages.map((one) => ({ ...one })),
    },
    {
      name: { ru: 'Результаты сделок', en: 'Results of deals' }[locale],
      columns: [column('label', label('Результат', 'Result'), locale), column('count', label('Сделок', 'Deals'), locale, 'integer'), column('expected_revenue', revenue, locale, 'decimal')],
      rows: (['won', 'lost', 'in_progress'] as const).map((key) => ({ label: { won: label('Выиграно', 'Won'), lost: label('Проиграно', 'Lost'), in_progress: label('В работе', 'In progress') }[key][locale], ...funnel.deals[key] })),
    },
    {
      name: { ru: 'Причины', en: 'Reasons' }[locale],
      columns: [column('reason', label('Причина', 'Reason'), locale), column('lost_at', label('Этап', 'Stage'), locale), column('count', label('Сделок', 'Deals'), locale, 'integer'), column('expected_revenue', revenue, locale, 'decimal')],
      rows: funnel.reasons.map((one) => ({ ...one })),
    },
  ];
}

/** `GET /api/analytics/funnel` (D-21). */
export const funnelRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/funnel',
  permission: 'report.funnel',
  summary: label('Воронка продаж и результаты сделок', 'Sales funnel and results of deals'),
  query: { period: PERIOD, person: UUID, format: FORMAT },
  response: { type: 'object', required: ['stages', 'deals', 'reasons'], properties: { stages: { type: 'array', items: { type: 'object' } }, deals: { type: 'object' }, reasons: { type: 'array', items: { type: 'object' } } } },
  handle: async (request) => {
    const { period, person, format } = request.query;
    const funnel = await request.read((uow) => salesFunnel(uow, askedPeriod(uow, period), peopleAsked(uow.actor, 'report.funnel', person), request.locale));
    return format === 'xlsx' ? workbook(`funnel-${funnel.period.start}`, funnelSheets(funnel, request.locale)) : { body: funnel };
  },
});

interface ManagerRow {
  readonly id: string;
  readonly name: string;
  readonly figures: Readonly<Record<string, { readonly value: string | null; readonly last_year: string | null }>>;
}

/** People down, figures across; the last row is all of them together. */
function managerRows(lines: readonly KpiLine[]): { readonly data: ManagerRow[]; readonly all: ManagerRow['figures'] } {
  const people = new Map(lines.flatMap((line) => line.people.map((one) => [one.id, one.name] as const)));
  const data = [...people].sort(([, left], [, right]) => left.localeCompare(right, 'ru')).map(([id, name]) => ({
    id,
    name,
    figures: Object.fromEntries(lines.map((line) => {
      const found = line.people.find((one) => one.id === id);
      return [line.code, { value: found?.value ?? null, last_year: found?.last_year.value ?? null }];
    })),
  }));
  return { data, all: Object.fromEntries(lines.map((line) => [line.code, { value: line.value, last_year: line.last_year.value }])) };
}

/** `GET /api/analytics/managers`: the KPIs marked for it, person by person, beside the same period of the year before (002 L195–199). */
export const managersRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/managers',
  permission: 'report.managers',
  summary: label('Сравнительный анализ менеджеров', 'Comparison of managers'),
  query: { period: PERIOD, format: FORMAT },
  response: { type: 'object', required: ['columns', 'data', 'all'], properties: { columns: { type: 'array', items: { type: 'object' } }, data: { type: 'array', items: { type: 'object' } }, all: { type: 'object' } } },
  handle: async (request) => {
    const lines = await request.read((uow) =>
      kpiLines(uow, visibleKpis(uow, uow.actor).filter((one) => one.definition.managers === true), request.query['period'], peopleShown(uow.actor, 'report.managers'), request.locale),
    );
    const { data, all } = managerRows(lines);
    if (request.query['format'] !== 'xlsx') return { body: { columns: lines.map(({ code, label: text, unit, better }) => ({ code, label: text, unit, better })), data, all } };
    const { locale } = request;
    const flat = (name: string, figures: ManagerRow['figures']): Record<string, unknown> => ({
      name, ...Object.fromEntries(Object.entries(figures).flatMap(([code, one]) => [[code, one.value], [`${code} year`, one.last_year]])),
    });
    return workbook('managers', [{
      name: { ru: 'Менеджеры', en: 'Managers' }[locale],
      columns: [
        column('name', label('Менеджер', 'Manager'), locale),
        ...lines.flatMap((line) => [{ key: line.code, header: line.label, type: 'decimal' as const }, { key: `${line.code} year`, header: `${line.label} (${{ ru: 'год назад', en: 'a year before' }[locale]})`, type: 'decimal' as const }]),
      ],
      rows: data.map((one) => flat(one.name, one.figures)),
      totals: flat({ ru: 'Все', en: 'All' }[locale], all),
    }]);
  },
});

/** `GET /api/analytics/stages?entity=…`: how long items stay in each state, and how old those are that stand in it. */
export const stagesRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/stages',
  permission: 'report.funnel',
  summary: label('Время на этапах', 'Time in stages'),
  query: { entity: { type: 'string', pattern: '^[a-z_]+\\.[a-z_]+$' }, period: PERIOD, person: UUID },
  response: list,
  handle: async (request) => ({
    body: await request.read(async (uow) => {
      const { entity = 'crm.interest', period, person } = request.query;
      return { data: await stageTimes(uow, entity, askedPeriod(uow, period), peopleAsked(uow.actor, 'report.funnel', person), request.locale) };
    }),
  }),
});

/** `GET /api/analytics/unprocessed-interactions` (D-24): one's own, or everybody's for those who see the funnel of all. */
export const unprocessedRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/unprocessed-interactions',
  permission: 'report.funnel',
  summary: label('Неотработанные взаимодействия', 'Unprocessed interactions'),
  query: { person: UUID, format: FORMAT },
  response: list,
  handle: async (request) => {
    const workbookAsked = request.query['format'] === 'xlsx';
    const data = await request.read((uow) => unprocessedInteractions(uow, peopleAsked(uow.actor, 'report.funnel', request.query['person']), workbookAsked ? 20_000 : 500));
    return workbookAsked ? workbook('unprocessed-interactions', [unprocessedSheet(data, request.locale)]) : { body: { data } };
  },
});
