import { defineRoute, label, readRecord } from '../../../core/index.ts';
import type { RouteDefinition } from '../../../core/index.ts';
import { processCosts, runCosts } from '../services/process-cost.ts';
import { PERIOD, UUID } from '../services/report-file.ts';
import { askedPeriod } from './sales-routes.ts';

const list = { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { type: 'object' } } } } as const;

/** `GET /api/analytics/process-costs`: finished processes of a period, what they cost and on which steps (004 L61). */
export const processCostsRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/process-costs',
  permission: 'report.managers',
  summary: label('Себестоимость процессов', 'Cost of processes'),
  query: { period: PERIOD },
  response: list,
  handle: async (request) => ({ body: await request.read(async (uow) => ({ data: await processCosts(uow, askedPeriod(uow, request.query['period']), request.locale) })) }),
});

/** `GET /api/analytics/run-costs?entity=…&id=…`: what the processes of one item have cost so far, to whoever may read the item. */
export const runCostsRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/run-costs',
  permission: 'signed_in',
  summary: label('Себестоимость процессов объекта', 'Cost of an item’s processes'),
  query: { entity: { type: 'string', pattern: '^[a-z_]+\\.[a-z_]+$' }, id: UUID },
  response: list,
  handle: async (request) => ({
    body: await request.read(async (uow) => {
      const { entity = '', id = '00000000-0000-0000-0000-000000000000' } = request.query;
      await readRecord(uow, entity, id);
      return { data: await runCosts(uow, entity, id, request.locale) };
    }),
  }),
});
