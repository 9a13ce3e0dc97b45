import { useState } from 'react';
import { Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { FiguresProps } from '../numbers-page.tsx';
import { useNumbersTexts } from '../texts.ts';
import { DynamicsReport, SatisfactionReport, StructureReport } from './claim-reports.tsx';

const REPORTS = { dynamics: DynamicsReport, satisfaction: SatisfactionReport, structure: StructureReport } as const;

/** Reports about claims over months: how many come, what becomes of them, where they arise. */
export default function ClaimsTab({ today }: FiguresProps) {
  const texts = useNumbersTexts();
  const [which, setWhich] = useState<keyof typeof REPORTS>('dynamics');
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01`);
  const [to, setTo] = useState(today.slice(0, 7));
  const Report = REPORTS[which];
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <SegmentedControl aria-label={texts.claims} size="xs" value={which} onChange={(value) => setWhich(value as typeof which)} data={(['dynamics', 'satisfaction', 'structure'] as const).map((value) => ({ value, label: texts[value] }))} />
        <TextInput type="month" label={texts.fromMonth} value={from} max={to} onChange={(event) => event.currentTarget.value !== '' && setFrom(event.currentTarget.value)} />
        <TextInput type="month" label={texts.toMonth} value={to} min={from} onChange={(event) => event.currentTarget.value !== '' && setTo(event.currentTarget.value)} />
      </Group>
      <Report from={from} to={to} />
    </Stack>
  );
}
