import { useState } from 'react';
import { Drawer, Group, SegmentedControl, Select, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loading, fill, request, useLocale } from '../../../web/ui/src/kit.ts';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import { LazyChart } from '../lazy-chart.tsx';
import { kindOf, periodAt, periodWords } from '../period.ts';
import { useNumbersTexts } from '../texts.ts';
import { KpiItems } from './kpi-items.tsx';
import type { Figure, Kpi } from './kpis.ts';
import { partOf, targetOf, withUnit } from './kpis.ts';
import { ValueText } from './value-text.tsx';

/** One criterion: what misses it, whose it is, and how it was in other periods. */
export function KpiDrawer({ kpi, period, onClose }: { kpi: Kpi; period: string; onClose: () => void }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const [of, setOf] = useState<'violators' | 'all'>('violators');
  const [person, setPerson] = useState<string | null>(null);
  const known = kpi.people.length > 0;
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={<Text component="span" size="lg" fw={600}>{kpi.label}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="md">
        <Group gap="lg" align="baseline">
          <Text size="xl" component="div">
            <ValueText figure={kpi} unit={kpi.unit} />
          </Text>
          <Text size="sm">{partOf(kpi, kpi.unit, texts, locale)}</Text>
          {kpi.target === null ? null : (
            <Text size="sm" c="dimmed">
              {texts.target}: {targetOf(kpi, texts, locale)}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {periodWords(period, texts, locale)}
          </Text>
          {kpi.source === null ? null : (
            <Text size="xs" c="dimmed">
              {fill(texts.source, { source: kpi.source })}
            </Text>
          )}
        </Group>
        <Tabs defaultValue="items" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="items">{texts.what}</Tabs.Tab>
            {known ? <Tabs.Tab value="people">{texts.byPerson}</Tabs.Tab> : null}
            {kpi.groups.length === 0 ? null : <Tabs.Tab value="groups">{texts.byGroup}</Tabs.Tab>}
            <Tabs.Tab value="time">{texts.overTime}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="items" pt="sm">
            <Stack gap="sm">
              <Group gap="sm" align="flex-end">
                <SegmentedControl size="xs" aria-label={texts.what} value={of} onChange={(value) => setOf(value as typeof of)} data={[{ value: 'violators', label: texts.violators }, { value: 'all', label: texts.all }]} />
                {kpi.people.length > 1 ? <Select aria-label={texts.person} placeholder={texts.person} clearable searchable size="xs" w={240} value={person} onChange={setPerson} data={kpi.people.map((one) => ({ value: one.id, label: one.name }))} /> : null}
              </Group>
              <KpiItems kpi={kpi} period={period} of={of} person={person} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="people" pt="sm">
            <Breakdown kpi={kpi} rows={kpi.people} name={texts.person} file={`${kpi.code}-${period}`} />
          </Tabs.Panel>
          <Tabs.Panel value="groups" pt="sm">
            <Breakdown kpi={kpi} rows={kpi.groups} name={texts.byGroup} file={`${kpi.code}-${period}`} />
          </Tabs.Panel>
          <Tabs.Panel value="time" pt="sm">
            <OverTime kpi={kpi} period={period} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Drawer>
  );
}

/** A criterion person by person, or kind by kind. */
function Breakdown({ kpi, rows, name, file }: { kpi: Kpi; rows: readonly (Figure & { readonly name: string })[]; name: string; file: string }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const columns: readonly FigureColumn<Figure & { readonly name: string }>[] = [
    { key: 'name', label: name, text: (row) => row.name },
    { key: 'value', label: texts.value, numeric: true, text: (row) => withUnit(row.value, kpi.unit, texts, locale), render: (row) => <ValueText figure={row} unit={kpi.unit} /> },
    { key: 'counted', label: texts.counted, numeric: true, text: (row) => partOf(row, kpi.unit, texts, locale) },
    { key: 'previous', label: texts.previous, numeric: true, text: (row) => withUnit(row.previous.value, kpi.unit, texts, locale) },
    { key: 'last_year', label: texts.lastYear, numeric: true, text: (row) => withUnit(row.last_year.value, kpi.unit, texts, locale) },
  ];
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <ExportButtons onCsv={() => downloadCsv(file, columns, rows)} />
      </Group>
      <FigureTable caption={name} columns={columns} rows={rows} rowKey={(row, index) => `${row.name}${index}`} />
    </Stack>
  );
}

interface Kept {
  readonly period: string;
  readonly period_start: string;
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
}

/** Values as the night keeps them, of the same kind of period, with the present one. */
function OverTime({ kpi, period }: { kpi: Kpi; period: string }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const kept = useQuery({ queryKey: ['numbers', 'kept', kpi.id], queryFn: () => request<{ readonly data: readonly Kept[] }>(`/api/analytics/kpis/${kpi.id}/values`) });
  if (kept.isPending) return <Loading />;
  const kind = kindOf(period);
  // The period is kept by its kind and first day; what the night has not kept yet is the figure above.
  const past = (kept.data?.data ?? []).filter((one) => one.period === kind).map((one) => ({ ...one, period: periodAt(kind, one.period_start.slice(0, 10)) })).filter((one) => one.period < period);
  const rows = [...past.slice(0, 11).reverse(), { period, value: kpi.value, numerator: kpi.numerator, denominator: kpi.denominator }];
  return (
    <Stack gap="sm">
      <LazyChart label={kpi.label} height={220} categories={rows.map((one) => periodWords(one.period, texts, locale))} series={[{ name: texts.value, values: rows.map((one) => (one.value === null ? null : Number(one.value))), type: 'line' }]} />
      <FigureTable
        caption={texts.overTime}
        columns={[
          { key: 'period', label: texts.period, text: (row) => periodWords(row.period, texts, locale) },
          { key: 'value', label: texts.value, numeric: true, text: (row) => withUnit(row.value, kpi.unit, texts, locale) },
          { key: 'counted', label: texts.counted, numeric: true, text: (row) => partOf(row, kpi.unit, texts, locale) },
        ]}
        rows={[...rows].reverse()}
        rowKey={(row) => row.period}
      />
    </Stack>
  );
}
