import { useState } from 'react';
import { Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Empty, Failed, Loading, request, useLocale } from '../../../web/ui/src/kit.ts';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import { withUnit } from '../kpis/kpis.ts';
import { LazyChart } from '../lazy-chart.tsx';
import type { FiguresProps } from '../numbers-page.tsx';
import { useNumbersTexts } from '../texts.ts';

interface Pair {
  readonly value: string | null;
  readonly last_year: string | null;
}

interface Managers {
  readonly columns: readonly { readonly code: string; readonly label: string; readonly unit: string; readonly better: 'higher' | 'lower' }[];
  readonly data: readonly { readonly id: string; readonly name: string; readonly figures: Readonly<Record<string, Pair>> }[];
  readonly all: Readonly<Record<string, Pair>>;
}

const NOTHING: Pair = { value: null, last_year: null };

/** Managers beside each other and beside their own last year: one figure as a chart, all of them as a table. */
export default function ManagersTab({ period }: FiguresProps) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const [code, setCode] = useState<string>();
  const path = `/api/analytics/managers?period=${period}`;
  const managers = useQuery({ queryKey: ['numbers', 'managers', period], queryFn: () => request<Managers>(path) });
  if (managers.isPending) return <Loading />;
  if (managers.data === undefined) return <Failed error={managers.error as Error} retry={() => void managers.refetch()} />;
  const { columns, data, all } = managers.data;
  if (columns.length === 0 || data.length === 0) return <Empty />;
  const shown = columns.find((one) => one.code === code) ?? columns[0];
  const number = (value: string | null): number | null => (value === null ? null : Number(value));
  const rows = [...data, { id: 'all', name: texts.everybody, figures: all }];
  type Row = (typeof rows)[number];
  const table: readonly FigureColumn<Row>[] = [
    { key: 'name', label: texts.manager, text: (row) => row.name, render: (row) => <Text component="span" fz="inherit" fw={row.id === 'all' ? 600 : 400}>{row.name}</Text> },
    ...columns.map((one): FigureColumn<Row> => ({
      key: one.code, label: one.label, numeric: true,
      text: (row) => withUnit((row.figures[one.code] ?? NOTHING).value, one.unit, texts, locale),
      render: (row) => <Compared pair={row.figures[one.code] ?? NOTHING} unit={one.unit} />,
    })),
  ];
  const exported = [table[0] as FigureColumn<Row>, ...columns.flatMap((one): FigureColumn<Row>[] => [
    { key: one.code, label: one.label, text: (row) => withUnit((row.figures[one.code] ?? NOTHING).value, one.unit, texts, locale) },
    { key: `${one.code} year`, label: `${one.label} (${texts.yearBefore})`, text: (row) => withUnit((row.figures[one.code] ?? NOTHING).last_year, one.unit, texts, locale) },
  ])];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="xs">
        <Select label={texts.compare} w={300} allowDeselect={false} value={shown?.code ?? null} onChange={(value) => setCode(value ?? undefined)} data={columns.map((one) => ({ value: one.code, label: one.label }))} />
        <ExportButtons workbook={`${path}&format=xlsx`} onCsv={() => downloadCsv(`managers-${period}`, exported, rows)} />
      </Group>
      {shown === undefined ? null : (
        <LazyChart
          label={shown.label} lying height={Math.max(140, data.length * 56 + 50)} categories={data.map((one) => one.name)}
          series={[{ name: texts.value, values: data.map((one) => number((one.figures[shown.code] ?? NOTHING).value)) }, { name: texts.lastYear, values: data.map((one) => number((one.figures[shown.code] ?? NOTHING).last_year)), color: 'gray-5' }]}
        />
      )}
      <FigureTable caption={texts.managers} columns={table} rows={rows} rowKey={(row) => row.id} />
    </Stack>
  );
}

/** A figure with last year's under it. */
function Compared({ pair, unit }: { pair: Pair; unit: string }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  return (
    <Stack gap={0}>
      <span>{withUnit(pair.value, unit, texts, locale)}</span>
      {pair.last_year === null ? null : (
        <Text size="xs" c="dimmed">
          {texts.yearBefore}: {withUnit(pair.last_year, unit, texts, locale)}
        </Text>
      )}
    </Stack>
  );
}
