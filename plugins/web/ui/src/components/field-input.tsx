import { useState } from 'react';
import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput, Textarea } from '@mantine/core';
import type { FieldMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import { formatDecimal, momentOf, wallOf } from '../format/index.ts';
import { useLocale } from '../texts/use-texts.ts';
import { ReferenceSelect, ReferencesSelect } from './reference-select.tsx';

/** What an input of any kind takes. `value` and what `onChange` gives are as the API writes them: decimals are text, moments UTC. */
export interface InputProps {
  readonly label?: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
/** A cleared field is empty for the API, not an empty text. */
const orNull = (value: string): string | null => (value === '' ? null : value);

/** «1 234,50» as people type it, `1234.50` as the API takes it. */
export function plainDecimal(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return plain === '' ? null : plain;
}

/** A number as people write it: with spaces and a comma while it is looked at, as it was typed while it is typed. */
function DecimalInput({ value, scale, onChange, ...common }: { value: string; scale: number; onChange: (value: string | null) => void } & Omit<React.ComponentProps<typeof TextInput>, 'value' | 'onChange'>) {
  const locale = useLocale();
  const [typed, setTyped] = useState<string>();
  const plain = /^-?\d+(\.\d+)?$/.test(value);
  const shown = typed ?? (plain ? formatDecimal(value, locale, scale) : value);
  return (
    <TextInput
      {...common}
      inputMode="decimal"
      classNames={{ input: 'numeric' }}
      value={shown}
      onFocus={() => setTyped(plain ? shown.replace(/[\s\u00a0\u202f]|(?<=\d),(?=\d{3}\b)/g, '') : value)}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(plainDecimal(event.currentTarget.value));
      }}
    />
  );
}

/** The input that suits a field. */
export function FieldInput({ field, ...props }: { field: Pick<FieldMeta, 'type' | 'target' | 'values' | 'scale' | 'schema'> } & InputProps) {
  const zone = useMetadata().company.time_zone;
  const { value, onChange, label, error, required = false, disabled = false, autoFocus = false } = props;
  const common = { ...(label === undefined ? {} : { label }), error, required, withAsterisk: required, disabled, autoFocus, ...(props['aria-label'] === undefined ? {} : { 'aria-label': props['aria-label'] }), ...(autoFocus ? { 'data-autofocus': true } : {}) };
  switch (field.type) {
    case 'boolean':
      return <Checkbox label={label} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} error={error} disabled={disabled} aria-label={props['aria-label']} mt={label === undefined ? 0 : 'lg'} />;
    case 'text':
      return <Textarea {...common} autosize minRows={2} maxRows={12} value={text(value)} onChange={(event) => onChange(orNull(event.currentTarget.value))} />;
    case 'integer':
      return <NumberInput {...common} allowDecimal={false} value={typeof value === 'number' ? value : text(value)} onChange={(typed) => onChange(typed === '' ? null : Number(typed))} hideControls />;
    case 'decimal':
      return <DecimalInput {...common} scale={field.scale ?? 2} value={text(value)} onChange={onChange} />;
    case 'date':
      return <TextInput {...common} type="date" value={text(value).slice(0, 10)} onChange={(event) => onChange(orNull(event.currentTarget.value))} />;
    case 'datetime':
      return <TextInput {...common} type="datetime-local" value={value === null || value === undefined || value === '' ? '' : wallOf(String(value), zone)} onChange={(event) => onChange(event.currentTarget.value === '' ? null : momentOf(event.currentTarget.value, zone))} />;
    case 'enum':
      return <Select {...common} clearable={!required} searchable data={(field.values ?? []).map((one) => ({ value: one.code, label: one.label }))} value={value === undefined ? null : (value as string | null)} onChange={onChange} />;
    case 'enums':
      return <MultiSelect {...common} clearable data={(field.values ?? []).map((one) => ({ value: one.code, label: one.label }))} value={(value as string[] | null) ?? []} onChange={onChange} />;
    case 'strings':
      return <TagsInput {...common} value={(value as string[] | null) ?? []} onChange={onChange} />;
    case 'reference':
      return <ReferenceSelect {...common} target={field.target ?? ''} value={(value as string | null | undefined) ?? null} onChange={onChange} />;
    case 'references':
      return <ReferencesSelect {...common} target={field.target ?? ''} value={(value as string[] | null | undefined) ?? []} onChange={onChange} />;
    case 'uuid':
      if (field.target !== undefined) return <ReferenceSelect {...common} target={field.target} value={(value as string | null | undefined) ?? null} onChange={onChange} />;
      return null;
    default:
      return <TextInput {...common} value={text(value)} onChange={(event) => onChange(orNull(event.currentTarget.value))} />;
  }
}

/** The kind of field that a JSON Schema of an event's datum describes. */
export function fieldOfSchema(schema: Readonly<Record<string, unknown>>, target?: string): Pick<FieldMeta, 'type' | 'target' | 'values' | 'scale' | 'schema'> {
  const type = Array.isArray(schema['type']) ? (schema['type'] as string[]).find((one) => one !== 'null') : schema['type'];
  if (target !== undefined) return { type: 'reference', target };
  if (Array.isArray(schema['enum'])) return { type: 'enum', values: (schema['enum'] as unknown[]).filter((one) => one !== null).map((one) => ({ code: String(one), label: String(one) })) };
  if (type === 'boolean') return { type: 'boolean' };
  if (type === 'integer' || type === 'number') return { type: 'integer' };
  if (schema['format'] === 'date') return { type: 'date' };
  if (schema['format'] === 'date-time') return { type: 'datetime' };
  if (schema['format'] === 'decimal' || (typeof schema['pattern'] === 'string' && /\\d.*\\\./.test(schema['pattern']))) return { type: 'decimal' };
  if (type === 'string' && Number(schema['maxLength'] ?? 0) > 300) return { type: 'text' };
  return { type: 'string' };
}
