import type { EntityMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import type { AvailableEvent } from '../api/records.ts';
import { FieldInput, fieldOfSchema } from './field-input.tsx';

interface Props {
  readonly entity: EntityMeta;
  readonly event: AvailableEvent;
  readonly name: string;
  readonly value: unknown;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  readonly onChange: (value: unknown) => void;
}

/** Words for the codes of a datum: stages of the process, values of the field it is named after, or of one so named elsewhere. */
function useWords(entity: EntityMeta): (name: string, codes: readonly string[]) => ReadonlyMap<string, string> {
  const { entities } = useMetadata();
  return (name, codes) => {
    const states = Object.values(entity.regions ?? {}).map((region) => Object.entries(region.states).map(([code, state]) => [code, state.label] as const));
    const fields = [entity, ...entities].flatMap((one) => one.fields.filter((field) => field.name === name).map((field) => (field.values ?? []).map((value) => [value.code, value.label] as const)));
    const fitting = [...(name === 'to' ? states : []), ...fields, ...states].map((pairs) => new Map(pairs)).find((words) => codes.every((code) => words.has(code)));
    return fitting ?? new Map();
  };
}

/** The input of one datum that an event asks for. */
export function EventField({ entity, event, name, value, error, autoFocus = false, onChange }: Props) {
  const words = useWords(entity);
  const field = event.fields.find((one) => one.name === name);
  const described = fieldOfSchema(event.needs.properties?.[name] ?? {}, field?.target);
  const codes = (described.values ?? []).map((one) => one.code);
  const known = codes.length === 0 ? undefined : words(name, codes);
  const shown = known === undefined ? described : { ...described, values: codes.map((code) => ({ code, label: known.get(code) ?? code })) };
  return <FieldInput field={shown} label={field?.label ?? ''} required={field?.required === true} value={value} error={error} autoFocus={autoFocus} onChange={onChange} />;
}
