import { useState } from 'react';
import { Grid, Group, Select, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failed, Loading, formatDecimal, formatInteger, request, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import { LazyChart } from '../lazy-chart.tsx';
import type { FiguresProps } from '../numbers-page.tsx';
import { useNumbersTexts } from '../texts.ts';

interface Stage {
  readonly region: string;
  readonly state: string;
  readonly label: string;
  readonly left: number;
  readonly average_days: string | null;
  readonly longest_days: string | null;
  readonly standing: number;
  readonly average_age_days: string | null;
  readonly oldest_age_days: string | null;
}

/** How long items of a process stay in each stage, and how old those are that stand there now. */
export default function StagesTab({ period }: FiguresProps) {
  const texts = useNumbersTexts();
  const { entities } = useMetadata();
  const processes = entities.filter((one) => one.regions !== undefined && one.kind !== 'section');
  const [chosen, setChosen] = useState<string>();
  const entity = processes.find((one) => one.id === (chosen ?? 'crm.interest')) ?? processes[0];
  const stages = useQuery({
    queryKey: ['numbers', 'stages', entity?.id, period], enabled: entity !== undefined,
    queryFn: () => request<{ readonly data: readonly Stage[] }>(`/api/analytics/stages?entity=${entity?.id ?? ''}&period=${period}`),
  });
  return (
    <Stack gap="md">
      <Select label={texts.process} w={300} searchable allowDeselect={false} value={entity?.id ?? null} onChange={(value) => setChosen(value ?? undefined)} data={processes.map((one) => ({ value: one.id, label: one.label.many }))} />
      {stages.isPending ? <Loading /> : stages.data === undefined ? <Failed error={stages.error as Error} retry={() => void stages.refetch()} /> : (
        [...new Set(stages.data.data.map((one) => one.region))].map((region) => {
          const label = entity?.regions?.[region]?.label;
          return <Region key={region} rows={stages.data.data.filter((one) => one.region === region)} file={`stages-${period}`} {...(label === undefined ? {} : { label })} />;
        })
      )}
    </Stack>
  );
}

/** Stages that exclude each other. */
function Region({ rows, label, file }: { rows: readonly Stage[]; label?: string; file: string }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const days = (value: string | null): string => (value === null ? '—' : formatDecimal(value, locale, 3));
  const number = (value: string | null): number | null => (value === null ? null : Number(value));
  const columns: readonly FigureColumn<Stage>[] = [
    { key: 'label', label: texts.stage, text: (row) => row.label },
    { key: 'left', label: texts.left, numeric: true, text: (row) => formatInteger(row.left, locale) },
    { key: 'average', label: texts.averageDays, numeric: true, text: (row) => days(row.average_days) },
    { key: 'longest', label: texts.longestDays, numeric: true, text: (row) => days(row.longest_days) },
    { key: 'standing', label: texts.standing, numeric: true, text: (row) => formatInteger(row.standing, locale) },
    { key: 'age', label: texts.averageAge, numeric: true, text: (row) => days(row.average_age_days) },
    { key: 'oldest', label: texts.oldestAge, numeric: true, text: (row) => days(row.oldest_age_days) },
  ];
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        {label === undefined ? <span /> : <Title order={2}>{label}</Title>}
        <ExportButtons onCsv={() => downloadCsv(file, columns, rows)} />
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <LazyChart
            label={texts.stages} lying height={Math.max(180, rows.length * 42 + 40)} categories={rows.map((one) => one.label)}
            series={[{ name: texts.averageDays, values: rows.map((one) => number(one.average_days)) }, { name: texts.averageAge, values: rows.map((one) => number(one.average_age_days)), color: 'yellow-6' }]}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <FigureTable caption={label ?? texts.stages} columns={columns} rows={rows} rowKey={(row) => row.state} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
