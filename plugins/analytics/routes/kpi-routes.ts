import { defineRoute, kpiItems, label } from '../../../core/index.ts';
import type { RouteDefinition } from '../../../core/index.ts';
import { kpiSheets } from '../services/kpi-sheets.ts';
import { kpiLines, periodFor, visibleKpi, visibleKpis } from '../services/kpi-table.ts';
import { peopleAsked, peopleShown } from '../services/people.ts';
import { FORMAT, PERIOD, UUID, workbook } from '../services/report-file.ts';

const amount = { type: ['string', 'null'], description: 'Decimal text of two places; null: nothing to count.' } as const;
const figure = { numerator: amount, denominator: amount, value: amount } as const;
const line = {
  type: 'object',
  properties: { id: { type: 'string' }, code: { type: 'string' }, label: { type: 'string' }, unit: { type: 'string' }, target: { type: ['number', 'null'] }, state: { type: 'string', enum: ['met', 'breached', 'no_data', 'no_target'] }, ...figure },
} as const;

/** `GET /api/analytics/kpis`: every KPI the person may see, with the period before, the year before, and each person's own (D-20). */
export const kpiTableRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/kpis',
  permission: 'report.kpi',
  summary: label('Показатели эффективности', 'KPIs'),
  query: { period: PERIOD, person: UUID, format: FORMAT },
  response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: line } } },
  handle: async (request) => {
    const data = await request.read((uow) => kpiLines(uow, visibleKpis(uow, uow.actor), request.query['period'], peopleAsked(uow.actor, 'report.kpi', request.query['person']), request.locale));
    return request.query['format'] === 'xlsx' ? workbook(`kpi-${request.query['period'] ?? 'current'}`, kpiSheets(data, request.locale)) : { body: { data } };
  },
});

/** `GET /api/analytics/kpis/:name`: one of them, by code or id. */
export const kpiRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/kpis/:name',
  permission: 'report.kpi',
  summary: label('Показатель', 'KPI'),
  query: { period: PERIOD, person: UUID },
  response: line,
  handle: async (request) => ({
    body: await request.read(async (uow) => {
      const kpi = visibleKpi(uow, uow.actor, request.params['name'] ?? '');
      return (await kpiLines(uow, [kpi], request.query['period'], peopleAsked(uow.actor, 'report.kpi', request.query['person']), request.locale))[0];
    }),
  }),
});

/** `GET /api/analytics/kpis/:name/items`: what is counted and not met (default), or all that is counted. */
export const kpiItemsRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/kpis/:name/items',
  permission: 'report.kpi',
  summary: label('Что не выполнено по показателю', 'What a KPI misses'),
  query: { period: PERIOD, of: { type: 'string', enum: ['violators', 'all'] }, person: UUID, limit: { type: 'string', pattern: '^([1-9][0-9]?|1[0-9]{2}|200)$' }, after: { type: 'string', maxLength: 400 } },
  response: { type: 'object', required: ['data', 'next'], properties: { data: { type: 'array', items: { type: 'object' } }, next: { type: ['string', 'null'] } } },
  handle: async (request) => ({
    body: await request.read(async (uow) => {
      const { name = '' } = request.params;
      const { period, of, person, limit, after } = request.query;
      const kpi = visibleKpi(uow, uow.actor, name);
      const page = await kpiItems(uow, kpi, periodFor(uow, kpi, period), {
        of: of === 'all' ? 'all' : 'violators',
        people: peopleAsked(uow.actor, 'report.kpi', person),
        ...(limit === undefined ? {} : { limit: Number(limit) }),
        ...(after === undefined ? {} : { after }),
      });
      const pathOf = (entity: string): string => `/api/${uow.company.plugins.pluginOf(entity)}/${uow.company.plugins.entity(entity)?.definition.path ?? ''}`;
      return { data: page.data.map((item) => ({ ...item, path: `${pathOf(item.entity)}/${item.id}` })), next: page.next };
    }),
  }),
});

/** `GET /api/analytics/kpis/:name/values`: values as the nightly run has kept them, newest first. */
export const kpiValuesRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/kpis/:name/values',
  permission: 'report.kpi',
  summary: label('Показатель по периодам', 'A KPI by period'),
  query: { person: UUID },
  response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { type: 'object' } } } },
  handle: async (request) => ({
    body: await request.read(async (uow) => {
      const kpi = visibleKpi(uow, uow.actor, request.params['name'] ?? '');
      const shown = peopleShown(uow.actor, 'report.kpi');
      const person = request.query['person'] === undefined ? (shown === null ? null : uow.actor.userId) : (peopleAsked(uow.actor, 'report.kpi', request.query['person'])?.[0] ?? null);
      const data = await uow.query(
        `select period, period_start, person_id, numerator, denominator, value, target, computed_at from analytics_kpi_value
         where kpi_id = $1 and person_id is not distinct from $2::uuid order by period_start desc, period limit 60`,
        [kpi.id, person],
      );
      return { data };
    }),
  }),
});
