import { InvalidError } from '../../errors/index.ts';
import type { EffectContext, ItemRef } from '../../process/index.ts';
import { subjectOf } from '../subject.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Schemas of the parameters that several effects share. */
export const PARAMETERS = {
  label: { type: 'object', additionalProperties: false, required: ['ru', 'en'], properties: { ru: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } } },
  code: { type: 'string', minLength: 1, maxLength: 60 },
  /** Role code. */
  role: { type: 'string', minLength: 1, maxLength: 60 },
  /** Column of the item that holds a user's id, or a rule that gives one. */
  user: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }] },
  /** Duration in words. */
  duration: { type: 'string', minLength: 1, maxLength: 60 },
} as const;

/** Id of the user a parameter means: an id as it is, otherwise the value of the item's column of that name; null when it is empty. */
export function userIn(context: EffectContext, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (UUID.test(value)) return value;
  const { row, entity } = context.item;
  if (!(value in row)) {
    throw new InvalidError('core.unknown_column', { ru: 'У {entity} нет колонки «{column}».', en: '{entity} has no column “{column}”.' }, { params: { entity, column: value } });
  }
  return (row[value] as string | null | undefined) ?? null;
}

/** Row a task or a notification is about: the one the named column refers to, or the item (for a task or an approval: its own subject). */
export function subjectIn(context: EffectContext, column: string | undefined): ItemRef {
  const present = subjectOf(context.item);
  if (column === undefined) return present;
  const field = context.uow.company.plugins.entity(context.item.entity)?.definition.fields[column];
  const id = context.item.row[column];
  return field?.target === undefined || typeof id !== 'string' ? present : { entity: field.target, id };
}
