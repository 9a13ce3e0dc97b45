import { useState } from 'react';
import { Anchor, Group, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Empty, Failed, Loading, request, useLocale } from '../../../web/ui/src/kit.ts';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import type { FiguresProps } from '../numbers-page.tsx';
import { useNumbersTexts } from '../texts.ts';
import { KpiDrawer } from './kpi-drawer.tsx';
import type { Kpi } from './kpis.ts';
import { partOf, targetOf, withUnit } from './kpis.ts';
import { ValueText } from './value-text.tsx';

/** The criteria of a period beside the period before and the year before; a click shows what misses one. */
export default function KpiTab({ period }: FiguresProps) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const [chosen, setChosen] = useState<string>();
  const [onlyMissed, setOnlyMissed] = useState(false);
  const [onlyData, setOnlyData] = useState(false);
  const path = `/api/analytics/kpis?period=${period}`;
  const kpis = useQuery({ queryKey: ['numbers', 'kpis', period], queryFn: () => request<{ readonly data: readonly Kpi[] }>(path) });
  if (kpis.isPending) return <Loading />;
  if (kpis.data === undefined) return <Failed error={kpis.error as Error} retry={() => void kpis.refetch()} />;
  const rows = kpis.data.data.filter((one) => (!onlyMissed || one.state === 'breached') && (!onlyData || one.value !== null));
  const opened = kpis.data.data.find((one) => one.id === chosen);
  const columns: readonly FigureColumn<Kpi>[] = [
    {
      key: 'label', label: texts.kpi, text: (row) => row.label,
      render: (row) => (
        <Stack gap={0}>
          <Anchor component="button" type="button" fz="inherit" ta="left" onClick={(event) => (event.stopPropagation(), setChosen(row.id))}>
            {row.label}
          </Anchor>
          <Text size="xs" c="dimmed">
            {row.code}
          </Text>
        </Stack>
      ),
    },
    { key: 'value', label: texts.value, numeric: true, text: (row) => withUnit(row.value, row.unit, texts, locale), render: (row) => <ValueText figure={row} unit={row.unit} /> },
    { key: 'counted', label: texts.counted, numeric: true, text: (row) => partOf(row, row.unit, texts, locale) },
    { key: 'target', label: texts.target, numeric: true, text: (row) => targetOf(row, texts, locale) },
    { key: 'previous', label: texts.previous, numeric: true, text: (row) => withUnit(row.previous.value, row.unit, texts, locale) },
    { key: 'last_year', label: texts.lastYear, numeric: true, text: (row) => withUnit(row.last_year.value, row.unit, texts, locale) },
  ];
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="md">
          <Switch size="xs" label={texts.onlyBreached} checked={onlyMissed} onChange={(event) => setOnlyMissed(event.currentTarget.checked)} />
          <Switch size="xs" label={texts.onlyData} checked={onlyData} onChange={(event) => setOnlyData(event.currentTarget.checked)} />
        </Group>
        <ExportButtons workbook={`${path}&format=xlsx`} onCsv={() => downloadCsv(`kpi-${period}`, columns, rows)} />
      </Group>
      {rows.length === 0 ? <Empty filtered={onlyMissed || onlyData} onClear={() => (setOnlyMissed(false), setOnlyData(false))} /> : <FigureTable caption={texts.kpis} columns={columns} rows={rows} rowKey={(row) => row.id} onOpen={(row) => setChosen(row.id)} />}
      {opened === undefined ? null : <KpiDrawer kpi={opened} period={period} onClose={() => setChosen(undefined)} />}
    </Stack>
  );
}
