import type { ReactNode } from 'react';
import { Badge, Grid, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Empty, Failed, Loading, formatDecimal, formatInteger, request, useLocale } from '../../../web/ui/src/kit.ts';
import type { ChartSeries } from '../chart.tsx';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import { LazyChart } from '../lazy-chart.tsx';
import { periodWords } from '../period.ts';
import { useNumbersTexts } from '../texts.ts';

interface Months {
  readonly from: string;
  readonly to: string;
}

interface Answer<Row> {
  readonly data: readonly Row[];
  readonly totals: Readonly<Record<string, number>>;
}

interface LayoutProps<Row> extends Months {
  readonly name: string;
  readonly title: string;
  readonly columns: (locale: 'ru' | 'en') => readonly FigureColumn<Row>[];
  readonly chart: (rows: readonly Row[]) => { readonly categories: readonly string[]; readonly series: readonly ChartSeries[]; readonly lying?: boolean };
}

/** One report: its chart, its table with totals, and its workbook. */
function ClaimReport<Row>({ name, title, columns, chart, from, to }: LayoutProps<Row>): ReactNode {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const path = `/api/claims/reports/${name}?from=${from}&to=${to}`;
  const report = useQuery({ queryKey: ['numbers', 'claims', name, from, to], queryFn: () => request<Answer<Row>>(path) });
  if (report.isPending) return <Loading />;
  if (report.data === undefined) return <Failed error={report.error as Error} retry={() => void report.refetch()} />;
  const { data, totals } = report.data;
  if (data.length === 0) return <Empty />;
  const shown = columns(locale);
  const drawn = chart(data);
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <ExportButtons workbook={`${path}&format=xlsx`} onCsv={() => downloadCsv(`claims-${name}`, shown, data)} />
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <LazyChart label={title} stacked height={drawn.lying === true ? Math.max(160, drawn.categories.length * 40 + 50) : 280} {...drawn} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <FigureTable caption={title} columns={shown} rows={data} rowKey={(_, index) => String(index)} foot={shown.map((one, index) => (index === 0 ? texts.total : totals[one.key] === undefined ? '' : formatInteger(totals[one.key] ?? 0, locale)))} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function count<Row>(key: keyof Row & string, label: string, locale: 'ru' | 'en'): FigureColumn<Row> {
  return { key, label, numeric: true, text: (row) => formatInteger(Number(row[key]), locale) };
}

interface Dynamics {
  readonly month: string;
  readonly department: string | null;
  readonly registered: number;
  readonly processed: number;
  readonly open: number;
  readonly withdrawn: number;
  readonly is_peak: boolean;
}

/** Claims by month and department; the month with the most of them is marked. */
export function DynamicsReport(months: Months) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const month = (name: string): string => periodWords(name, texts, locale);
  return (
    <ClaimReport<Dynamics>
      {...months} name="dynamics" title={texts.dynamics}
      columns={(locale) => [
        {
          key: 'month', label: texts.month, text: (row) => month(row.month),
          render: (row) => (
            <Group gap={6}>
              {month(row.month)}
              {row.is_peak ? <Badge size="sm" variant="default" tt="none" style={{ flexShrink: 0 }}>{texts.peak}</Badge> : null}
            </Group>
          ),
        },
        { key: 'department', label: texts.department, text: (row) => row.department ?? texts.noDepartment },
        count('registered', texts.registered, locale), count('processed', texts.processed, locale), count('open', texts.open, locale), count('withdrawn', texts.withdrawn, locale),
      ]}
      chart={(rows) => {
        const all = [...new Set(rows.map((one) => one.month))];
        const total = (key: 'processed' | 'open' | 'withdrawn'): number[] => all.map((name) => rows.filter((one) => one.month === name).reduce((sum, one) => sum + one[key], 0));
        return { categories: all.map(month), series: [{ name: texts.processed, values: total('processed'), color: 'teal-6' }, { name: texts.open, values: total('open') }, { name: texts.withdrawn, values: total('withdrawn'), color: 'gray-5' }] };
      }}
    />
  );
}

interface Satisfaction {
  readonly reason: string | null;
  readonly registered: number;
  readonly satisfied: number;
  readonly partially: number;
  readonly not_satisfied: number;
  readonly open: number;
  readonly withdrawn: number;
  readonly satisfied_percent: string | null;
}

/** What became of claims, by their reason. */
export function SatisfactionReport(months: Months) {
  const texts = useNumbersTexts();
  return (
    <ClaimReport<Satisfaction>
      {...months} name="satisfaction" title={texts.satisfaction}
      columns={(locale) => [
        { key: 'reason', label: texts.reason, text: (row) => row.reason ?? texts.noReason },
        count('registered', texts.registered, locale), count('satisfied', texts.satisfied, locale), count('partially', texts.partially, locale), count('not_satisfied', texts.notSatisfied, locale),
        count('open', texts.open, locale), count('withdrawn', texts.withdrawn, locale),
        { key: 'satisfied_percent', label: texts.satisfiedPercent, numeric: true, text: (row) => (row.satisfied_percent === null ? '—' : formatDecimal(row.satisfied_percent, locale)) },
      ]}
      chart={(rows) => ({
        lying: true, categories: rows.map((one) => one.reason ?? texts.noReason),
        series: [
          { name: texts.satisfied, values: rows.map((one) => one.satisfied), color: 'teal-6' }, { name: texts.partially, values: rows.map((one) => one.partially), color: 'yellow-6' },
          { name: texts.notSatisfied, values: rows.map((one) => one.not_satisfied), color: 'red-6' }, { name: texts.open, values: rows.map((one) => one.open) },
        ],
      })}
    />
  );
}

interface Structure {
  readonly department: string | null;
  readonly claims: number;
  readonly share: string;
  readonly top_reasons: readonly { readonly reason: string; readonly claims: number }[];
}

/** Which departments claims are about, and for which reasons. */
export function StructureReport(months: Months) {
  const texts = useNumbersTexts();
  return (
    <ClaimReport<Structure>
      {...months} name="structure" title={texts.structure}
      columns={(locale) => [
        { key: 'department', label: texts.department, text: (row) => row.department ?? texts.noDepartment },
        count('claims', texts.claimCount, locale),
        { key: 'share', label: texts.share, numeric: true, text: (row) => formatDecimal(row.share, locale) },
        { key: 'reasons', label: texts.topReasons, text: (row) => row.top_reasons.map((one) => `${one.reason} (${one.claims})`).join(', ') },
      ]}
      chart={(rows) => ({ lying: true, categories: rows.map((one) => one.department ?? texts.noDepartment), series: [{ name: texts.claimCount, values: rows.map((one) => one.claims) }] })}
    />
  );
}
