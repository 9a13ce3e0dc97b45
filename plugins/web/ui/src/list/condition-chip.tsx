import { ActionIcon, Group, Paper, Text, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../api/metadata.ts';
import { useEntity, useMetadata } from '../api/metadata.ts';
import { recordQuery, titleOf } from '../api/records.ts';
import { formatDate, formatDecimal, formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import type { Condition, Operator } from './filters.ts';

/** How a comparison is written between a field and its value. */
export function useSigns(): Readonly<Record<Operator, string>> {
  const texts = useTexts();
  return { eq: '=', ne: '≠', in: '=', gte: '≥', lte: '≤', like: texts.contains, null: texts.isEmpty };
}

function ReferenceName({ target, id }: { target: string; id: string }) {
  const entity = useEntity(target);
  return entity === undefined ? <>…</> : <KnownName entity={entity} id={id} />;
}

function KnownName({ entity, id }: { entity: EntityMeta; id: string }) {
  const { data } = useQuery({ ...recordQuery(entity, id), retry: false });
  return <>{data === undefined ? '…' : titleOf(entity, data)}</>;
}

function ConditionValue({ entity, condition: { field, operator, value } }: { entity: EntityMeta; condition: Condition }) {
  const texts = useTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  if (operator === 'null') return <>{value === 'true' ? texts.yes.toLowerCase() : texts.no.toLowerCase()}</>;
  const region = Object.values(entity.regions ?? {}).find((one) => one.field === field.name);
  const word = (code: string): string => region?.states[code]?.label ?? field.values?.find((one) => one.code === code)?.label ?? '—';
  switch (field.type) {
    case 'enum':
    case 'enums': {
      const codes = value.split(',');
      return <>{codes.length > 3 ? `${codes.slice(0, 2).map(word).join(', ')} +${codes.length - 2}` : codes.map(word).join(', ')}</>;
    }
    case 'reference':
      return <ReferenceName target={field.target ?? ''} id={value} />;
    case 'boolean':
      return <>{value === 'true' ? texts.yes : texts.no}</>;
    case 'date':
      return <>{formatDate(value, locale)}</>;
    case 'datetime':
      return <>{value.length <= 10 ? formatDate(value, locale) : formatMoment(value, locale, zone)}</>;
    case 'decimal':
      return <>{formatDecimal(value, locale, field.scale)}</>;
    default:
      return <>«{value}»</>;
  }
}

/** One condition in words, to change or to take away. */
export function ConditionChip({ entity, condition, onEdit, onRemove }: { entity: EntityMeta; condition: Condition; onEdit: () => void; onRemove: () => void }) {
  const texts = useTexts();
  const signs = useSigns();
  return (
    <Paper withBorder radius="xl" pl={10} pr={2} py={1} component="span" style={{ display: 'inline-flex', maxWidth: '100%' }}>
      <Group gap={4} wrap="nowrap" miw={0}>
        <UnstyledButton onClick={onEdit} miw={0} aria-label={`${texts.editFilter}: ${condition.field.label}`}>
          <Text size="xs" truncate>
            {condition.field.label} <span style={{ color: 'var(--mantine-color-dimmed)' }}>{signs[condition.operator]}</span> <ConditionValue entity={entity} condition={condition} />
          </Text>
        </UnstyledButton>
        <ActionIcon variant="subtle" color="gray" size="sm" radius="xl" aria-label={`${texts.removeFilter}: ${condition.field.label}`} onClick={onRemove}>
          <IconX size={13} />
        </ActionIcon>
      </Group>
    </Paper>
  );
}
