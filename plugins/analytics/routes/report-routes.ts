import { NotFoundError, defineRoute, label, runReport, translate } from '../../../core/index.ts';
import type { Locale, ReportTable, RouteDefinition, RouteResponse, SheetColumn, UnitOfWork } from '../../../core/index.ts';
import { REPORT_PARTS, demandSound, specOf } from '../services/report-spec.ts';
import type { ReportParts } from '../services/report-spec.ts';
import { FORMAT, workbook } from '../services/report-file.ts';
import { inWords } from '../services/report-words.ts';

/** Rows that are shown, and that are written into a workbook. */
const ON_SCREEN = 500;
const IN_FILE = 50_000;

interface StoredReport extends ReportParts, Record<string, unknown> {
  readonly id: string;
  readonly name: string;
}

/** Reports of one's own and those lent to one of one's roles. */
async function availableReports(uow: UnitOfWork, id?: string): Promise<StoredReport[]> {
  const roles = [...new Set(uow.actor.roles.flatMap((role) => uow.company.regulation.roles.get(role)?.covers ?? [role]))];
  return uow.query<StoredReport>(
    `select r.id, r.version, r.name, r.entity_code, r.columns, r.filters, r.grouping, r.shared_with, r.owner_id, u.full_name as owner, r.owner_id = $1 as own
     from analytics_saved_report r left join core_user u on u.id = r.owner_id
     where not r.deletion_mark and r.is_active and (r.owner_id = $1 or r.shared_with && $2::text[]) and ($3::uuid is null or r.id = $3) order by r.name, r.id limit 500`,
    [uow.actor.userId, roles, id ?? null],
  );
}

const TYPES: Readonly<Record<string, SheetColumn['type']>> = { decimal: 'decimal', integer: 'integer', date: 'date', datetime: 'datetime', boolean: 'boolean' };

function answer(table: ReportTable, locale: Locale): Record<string, unknown> {
  return { ...table, columns: table.columns.map((one) => ({ ...one, label: translate(one.label, locale) })) };
}

function reportFile(name: string, table: ReportTable, locale: Locale): Promise<RouteResponse> {
  return workbook(name.replace(/[^\p{L}\p{N} _-]/gu, ' ').trim() || 'report', [{
    name,
    title: [name],
    columns: table.columns.map((one) => ({ key: one.key, header: translate(one.label, locale), type: TYPES[one.type] ?? 'text', ...(one.scale === undefined ? {} : { scale: one.scale }) })),
    rows: table.rows,
    ...(Object.keys(table.totals).length === 0 ? {} : { totals: table.totals }),
  }]);
}

const table = { type: 'object', required: ['columns', 'rows', 'totals', 'count'], properties: { columns: { type: 'array', items: { type: 'object' } }, rows: { type: 'array', items: { type: 'object' } }, totals: { type: 'object' }, count: { type: 'integer' }, more: { type: 'boolean' }, omitted: { type: 'array', items: { type: 'string' } } } } as const;

/** `GET /api/analytics/available-reports`: one's own reports and those shared with one's roles. */
export const availableReportsRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/available-reports',
  permission: 'report.build',
  summary: label('Мои отчёты и общие', 'My reports and shared ones'),
  response: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { type: 'object' } } } },
  handle: async (request) => ({ body: await request.read(async (uow) => ({ data: await availableReports(uow) })) }),
});

/** `GET /api/analytics/available-reports/:id/rows`: a saved report run as the person who asks, or its workbook. */
export const runReportRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/analytics/available-reports/:id/rows',
  permission: 'report.build',
  summary: label('Выполнить отчёт', 'Run a report'),
  query: { format: FORMAT },
  response: table,
  handle: async (request) => {
    const asFile = request.query['format'] === 'xlsx';
    const { report, rows } = await request.read(async (uow) => {
      const [stored] = await availableReports(uow, request.params['id']);
      if (stored === undefined) throw new NotFoundError();
      return { report: stored, rows: inWords(uow, stored.entity_code, await runReport(uow, specOf(stored), asFile ? IN_FILE : ON_SCREEN), request.locale) };
    });
    return asFile ? reportFile(report.name, rows, request.locale) : { body: answer(rows, request.locale) };
  },
});

/** `POST /api/analytics/report-preview`: the same for a report that is still being put together. */
export const previewRoute: RouteDefinition = defineRoute<ReportParts>({
  method: 'POST',
  path: '/api/analytics/report-preview',
  permission: 'report.build',
  changes: false,
  summary: label('Посмотреть отчёт до сохранения', 'See a report before it is saved'),
  query: { format: FORMAT },
  body: { type: 'object', additionalProperties: false, required: ['entity_code', 'columns'], properties: REPORT_PARTS },
  response: table,
  handle: async (request) => {
    const asFile = request.query['format'] === 'xlsx';
    const rows = await request.read(async (uow) => {
      demandSound(uow, request.body);
      return inWords(uow, request.body.entity_code, await runReport(uow, specOf(request.body), asFile ? IN_FILE : ON_SCREEN), request.locale);
    });
    return asFile ? reportFile({ ru: 'Отчёт', en: 'Report' }[request.locale], rows, request.locale) : { body: answer(rows, request.locale) };
  },
});
