import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { isSystemField } from '../list/columns.ts';
import { formFields } from './form-fields.ts';

export type SectionRow = Readonly<Record<string, unknown>>;

const QUIET = new Set(['id', 'version', 'deletion_mark', 'external_ids', 'custom', 'created_by', 'updated_by', 'created_at', 'updated_at', 'line_no']);
const PLAIN = 6;

/** Cells a person fills in; the first ones are those that must be given or already are. */
export function sectionFields(entity: EntityMeta, via: readonly string[], rows: readonly SectionRow[]): { readonly main: FieldMeta[]; readonly all: FieldMeta[] } {
  const all = formFields(entity, true).filter((field) => !via.includes(field.name) && field.name !== 'line_no' && field.type !== 'references');
  const isFilled = (field: FieldMeta): boolean => rows.some((row) => row[field.name] !== null && row[field.name] !== undefined && row[field.name] !== '' && row[field.name] !== false);
  const main = all.filter((field, index) => field.required || isFilled(field) || (all.length <= PLAIN && index < PLAIN));
  return { main: main.length === 0 ? all.slice(0, PLAIN) : main, all };
}

/** Columns of a section that is only read: whatever any of its rows has. */
export function readColumns(entity: EntityMeta, via: readonly string[], rows: readonly SectionRow[]): FieldMeta[] {
  const said = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
  const plain = entity.fields.filter((field) => !QUIET.has(field.name) && !via.includes(field.name) && (!isSystemField(field) || entity.fields.some((one) => one.name === `${field.name.slice(0, -3)}_entity`)) && !field.name.endsWith('_entity'));
  return plain.filter((field) => field.type !== 'uuid' || field.target !== undefined).filter((field) => rows.some((row) => said(row[field.name])) && !(field.type === 'decimal' && rows.every((row) => Number(row[field.name] ?? 0) === 0)));
}

/** Whether the rows of a column add up to something: money and quantities do, prices, rates and percents do not. */
export function isAdded(field: FieldMeta): boolean {
  return field.type === 'decimal' && ((field.scale ?? 2) === 2 || field.scale === 3) && !/price|rate|pct|limit|_after$/.test(field.name);
}

/** What is sent of typed rows: their id and the cells a person may write. Rows that nobody began are left out. */
export function sentRows(entity: EntityMeta, via: readonly string[], rows: readonly SectionRow[]): Record<string, unknown>[] {
  const writable = new Set(formFields(entity, true).map((field) => field.name));
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).filter(([name, value]) => name === 'id' || (writable.has(name) && !via.includes(name) && value !== undefined && (row['id'] !== undefined || (value !== null && value !== ''))))))
    .filter((row) => Object.keys(row).length > 0);
}
