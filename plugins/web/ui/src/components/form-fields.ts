import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { defaultColumns } from '../list/columns.ts';

const KERNEL = new Set(['id', 'version', 'created_at', 'updated_at', 'created_by', 'updated_by', 'deletion_mark', 'external_ids', 'custom', 'author_id']);
/** A form of so few fields needs no second part. */
const FEW = 9;

/** Name of the pair that a field is half of: `subject` of `subject_entity` and `subject_id`. */
export function pairOf(entity: EntityMeta, name: string): string | undefined {
  const pair = name.endsWith('_entity') ? name.slice(0, -7) : name.endsWith('_id') ? name.slice(0, -3) : undefined;
  if (pair === undefined) return undefined;
  return entity.fields.some((one) => one.name === `${pair}_entity`) && entity.fields.some((one) => one.name === `${pair}_id` && one.type === 'uuid') ? pair : undefined;
}

/** Fields a person fills in: of a new row, or of one that is there. A pair is asked as one field, `<pair>_id`. */
export function formFields(entity: EntityMeta, isNew: boolean): FieldMeta[] {
  return entity.fields.filter((field) => {
    if (KERNEL.has(field.name) || field.type === 'json' || !(field.writable === 'always' || (isNew && field.writable === 'create'))) return false;
    if (field.type === 'uuid') return field.target !== undefined || pairOf(entity, field.name) !== undefined;
    return !(field.name.endsWith('_entity') && pairOf(entity, field.name) !== undefined);
  });
}

/** The form's first part: what only a person can give, what was given with the address, and what the list shows; the rest stands under «Ещё». */
export function groupFields(entity: EntityMeta, fields: readonly FieldMeta[], asked: ReadonlySet<string>): { readonly main: readonly FieldMeta[]; readonly more: readonly FieldMeta[] } {
  if (fields.length <= FEW) return { main: fields, more: [] };
  const shown = new Set([...asked, ...defaultColumns(entity), entity.title ?? '']);
  // Where a number is given by the system, nobody has to think of one.
  const isMain = (field: FieldMeta): boolean => shown.has(field.name) && (field.name !== 'number' || asked.has('number')) && (field.type !== 'datetime' || field.name !== 'date' || asked.has('date'));
  const main = fields.filter(isMain);
  const filled = main.length >= 4 ? main : [...main, ...fields.filter((field) => !isMain(field)).slice(0, 4 - main.length)];
  const rank = (field: FieldMeta): number => (asked.has(field.name) ? 0 : 1);
  return { main: [...filled].sort((a, b) => rank(a) - rank(b)), more: [...fields.filter((field) => !filled.includes(field))].sort((a, b) => Number(a.type === 'text') - Number(b.type === 'text')) };
}
