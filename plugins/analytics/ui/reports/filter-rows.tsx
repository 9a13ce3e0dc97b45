import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { EntityMeta, FieldMeta } from '../../../web/ui/src/kit.ts';
import { FieldInput } from '../../../web/ui/src/kit.ts';
import { useNumbersTexts } from '../texts.ts';
import type { ReportParts } from './reports.ts';
import { operatorsOf } from './reports.ts';

type Filter = ReportParts['filters'][number];

/** Fields a list can be narrowed by: those of the row itself. A state is chosen by its name. */
function filterFields(entity: EntityMeta): FieldMeta[] {
  const states = new Map(Object.values(entity.regions ?? {}).map((region) => [region.field, region]));
  return entity.fields
    .filter((one) => !['id', 'version', 'external_ids', 'custom', 'regulation_hash'].includes(one.name) && !['json', 'uuid', 'references'].includes(one.type) && !one.name.endsWith('_entity'))
    .map((one): FieldMeta => {
      const region = states.get(one.name);
      return region === undefined ? one : { ...one, type: 'enum', values: Object.entries(region.states).map(([code, state]) => ({ code, label: state.label })) };
    });
}

/** Conditions of a report, all of which a row has to meet. */
export function FilterRows({ entity, filters, onChange }: { entity: EntityMeta; filters: readonly Filter[]; onChange: (filters: readonly Filter[]) => void }) {
  const texts = useNumbersTexts();
  const fields = filterFields(entity);
  const put = (index: number, next: Partial<Filter>): void => onChange(filters.map((one, at) => (at === index ? { ...one, ...next } : one)));
  const word = (operator: string): string => texts[operator as 'eq'];
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {texts.filtersOf}
      </Text>
      {filters.map((filter, index) => {
        const field = fields.find((one) => one.name === filter.field);
        return (
          // A condition has no name of its own; its place is what tells it from the others.
          <Group key={index} gap="xs" align="flex-start">
            <Select
              aria-label={texts.field} placeholder={texts.field} searchable allowDeselect={false} w={240} data={fields.map((one) => ({ value: one.name, label: one.label }))} value={filter.field === '' ? null : filter.field}
              onChange={(name) => {
                const chosen = fields.find((one) => one.name === name);
                if (chosen !== undefined) put(index, { field: chosen.name, operator: operatorsOf(chosen)[0] ?? 'eq', value: chosen.type === 'boolean' ? 'true' : '' });
              }}
            />
            {field === undefined ? null : (
              <>
                <Select aria-label={texts.condition} allowDeselect={false} w={140} value={filter.operator} data={operatorsOf(field).map((one) => ({ value: one, label: word(one) }))} onChange={(operator) => operator !== null && put(index, { operator, value: operator === 'null' ? 'true' : filter.operator === 'null' ? '' : filter.value })} />
                {filter.operator === 'null' ? null : field.type === 'boolean' ? (
                  <Select aria-label={texts.filterValue} allowDeselect={false} w={120} value={filter.value} data={[{ value: 'true', label: texts.yes }, { value: 'false', label: texts.no }]} onChange={(value) => value !== null && put(index, { value })} />
                ) : (
                  <FieldInput field={field.type === 'text' ? { ...field, type: 'string' } : field} aria-label={texts.filterValue} {...(field.type === 'reference' ? { label: texts.filterValue } : {})} value={filter.value === '' ? null : field.type === 'integer' ? Number(filter.value) : filter.value} onChange={(value) => put(index, { value: value === null || value === undefined ? '' : String(value) })} />
                )}
              </>
            )}
            <ActionIcon variant="subtle" color="gray" size={34} aria-label={`${texts.remove}: ${field?.label ?? texts.condition}`} onClick={() => onChange(filters.filter((_, at) => at !== index))}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        );
      })}
      <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => onChange([...filters, { field: '', operator: 'eq', value: '' }])}>
        {texts.addFilter}
      </Button>
    </Stack>
  );
}
