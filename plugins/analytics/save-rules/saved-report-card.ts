import { defineSaveRule } from '../../../core/index.ts';
import type { FieldProblem } from '../../../core/index.ts';
import { analyticsErrors, reportRefused } from '../errors.ts';
import { REPORT_PARTS, demandSound } from '../services/report-spec.ts';
import type { ReportParts } from '../services/report-spec.ts';

type Shape = { readonly type: string; readonly enum?: readonly string[]; readonly pattern?: string; readonly items?: Shape; readonly maxItems?: number; readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, Shape>> };

/** Where a value of a JSON column has another form than the report's parts have. */
function misshapen(value: unknown, shape: Shape, pointer: string): string[] {
  if (shape.type === 'array') {
    if (!Array.isArray(value) || value.length > (shape.maxItems ?? Infinity)) return [pointer];
    return value.flatMap((one, index) => misshapen(one, shape.items as Shape, `${pointer}/${index}`));
  }
  if (shape.type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [pointer];
    const missing = (shape.required ?? []).filter((name) => !Object.hasOwn(value, name)).map((name) => `${pointer}/${name}`);
    return [...missing, ...Object.entries(value).flatMap(([name, one]) => (shape.properties?.[name] === undefined ? [`${pointer}/${name}`] : misshapen(one, shape.properties[name], `${pointer}/${name}`)))];
  }
  const fits = typeof value === 'string' && (shape.enum === undefined || shape.enum.includes(value)) && (shape.pattern === undefined || new RegExp(shape.pattern).test(value));
  return fits ? [] : [pointer];
}

/** A report belongs to whoever makes it, and is sound for him when it is saved. */
export const savedReportCard = defineSaveRule({
  id: 'analytics.saved_report_card',
  entity: 'analytics.saved_report',
  async prepare(draft, { uow, actor, before }) {
    if (before === undefined) draft['owner_id'] = actor.userId;
    const places = (['columns', 'filters', 'grouping'] as const).flatMap((name) => misshapen(draft[name] ?? [], REPORT_PARTS[name], `/${name}`));
    if (places.length > 0) {
      const message = analyticsErrors['analytics.report_refused'];
      throw reportRefused(places.map((pointer): FieldProblem => ({ pointer, code: 'analytics.report_refused', message })));
    }
    demandSound(uow, draft as unknown as ReportParts, (draft['shared_with'] as readonly string[] | null | undefined) ?? []);
  },
});
