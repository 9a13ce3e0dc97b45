import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { request } from './client.ts';

/** A field as the screen draws it; labels are in the reader's language. */
export interface FieldMeta {
  readonly name: string;
  readonly label: string;
  readonly type: 'string' | 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'uuid' | 'reference' | 'references' | 'enum' | 'enums' | 'strings' | 'json';
  /** Digits after the point of a decimal: 2 for money, 3 for quantities, 4 for percents. */
  readonly scale?: number;
  readonly required: boolean;
  readonly writable: 'always' | 'create' | 'system';
  /** Entity a reference points to; an id with one is a reference too, which lists do not bring the name of. */
  readonly target?: string;
  readonly values?: readonly { readonly code: string; readonly label: string }[];
  readonly schema?: Readonly<Record<string, unknown>>;
}

export interface StateMeta {
  readonly label: string;
  readonly final?: boolean;
  readonly disabled?: boolean;
  readonly order?: number;
}

export interface RegionMeta {
  readonly field: string;
  readonly initial: string;
  readonly label?: string;
  readonly states: Readonly<Record<string, StateMeta>>;
}

export interface EntityMeta {
  readonly id: string;
  readonly kind: 'catalogue' | 'document' | 'record' | 'section' | 'register';
  /** `/api/crm/customer-orders` */
  readonly path: string;
  readonly label: { readonly one: string; readonly many: string };
  /** Column that names a row. */
  readonly title?: string;
  readonly fields: readonly FieldMeta[];
  readonly sections?: Readonly<Record<string, { readonly entity: string; readonly via: string; readonly label: string; /** Whether people write its rows, with their owner. */ readonly editable?: boolean }>>;
  readonly custom?: Readonly<Record<string, { readonly type: string; readonly label: string; readonly enum?: readonly string[]; readonly required?: boolean }>>;
  readonly can: { readonly create: boolean; readonly update: boolean };
  readonly regions?: Readonly<Record<string, RegionMeta>>;
}

export interface Metadata {
  readonly company: { readonly id: string; readonly title: string; readonly time_zone: string };
  readonly regulation: { readonly hash: string; readonly title: string };
  readonly roles: readonly { readonly code: string; readonly label: string; readonly mine: boolean }[];
  readonly entities: readonly EntityMeta[];
}

export const metadataQuery = queryOptions({ queryKey: ['ui'], staleTime: 5 * 60_000, queryFn: () => request<Metadata>('/api/ui') });

export function useMetadata(): Metadata {
  return useSuspenseQuery(metadataQuery).data;
}

/** An entity by id; undefined for one the person may not read. */
export function useEntity(id: string): EntityMeta | undefined {
  return useMetadata().entities.find((one) => one.id === id);
}

/** An entity by the two segments of its page: `crm`, `customer-orders`. */
export function useEntityByPath(plugin: string, path: string): EntityMeta | undefined {
  return useMetadata().entities.find((one) => one.path === `/api/${plugin}/${path}`);
}

/** Address of an entity's list, or of one row. */
export function pageOf(entity: EntityMeta, id?: string): string {
  const list = entity.path.replace(/^\/api\//, '/e/');
  return id === undefined ? list : `${list}/${id}`;
}

/** Columns by which rows of a section hang on their owners; a section may serve several kinds of them, of which a row has one. */
export function ownerColumns(entities: readonly EntityMeta[], section: string): readonly string[] {
  return entities.flatMap((one) => Object.values(one.sections ?? {}).filter((link) => link.entity === section).map((link) => link.via));
}

/** The state field of a region. */
export function mainRegion(entity: EntityMeta): RegionMeta | undefined {
  return Object.values(entity.regions ?? {})[0];
}
