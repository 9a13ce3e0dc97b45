import type { Actor, Label, Locale, RouteDefinition, SheetSpec, UnitOfWork } from '../../../core/index.ts';
import { defineRoute, label, writeWorkbook } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import { dynamicsSheet, satisfactionSheet, structureSheet, totalsOf } from '../services/report-sheets.ts';
import type { ClaimPeriod } from '../services/reports.ts';
import { claimDynamics, claimSatisfaction, claimStructure } from '../services/reports.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MONTH = { type: 'string', pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$' } as const;

/** Whose claims the permission shows: everybody's (null), or those of the person, his department, and their clients. */
function usersOf(actor: Actor): readonly string[] | null {
  const scope = actor.kind === 'robot' ? 'all' : actor.permissions.get('report.claims');
  if (scope === 'all') return null;
  return scope === 'team' ? [actor.userId, ...(actor.team ?? [])] : [actor.userId];
}

/** Months asked for; by default the present year up to now. @throws InvalidError claims.bad_period */
function periodOf(query: Readonly<Record<string, string>>, today: string): ClaimPeriod {
  const to = query['to'] ?? today.slice(0, 7);
  const from = query['from'] ?? `${to.slice(0, 4)}-01`;
  if (from > to) throw invalid('claims.bad_period', 'query:from');
  return { from, to };
}

interface Report<Row extends object> {
  readonly name: string;
  readonly summary: Label;
  readonly counted: readonly (keyof Row & string)[];
  rows(uow: UnitOfWork, period: ClaimPeriod, users: readonly string[] | null): Promise<Row[]>;
  sheet(rows: readonly Row[], period: ClaimPeriod, locale: Locale): SheetSpec;
}

function reportRoute<Row extends object>({ name, summary, counted, rows, sheet }: Report<Row>): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: `/api/claims/reports/${name}`,
    permission: 'report.claims',
    tag: 'claims',
    summary,
    query: { from: MONTH, to: MONTH, format: { type: 'string', enum: ['json', 'xlsx'] } },
    handle: async (request) => {
      const { period, found } = await request.read(async (uow) => {
        const asked = periodOf(request.query, uow.today);
        return { period: asked, found: await rows(uow, asked, usersOf(uow.actor)) };
      });
      if (request.query['format'] !== 'xlsx') return { body: { period, data: found, totals: totalsOf(found, counted) } };
      return { file: { name: `claims-${name}-${period.from}-${period.to}.xlsx`, mimeType: XLSX, content: await writeWorkbook([sheet(found, period, request.locale)]) } };
    },
  });
}

/** D-22a, D-22b, D-22c, as data and as workbooks. */
export const reportRoutes = [
  reportRoute({ name: 'dynamics', summary: label('Динамика регистрации претензий', 'Dynamics of claims'), counted: ['registered', 'processed', 'open', 'withdrawn'], rows: claimDynamics, sheet: dynamicsSheet }),
  reportRoute({
    name: 'satisfaction', summary: label('Статистика удовлетворения претензий', 'Satisfaction of claims'), counted: ['registered', 'satisfied', 'partially', 'not_satisfied', 'open', 'withdrawn'],
    rows: claimSatisfaction, sheet: satisfactionSheet,
  }),
  reportRoute({ name: 'structure', summary: label('Структура возникновения претензий', 'Structure of claims'), counted: ['claims'], rows: claimStructure, sheet: structureSheet }),
];
