import { queryOptions } from '@tanstack/react-query';
import type { EntityMeta, FieldMeta } from '../../../web/ui/src/kit.ts';
import { request } from '../../../web/ui/src/kit.ts';

export type Total = 'sum' | 'avg' | 'min' | 'max' | 'count';
export type Interval = 'day' | 'month' | 'quarter' | 'year';

/** What a report shows, in the form it is stored and sent in. */
export interface ReportParts {
  readonly entity_code: string;
  readonly columns: readonly { readonly field: string; readonly total?: Total }[];
  readonly filters: readonly { readonly field: string; readonly operator: string; readonly value: string }[];
  readonly grouping: readonly { readonly field: string; readonly by?: Interval }[];
}

export interface SavedReport extends ReportParts {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly shared_with: readonly string[] | null;
  readonly owner: string | null;
  readonly own: boolean;
}

/** Rows of a report as the server gives them. */
export interface ReportTable {
  readonly columns: readonly { readonly key: string; readonly path: string; readonly label: string; readonly type: string; readonly total?: Total; readonly scale?: number }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly totals: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly more: boolean;
  readonly omitted: readonly string[];
}

export const reportsQuery = queryOptions({ queryKey: ['numbers', 'reports'], queryFn: () => request<{ readonly data: readonly SavedReport[] }>('/api/analytics/available-reports') });

/** A field that a report may show: a path and what it is called. */
export interface ReportField {
  readonly path: string;
  readonly label: string;
  readonly field: FieldMeta;
}

const KERNEL = new Set(['id', 'version', 'deletion_mark', 'external_ids', 'custom', 'regulation_hash', 'is_active', 'created_by', 'updated_by']);

function isPlain(field: FieldMeta): boolean {
  return !KERNEL.has(field.name) && field.type !== 'json' && field.type !== 'uuid' && field.type !== 'references' && !field.name.endsWith('_entity');
}

/** The column that names a row of an entity. */
function titleField(entity: EntityMeta): FieldMeta | undefined {
  const names = [entity.title, 'number', 'name', 'working_name', 'full_name'];
  return names.map((name) => entity.fields.find((field) => field.name === name)).find((field) => field !== undefined);
}

/** Fields of an entity, and after them those of the rows it refers to; a reference itself stands for the name of its row. */
export function reportFields(entity: EntityMeta, entities: readonly EntityMeta[]): ReportField[] {
  const own: ReportField[] = [];
  const theirs: ReportField[] = [];
  for (const field of entity.fields) {
    if (!isPlain(field)) continue;
    if (field.type !== 'reference') {
      own.push({ path: field.name, label: field.label, field });
      continue;
    }
    const target = entities.find((one) => one.id === field.target);
    const title = target === undefined ? undefined : titleField(target);
    if (target === undefined || title === undefined) continue;
    own.push({ path: `${field.name}.${title.name}`, label: field.label, field: title });
    for (const one of target.fields) {
      if (isPlain(one) && one.type !== 'reference' && one.name !== title.name) theirs.push({ path: `${field.name}.${one.name}`, label: `${field.label}: ${one.label}`, field: one });
    }
  }
  for (const [name, one] of Object.entries(entity.custom ?? {})) own.push({ path: `custom.${name}`, label: one.label, field: { name, label: one.label, type: one.type === 'number' ? 'decimal' : (one.type as FieldMeta['type']), required: false, writable: 'always' } });
  return [...own, ...theirs];
}

/** Conditions that suit a kind of field. */
export function operatorsOf(field: FieldMeta): readonly string[] {
  switch (field.type) {
    case 'decimal': case 'integer': case 'date': case 'datetime':
      return ['eq', 'gte', 'lte', 'gt', 'lt', 'null'];
    case 'boolean':
      return ['eq'];
    case 'reference': case 'enum':
      return ['eq', 'ne', 'null'];
    default:
      return ['like', 'eq', 'ne', 'null'];
  }
}

/** Totals that suit a kind of field. */
export function totalsOf(field: FieldMeta): readonly Total[] {
  if (field.type === 'decimal' || field.type === 'integer') return ['sum', 'avg', 'min', 'max', 'count'];
  return field.type === 'date' || field.type === 'datetime' ? ['min', 'max', 'count'] : ['count'];
}
