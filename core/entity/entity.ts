import { Model } from 'objection';
import type { JSONSchema, RelationMappings, RelationMappingsThunk } from 'objection';
import type { Label } from '../language/index.ts';
import type { Field } from './field.ts';
import { field, label } from './field.ts';
import { fieldsJsonSchema } from './json-schema.ts';

/**
 * What kind of thing an entity is. `catalogue`: a reference book with `code`, `is_active`; `document`: has a number, a date and a posting state;
 * `record`: neither; `section`: rows that live and die with their owner (the lines of an order); `register`: written by the system alone.
 */
export type EntityKind = 'catalogue' | 'document' | 'record' | 'section' | 'register';

/** Columns of an entity by name, snake_case. */
export type Fields = Readonly<Record<string, Field>>;

/** Rows of another entity that a form edits together with their owner. */
export interface SectionLink {
  /** Entity id of the rows. */
  readonly entity: string;
  /** Their column that holds the owner's id. */
  readonly via: string;
  readonly label: Label;
}

/** Permission codes that guard an entity; a surface without a code is closed to people (the system may still write). */
export interface EntityPermissions {
  /** Default: every signed-in employee of the company. */
  readonly read?: string;
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
}

/** One kind of thing: its columns, who may do what with them, its sections, and what the database checks. Everything else is derived from it. */
export interface EntityDefinition<F extends Fields = Fields> {
  /** Stable id `<plugin>.<entity>`, singular, snake_case. */
  readonly id: string;
  readonly kind: EntityKind;
  readonly label: { readonly one: Label; readonly many: Label };
  /** Path segment, plural, kebab-case: `customer-orders`. */
  readonly path: string;
  readonly fields: F;
  readonly permissions: EntityPermissions;
  /** Column with the user a permission granted as `own` is checked against. */
  readonly owner?: string;
  /** Column shown as the row's name in references, search and history. Default: `number` of a document, else `name`. */
  readonly title?: string;
  /** Tabular sections by their name in JSON. */
  readonly sections?: Readonly<Record<string, SectionLink>>;
  /** Sets of columns that are unique together, each with the reason in words. */
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
  /** Numbering of a document: letters before the digits and how many digits; a company may choose others. */
  readonly numbering?: { readonly prefix: string; readonly digits: number };
  /** SQL checks by name, in the table's own columns: `amount_positive: 'amount > 0'`. */
  readonly checks?: Readonly<Record<string, string>>;
  /** False for an entity whose rows are not part of the journal of changes (registers of the system). */
  readonly audited?: boolean;
}

const POSTING_STATES = [
  { code: 'draft', label: label('Черновик (записан)', 'Draft') },
  { code: 'posted', label: label('Проведен', 'Posted') },
  { code: 'cancelled', label: label('Отменен', 'Cancelled') },
] as const;

/** Columns of every table; `custom` holds the company's own fields, declared in its regulation. */
export const BASE_FIELDS = {
  id: field.uuid(label('Идентификатор', 'Id'), { required: true, writable: 'create' }),
  version: field.integer(label('Версия', 'Version'), { required: true, writable: 'system' }),
  created_at: field.datetime(label('Создан', 'Created'), { required: true, writable: 'system' }),
  updated_at: field.datetime(label('Изменен', 'Updated'), { required: true, writable: 'system' }),
  created_by: field.reference(label('Кем создан', 'Created by'), 'core.user', { writable: 'system' }),
  updated_by: field.reference(label('Кем изменен', 'Updated by'), 'core.user', { writable: 'system' }),
  deletion_mark: field.boolean(label('Пометка удаления', 'Marked for deletion'), { required: true, writable: 'system', default: false }),
  external_ids: field.json(label('Внешние идентификаторы', 'External ids'), { default: {} }),
  custom: field.json(label('Поля компании', 'Company fields'), { default: {} }),
};

export const CATALOGUE_FIELDS = {
  code: field.string(label('Код', 'Code'), 60),
  is_active: field.boolean(label('Действует', 'Active'), { required: true, default: true }),
  comment: field.text(label('Комментарий', 'Comment')),
};

export const DOCUMENT_FIELDS = {
  number: field.string(label('Номер', 'Number'), 20, { writable: 'create', searched: true }),
  date: field.datetime(label('Дата', 'Date'), { required: true }),
  posting_state: field.enumeration(label('Проведение', 'Posting'), POSTING_STATES, { required: true, writable: 'system', default: 'draft' }),
  author_id: field.reference(label('Автор', 'Author'), 'core.user', { writable: 'system' }),
  responsible_id: field.reference(label('Ответственный', 'Responsible'), 'core.user'),
  comment: field.text(label('Комментарий', 'Comment')),
  based_on_entity: field.string(label('Основание: вид', 'Based on: kind'), 60, { writable: 'create' }),
  based_on_id: field.uuid(label('Основание', 'Based on'), { writable: 'create' }),
};

type ValueOf<F> = F extends Field<infer Value> ? Value : never;
export type RowOf<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> };

/** A row of any entity as the kernel sees it: base columns and whatever the entity adds. */
export interface EntityRow {
  id: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  created_by: string | null;
  updated_by: string | null;
  deletion_mark: boolean;
  external_ids: Record<string, unknown>;
  custom: Record<string, unknown>;
  [column: string]: unknown;
}

/** Base class of every entity: an objection model that also carries its definition. */
export class Entity extends Model {
  static readonly definition: EntityDefinition;
  id!: string;
  version!: number;
  created_at!: Date;
  updated_at!: Date;
  created_by!: string | null;
  updated_by!: string | null;
  deletion_mark!: boolean;
}

/** A model with typed rows. `Omit` drops the constructor of `Entity`: with two of them the compiler would infer rows from the untyped one. */
export type EntityClass<F extends Fields = Fields> = Omit<typeof Entity, 'prototype' | 'definition'> & {
  readonly definition: EntityDefinition<F>;
} & (new () => string extends keyof F ? Entity : Entity & RowOf<F>);

type KindFields<K extends EntityKind> = K extends 'catalogue' ? typeof CATALOGUE_FIELDS : K extends 'document' ? typeof DOCUMENT_FIELDS : unknown;

/** Definitions by id; relations are resolved through it when the first query runs, so files may refer to each other freely. */
const registry = new Map<string, EntityClass>();

function kindFields(kind: EntityKind, own: Fields): Fields {
  const shared: Fields = kind === 'catalogue' ? CATALOGUE_FIELDS : kind === 'document' ? DOCUMENT_FIELDS : {};
  return { ...BASE_FIELDS, ...Object.fromEntries(Object.entries(shared).filter(([name]) => !(name in own))), ...own };
}

/** Table of an entity: `<plugin>_<entity>`, in the company's schema. */
export function tableName(entityId: string): string {
  return entityId.replace(/[.-]/g, '_');
}

/**
 * Makes an objection model from a definition: table, JSON Schema (ajv) and relations (one per reference, one per section).
 * A catalogue or document gets its common columns unless the definition names them itself.
 */
export function defineEntity<const F extends Fields, const K extends EntityKind>(
  definition: EntityDefinition<F> & { readonly kind: K },
): EntityClass<F & Omit<KindFields<K>, keyof F> & typeof BASE_FIELDS> {
  const fields = kindFields(definition.kind, definition.fields);
  const whole: EntityDefinition = { ...definition, fields };

  class Defined extends Entity {
    static override readonly definition = whole;
    static override get tableName(): string {
      return tableName(whole.id);
    }
    static override get jsonSchema(): JSONSchema {
      return fieldsJsonSchema(fields) as JSONSchema;
    }
    static override get jsonAttributes(): string[] {
      return Object.entries(fields).filter(([, one]) => one.type === 'json').map(([name]) => name);
    }
    static override get relationMappings(): RelationMappings | RelationMappingsThunk {
      return relationsOf(whole);
    }
  }
  Object.defineProperty(Defined, 'name', { value: whole.id });
  registry.set(whole.id, Defined as unknown as EntityClass);
  return Defined as never;
}

/** Name a reference column is included under: `partner_id` → `partner`; a column without `_id` gets `_row`. */
export function relationName(column: string): string {
  return column.endsWith('_id') ? column.slice(0, -3) : `${column}_row`;
}

function relationsOf(definition: EntityDefinition): RelationMappings {
  const own = tableName(definition.id);
  const relations: RelationMappings = {};
  for (const [column, one] of Object.entries(definition.fields)) {
    const target = one.type === 'reference' && one.target !== undefined ? registry.get(one.target) : undefined;
    if (target === undefined || one.target === undefined) continue;
    relations[relationName(column)] = {
      relation: Model.BelongsToOneRelation,
      modelClass: target as never,
      join: { from: `${own}.${column}`, to: `${tableName(one.target)}.id` },
    };
  }
  for (const [name, section] of Object.entries(definition.sections ?? {})) {
    const target = registry.get(section.entity);
    if (target === undefined) continue;
    relations[name] = {
      relation: Model.HasManyRelation,
      modelClass: target as never,
      join: { from: `${own}.id`, to: `${tableName(section.entity)}.${section.via}` },
    };
  }
  return relations;
}
