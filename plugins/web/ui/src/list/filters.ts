import type { EntityMeta, FieldMeta, RegionMeta } from '../api/metadata.ts';

/** How a field may be compared; the names are those of the API. */
export type Operator = 'eq' | 'ne' | 'in' | 'gte' | 'lte' | 'like' | 'null';

/** One condition of a list. `key` is its name in the address: `state`, `total][gte`. */
export interface Condition {
  readonly key: string;
  readonly field: FieldMeta;
  readonly operator: Operator;
  readonly value: string;
}

/** Comparisons that make sense for a field. */
export function operatorsOf(field: FieldMeta, region: RegionMeta | undefined): readonly Operator[] {
  if (region !== undefined || field.type === 'enum') return ['in', 'null'];
  switch (field.type) {
    case 'enums':
      return ['in'];
    case 'reference':
      return ['eq', 'ne', 'null'];
    case 'boolean':
      return ['eq'];
    case 'datetime':
      return ['gte', 'lte', 'null'];
    case 'date':
    case 'decimal':
    case 'integer':
      return ['gte', 'lte', 'eq', 'null'];
    default:
      return ['like', 'eq', 'null'];
  }
}

export function keyOf(name: string, operator: Operator): string {
  return operator === 'eq' ? name : `${name}][${operator}`;
}

/** Fields that can be filtered by. */
export function filterFields(entity: EntityMeta, known: readonly FieldMeta[]): FieldMeta[] {
  const extra = entity.fields.filter((field) => ['created_at', 'updated_at', 'author_id', 'is_active', 'comment'].includes(field.name));
  return [...known, ...extra].filter((field) => field.type !== 'strings');
}

/** The conditions that an address names; one of a field that is not there any more is left for the server to name. */
export function conditionsOf(entity: EntityMeta, filter: Readonly<Record<string, string>>): Condition[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    const [name = '', operator = 'eq'] = key.split('][');
    const field = entity.fields.find((one) => one.name === name);
    return field === undefined ? [] : [{ key, field, operator: operator as Operator, value }];
  });
}

const DUE = ['due_at', 'due_on', 'due_date', 'deadline', 'planned_end', 'promised_date', 'event_date', 'start_at'];

/** What «Просроченные» means for a list: a due moment that has passed, of something not finished. Undefined where nothing falls due. */
export function overdueFilter(entity: EntityMeta, now: { readonly moment: string; readonly day: string }): Readonly<Record<string, string>> | undefined {
  const field = DUE.map((name) => entity.fields.find((one) => one.name === name)).find((one) => one !== undefined);
  if (field === undefined || (field.type !== 'date' && field.type !== 'datetime')) return undefined;
  const region = Object.values(entity.regions ?? {}).find((one) => Object.values(one.states).some((state) => state.final === true));
  const open = region === undefined ? [] : Object.entries(region.states).filter(([, state]) => state.final !== true).map(([code]) => code);
  return { [`${field.name}][lte`]: field.type === 'date' ? previousDay(now.day) : now.moment, ...(region === undefined ? {} : { [`${region.field}][in`]: open.join(',') }) };
}

/** A day is late the day after. */
function previousDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Column that says whose a row is. */
export function ownerField(entity: EntityMeta): string | undefined {
  return ['responsible_id', 'main_manager_id', 'manager_id', 'assignee_user_id', 'owner_id'].find((name) => entity.fields.some((field) => field.name === name && field.target === 'core.user'));
}
