import { SimpleGrid } from '@mantine/core';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { AnyReference, AnyReferenceInput } from './any-reference.tsx';
import { FieldInput } from './field-input.tsx';
import { pairOf } from './form-fields.ts';

interface Props {
  readonly entity: EntityMeta;
  readonly fields: readonly FieldMeta[];
  readonly valueOf: (name: string) => unknown;
  readonly isRequired: (field: FieldMeta) => boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly set: (patch: Readonly<Record<string, unknown>>) => void;
  /** Takes the focus when the form opens. */
  readonly first?: string | undefined;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Inputs of some fields, as many beside each other as there is room for. What a row is about is chosen as one field, or only said where it is settled. */
export function FormGrid({ entity, fields, valueOf, isRequired, errors, set, first }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing="sm">
      {fields.map((field) => {
        const pair = field.type === 'uuid' && field.target === undefined ? pairOf(entity, field.name) : undefined;
        if (pair === undefined) {
          return <FieldInput key={field.name} field={field} label={field.label} required={isRequired(field)} value={valueOf(field.name)} error={errors[field.name]} autoFocus={field.name === first} onChange={(value) => set({ [field.name]: value })} />;
        }
        const [about, id] = [text(valueOf(`${pair}_entity`)), text(valueOf(field.name))];
        // What a row is made from is settled by where it was made; only a row about something is a choice.
        if (field.writable === 'create' && !field.required) return about === null || id === null ? null : <Settled key={field.name} label={field.label} entity={about} id={id} />;
        return (
          <AnyReferenceInput
            key={field.name}
            label={field.label}
            entity={about}
            id={id}
            required={isRequired(field)}
            error={errors[field.name] ?? errors[`${pair}_entity`]}
            onPair={(chosen, row) => set({ [`${pair}_entity`]: chosen, [field.name]: row })}
          />
        );
      })}
    </SimpleGrid>
  );
}

function Settled({ label, entity, id }: { label: string; entity: string; id: string }) {
  return (
    <div>
      <div style={{ fontSize: 13, fontWeight: 500 }}>{label}</div>
      <div style={{ fontSize: 13, paddingTop: 8 }}>
        <AnyReference entity={entity} id={id} kind />
      </div>
    </div>
  );
}
