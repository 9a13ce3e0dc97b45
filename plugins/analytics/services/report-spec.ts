import { nearest, reportProblems } from '../../../core/index.ts';
import type { FieldProblem, ReportColumn, ReportFilter, ReportGroup, ReportProblem, ReportSpec, UnitOfWork } from '../../../core/index.ts';
import { problem, reportRefused } from '../errors.ts';

const path = { type: 'string', pattern: '^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?$', maxLength: 120 } as const;

/** JSON Schema of the parts of a report, as they are sent and stored. */
export const REPORT_PARTS = {
  entity_code: { type: 'string', pattern: '^[a-z_]+\\.[a-z_]+$', maxLength: 60 },
  columns: { type: 'array', maxItems: 50, items: { type: 'object', additionalProperties: false, required: ['field'], properties: { field: path, total: { type: 'string', enum: ['sum', 'avg', 'min', 'max', 'count'] } } } },
  filters: {
    type: 'array', maxItems: 50,
    items: { type: 'object', additionalProperties: false, required: ['field', 'value'], properties: { field: path, operator: { type: 'string', enum: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'like', 'null'] }, value: { type: 'string', maxLength: 2000 } } },
  },
  grouping: { type: 'array', maxItems: 5, items: { type: 'object', additionalProperties: false, required: ['field'], properties: { field: path, by: { type: 'string', enum: ['day', 'month', 'quarter', 'year'] } } } },
} as const;

/** A report as it is stored or sent. */
export interface ReportParts {
  readonly entity_code: string;
  readonly columns: readonly ReportColumn[];
  readonly filters?: readonly ReportFilter[] | null;
  readonly grouping?: readonly ReportGroup[] | null;
}

/** The same for the kernel. */
export function specOf({ entity_code, columns, filters, grouping }: ReportParts): ReportSpec {
  return { entity: entity_code, columns, filters: filters ?? [], grouping: grouping ?? [] };
}

function explained({ pointer, kind, name, suggestion, cause }: ReportProblem): FieldProblem {
  const hint = suggestion === undefined ? '' : ` → ${suggestion}`;
  switch (kind) {
    case 'object':
      return problem(pointer, 'analytics.unknown_object');
    case 'total':
      return problem(pointer, 'analytics.bad_total', { field: name, total: suggestion ?? '' });
    case 'interval':
      return problem(pointer, 'analytics.bad_interval', { field: name });
    case 'filter': {
      const { message } = problem(pointer, 'analytics.bad_filter', { field: name });
      return { pointer, code: 'analytics.bad_filter', message: cause === undefined ? message : { ru: `${message.ru} ${cause.message.ru}`, en: `${message.en} ${cause.message.en}` } };
    }
    default:
      return problem(pointer, 'analytics.unknown_field', { field: name, hint });
  }
}

/** @throws InvalidError analytics.report_refused with a pointer for each thing wrong */
export function demandSound(uow: UnitOfWork, parts: ReportParts, sharedWith: readonly string[] = []): void {
  const roles = [...uow.company.regulation.roles.keys()];
  const unknown = sharedWith.flatMap((role, index) => (roles.includes(role) ? [] : [problem(`/shared_with/${index}`, 'analytics.unknown_role', { role, hint: ((found) => (found === undefined ? '' : ` → ${found}`))(nearest(role, roles)) })]));
  const problems = [...reportProblems(uow, specOf(parts)).map(explained), ...unknown];
  if (problems.length > 0) throw reportRefused(problems);
}
