import type { EntityMeta, FieldMeta } from '../api/metadata.ts';

const IDLE = new Set(['id', 'version', 'created_by', 'updated_by', 'updated_at', 'deletion_mark', 'external_ids', 'custom', 'comment', 'author_id', 'created_at', 'is_active', 'code', 'regulation_hash', 'based_on_id', 'based_on_entity', 'posting_state']);
/** Texts that the system writes for itself: codes of rules and kinds, keys, sums of check. */
const SYSTEM = /(^|_)(entity|hash|key|sha256)$|^(rule|process_step|definition|entity|regulation|form)_code$|message_id$|^(kind|subject_kind|entered_state|mime_type)$/;

/** Whether a field is the system's own affair: never shown, filtered by or exported. */
export function isSystemField(field: FieldMeta): boolean {
  return field.type === 'json' || (field.type === 'uuid' && field.target === undefined) || (field.type === 'string' && SYSTEM.test(field.name));
}

/** Fields that a list may show. */
export function listFields(entity: EntityMeta): FieldMeta[] {
  return entity.fields.filter((field) => !IDLE.has(field.name) && !isSystemField(field) && field.type !== 'uuid' && field.type !== 'text' && field.type !== 'references');
}

/** What a list shows until a person chooses: its name, number and date, where it stands, whose it is, its sums. */
export function defaultColumns(entity: EntityMeta): string[] {
  const names = listFields(entity).map((field) => field.name);
  const states = Object.values(entity.regions ?? {}).map((region) => region.field);
  const first = ['number', 'date', entity.title ?? '', 'code', 'name', 'working_name', 'partner_id', 'counterparty_id', 'title', ...states, 'total', 'expected_revenue', 'amount', 'paid', 'balance', 'responsible_id', 'main_manager_id', 'due_at', 'start_at'];
  const chosen = [...new Set(first)].filter((name) => names.includes(name));
  return [...chosen, ...names.filter((name) => !chosen.includes(name))].slice(0, Math.max(8, chosen.length));
}

/** Relations that bring the names of the columns' references with the rows. */
export function includeOf(columns: readonly FieldMeta[]): string {
  return columns.filter((field) => field.type === 'reference' && field.name.endsWith('_id')).map((field) => field.name.slice(0, -3)).join(',');
}

/** Sums of money stand below a list; prices, rates and percents add up to nothing. */
export function isSummed(field: FieldMeta): boolean {
  return field.type === 'decimal' && (field.scale ?? 2) === 2 && !/price|rate|pct|limit|_after$/.test(field.name);
}
