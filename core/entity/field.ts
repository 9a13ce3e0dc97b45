import type { Label } from '../language/index.ts';

/** How a column is stored and spoken of. Decimals are exact: strings in JSON and code, `numeric` in the table. */
export type FieldType =
  | 'string' | 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'uuid' | 'reference' | 'enum'
  | 'enums' | 'strings' | 'references' | 'json';

/** One value of an enumeration; `code` lives in data, the label may change freely. */
export interface EnumValue {
  readonly code: string;
  readonly label: Label;
}

/** Who may write a field: people at any time, people only when the row is made, or the system alone (state, sums, marks of time). */
export type Writable = 'always' | 'create' | 'system';

/** What a column may say of itself beside its type. */
export interface FieldOptions {
  /** Refused when absent at creation and never null afterwards. */
  readonly required?: boolean;
  readonly writable?: Writable;
  /** Value of a new row when none is given; a company may choose another in `defaults`. */
  readonly default?: unknown;
  readonly unique?: boolean;
  readonly indexed?: boolean;
  /** Found by full-text and look-alike search. */
  readonly searched?: boolean;
  /** Only roles with the permission `<plugin>.<group>.read` see, filter or sort by it. */
  readonly confidential?: string;
  /** Pattern a string must match (RE2). */
  readonly pattern?: string;
  readonly format?: 'email' | 'uri';
  readonly minimum?: string | number;
  /** Section of the source document. */
  readonly source?: string;
}

/** One column of an entity. `Value` is its type in code; `null` is possible unless it is required. */
export interface Field<Value = unknown> extends FieldOptions {
  readonly type: FieldType;
  readonly label: Label;
  readonly maxLength?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly values?: readonly EnumValue[];
  /** Entity id a reference points to, such as `crm.partner`. */
  readonly target?: string;
  /** Carries the value's type for the compiler; never set. */
  readonly valueType?: Value;
}

type Made<Value, Options> = Options extends { required: true } ? Field<Value> : Field<Value | null>;

function make<Value>() {
  return <const Options extends FieldOptions>(field: Omit<Field, keyof FieldOptions | 'valueType'>, options?: Options): Made<Value, Options> =>
    ({ ...field, ...options }) as unknown as Made<Value, Options>;
}

/** The vocabulary entities are written in: `field.money(label('Сумма', 'Amount'), { required: true })`. */
export const field = {
  /** Text of at most `maxLength` characters. */
  string: <const O extends FieldOptions>(label: Label, maxLength: number, options?: O) => make<string>()({ type: 'string', label, maxLength }, options),
  /** Long text. */
  text: <const O extends FieldOptions>(label: Label, options?: O) => make<string>()({ type: 'text', label, maxLength: 100_000 }, options),
  integer: <const O extends FieldOptions>(label: Label, options?: O) => make<number>()({ type: 'integer', label }, options),
  /** Exact number as a decimal string, `numeric(precision, scale)`. */
  decimal: <const O extends FieldOptions>(label: Label, precision: number, scale: number, options?: O) => make<string>()({ type: 'decimal', label, precision, scale }, options),
  /** `numeric(15,2)` decimal string; the currency stands in the row's `currency_id`. */
  money: <const O extends FieldOptions>(label: Label, options?: O) => make<string>()({ type: 'decimal', label, precision: 15, scale: 2 }, options),
  /** `numeric(15,3)` decimal string in the row's unit. */
  quantity: <const O extends FieldOptions>(label: Label, options?: O) => make<string>()({ type: 'decimal', label, precision: 15, scale: 3 }, options),
  /** `numeric(7,4)` decimal string, percent. */
  percent: <const O extends FieldOptions>(label: Label, options?: O) => make<string>()({ type: 'decimal', label, precision: 7, scale: 4 }, options),
  boolean: <const O extends FieldOptions>(label: Label, options?: O) => make<boolean>()({ type: 'boolean', label }, options),
  /** Calendar date 'YYYY-MM-DD' in the company's zone. */
  date: <const O extends FieldOptions>(label: Label, options?: O) => make<string>()({ type: 'date', label }, options),
  /** Moment in UTC. */
  datetime: <const O extends FieldOptions>(label: Label, options?: O) => make<Date>()({ type: 'datetime', label }, options),
  uuid: <const O extends FieldOptions>(label: Label, options?: O) => make<string>()({ type: 'uuid', label }, options),
  /** Id of a row of `target` in the same company. */
  reference: <const O extends FieldOptions>(label: Label, target: string, options?: O) => make<string>()({ type: 'reference', label, target }, options),
  references: <const O extends FieldOptions>(label: Label, target: string, options?: O) => make<string[]>()({ type: 'references', label, target }, options),
  enumeration: <const V extends readonly EnumValue[], const O extends FieldOptions>(label: Label, values: V, options?: O) => make<V[number]['code']>()({ type: 'enum', label, values }, options),
  enumerations: <const V extends readonly EnumValue[], const O extends FieldOptions>(label: Label, values: V, options?: O) => make<V[number]['code'][]>()({ type: 'enums', label, values }, options),
  strings: <const O extends FieldOptions>(label: Label, options?: O) => make<string[]>()({ type: 'strings', label }, options),
  json: <const O extends FieldOptions>(label: Label, options?: O) => make<unknown>()({ type: 'json', label }, options),
};

/** A reference to any entity: two columns, `<name>_entity` (entity id) and `<name>_id`. Spread it into `fields`. */
export function anyReference<const Name extends string, const O extends FieldOptions>(
  name: Name,
  text: Label,
  options?: O,
): { [K in `${Name}_entity` | `${Name}_id`]: Made<string, O> } {
  return {
    [`${name}_entity`]: field.string({ ru: `${text.ru}: вид`, en: `${text.en}: kind` }, 60, options),
    [`${name}_id`]: field.uuid(text, options),
  } as never;
}

/** Both languages of a label in one short call. */
export function label(ru: string, en: string): Label {
  return { ru, en };
}

/** An enumeration from rows of `[code, ru, en]`. */
export function enumeration<const Rows extends readonly (readonly [string, string, string])[]>(
  rows: Rows,
): { readonly [I in keyof Rows]: { readonly code: Rows[I][0]; readonly label: Label } } {
  return rows.map(([code, ru, en]) => ({ code, label: { ru, en } })) as never;
}
