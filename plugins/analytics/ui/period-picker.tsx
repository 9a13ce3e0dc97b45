import { ActionIcon, Group, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useLocale } from '../../web/ui/src/kit.ts';
import type { PeriodKind } from './period.ts';
import { kindOf, periodAt, periodWords, shifted, startOf } from './period.ts';
import { useNumbersTexts } from './texts.ts';

/** Chooses a week, month, quarter or year; arrows go to its neighbours. */
export function PeriodPicker({ value, today, onChange }: { value: string; today: string; onChange: (period: string) => void }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const kind = kindOf(value);
  // A change of kind keeps the time: today's when the period holds it, else the beginning of the period.
  const keep = (next: PeriodKind): string => periodAt(next, periodAt(kind, today) === value ? today : startOf(value));
  return (
    <Group gap={4} wrap="nowrap">
      <Select
        aria-label={texts.period} w={118} allowDeselect={false} value={kind} onChange={(next) => next !== null && onChange(keep(next as PeriodKind))}
        data={(['week', 'month', 'quarter', 'year'] as const).map((one) => ({ value: one, label: texts[one] }))}
      />
      <ActionIcon variant="default" size={34} aria-label={texts.earlier} onClick={() => onChange(shifted(value, -1))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Text size="sm" fw={500} ta="center" miw={124} aria-live="polite">
        {periodWords(value, texts, locale)}
      </Text>
      <ActionIcon variant="default" size={34} aria-label={texts.later} disabled={startOf(shifted(value, 1)) > today} onClick={() => onChange(shifted(value, 1))}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  );
}
