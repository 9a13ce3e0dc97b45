import { useState } from 'react';
import { Button, Group, MultiSelect, Select, Stack } from '@mantine/core';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import { FieldInput } from '../components/field-input.tsx';
import { momentOf, wallOf } from '../format/index.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useSigns } from './condition-chip.tsx';
import type { Condition, Operator } from './filters.ts';
import { keyOf, operatorsOf } from './filters.ts';

interface Props {
  readonly entity: EntityMeta;
  readonly fields: readonly FieldMeta[];
  /** The condition that is changed; a new one without it. */
  readonly condition?: Condition;
  readonly onDone: (condition: { readonly key: string; readonly value: string }) => void;
}

const YES_NO = ['true', 'false'] as const;

/** Builds one condition: the field, how it is compared, with what. */
export function ConditionForm({ entity, fields, condition, onDone }: Props) {
  const texts = useTexts();
  const signs = useSigns();
  const [name, setName] = useState<string | null>(condition?.field.name ?? null);
  const [operator, setOperator] = useState<Operator | undefined>(condition?.operator === 'eq' && condition.field.type === 'enum' ? 'in' : condition?.operator);
  const zone = useMetadata().company.time_zone;
  // A moment is asked for as a day of the company's calendar.
  const [value, setValue] = useState<unknown>(condition?.field.type === 'datetime' && condition.operator !== 'null' ? wallOf(condition.value, zone).slice(0, 10) : condition?.value);
  const field = fields.find((one) => one.name === name);
  const region = Object.values(entity.regions ?? {}).find((one) => one.field === name);
  const operators = field === undefined ? [] : operatorsOf(field, region);
  const chosen = operator !== undefined && operators.includes(operator) ? operator : operators[0];
  const choices = region === undefined ? (field?.values ?? []).map((one) => ({ value: one.code, label: one.label })) : Object.entries(region.states).filter(([, state]) => state.disabled !== true).map(([code, state]) => ({ value: code, label: state.label }));
  const words: Readonly<Record<Operator, string>> = { ...signs, eq: texts.equals, ne: texts.notEquals, in: texts.oneOf, gte: field?.type === 'date' || field?.type === 'datetime' ? texts.notBefore : '≥', lte: field?.type === 'date' || field?.type === 'datetime' ? texts.notAfter : '≤' };
  const text = value === null || value === undefined ? '' : String(value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (field === undefined || chosen === undefined || text === '') return;
        const whole = field.type === 'datetime' && chosen !== 'null' ? momentOf(`${text}T${chosen === 'lte' ? '23:59' : '00:00'}`, zone) : text;
        onDone({ key: keyOf(field.name, chosen), value: whole });
      }}
    >
      <Stack gap="xs">
        <Select
          label={texts.field}
          searchable
          data-autofocus
          comboboxProps={{ withinPortal: false }}
          data={fields.map((one) => ({ value: one.name, label: one.label }))}
          value={name}
          onChange={(next) => {
            setName(next);
            setOperator(undefined);
            setValue(undefined);
          }}
        />
        {field === undefined || chosen === undefined ? null : (
          <>
            <Select
              label={texts.comparison}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              data={operators.map((one) => ({ value: one, label: words[one] }))}
              value={chosen}
              onChange={(next) => {
                if ((next === 'null') !== (chosen === 'null')) setValue(undefined);
                setOperator((next ?? undefined) as Operator | undefined);
              }}
            />
            {chosen === 'null' || field.type === 'boolean' ? (
              <Select label={texts.value} comboboxProps={{ withinPortal: false }} data={YES_NO.map((one) => ({ value: one, label: one === 'true' ? texts.yes : texts.no }))} value={text === '' ? null : text} onChange={setValue} />
            ) : chosen === 'in' ? (
              <MultiSelect label={texts.value} searchable comboboxProps={{ withinPortal: false }} data={choices} value={text === '' ? [] : text.split(',')} onChange={(codes) => setValue(codes.join(','))} />
            ) : (
              <FieldInput field={field.type === 'text' ? { ...field, type: 'string' } : field.type === 'datetime' ? { ...field, type: 'date' } : field} label={texts.value} value={value} onChange={setValue} />
            )}
            <Group justify="flex-end">
              <Button type="submit" size="xs" disabled={text === ''}>
                {texts.apply}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </form>
  );
}
