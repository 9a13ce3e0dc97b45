import { SimpleGrid } from '@mantine/core';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { FieldInput } from './field-input.tsx';

/** The company's own fields of an entity, as its regulation declares them. */
export function CustomFields({ entity, value, errors, onChange }: { entity: EntityMeta; value: unknown; errors: Readonly<Record<string, string>>; onChange: (custom: Readonly<Record<string, unknown>>) => void }) {
  const declared = Object.entries(entity.custom ?? {});
  if (declared.length === 0) return null;
  const custom = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing="sm">
      {declared.map(([name, one]) => {
        const type = one.enum !== undefined ? 'enum' : one.type === 'number' ? 'decimal' : (one.type as FieldMeta['type']);
        return (
          <FieldInput key={name} field={{ type, ...(one.enum === undefined ? {} : { values: one.enum.map((code) => ({ code, label: code })) }) }} label={one.label} required={one.required === true} value={custom[name]} error={errors[`custom/${name}`]} onChange={(next) => onChange({ ...custom, [name]: next })} />
        );
      })}
    </SimpleGrid>
  );
}
