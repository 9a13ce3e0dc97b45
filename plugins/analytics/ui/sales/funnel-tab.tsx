import { Card, Grid, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failed, Loading, formatDecimal, formatInteger, request, useLocale } from '../../../web/ui/src/kit.ts';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import { LazyChart } from '../lazy-chart.tsx';
import type { FiguresProps } from '../numbers-page.tsx';
import { useNumbersTexts } from '../texts.ts';

interface Stage {
  readonly state: string;
  readonly label: string;
  readonly entered: number;
  readonly left_forward: number;
  readonly lost_here: number;
  readonly in_it_now: number;
  readonly average_days: string | null;
  readonly expected_revenue: string;
}

interface Deals {
  readonly count: number;
  readonly expected_revenue: string;
}

interface Funnel {
  readonly stages: readonly Stage[];
  readonly deals: { readonly won: Deals; readonly lost: Deals; readonly in_progress: Deals };
  readonly reasons: readonly { readonly reason: string | null; readonly lost_at: string | null; readonly count: number; readonly expected_revenue: string }[];
}

/** What passed through each stage of a sale, what became of the deals, and why and where they are lost. */
export default function FunnelTab({ period }: FiguresProps) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const path = `/api/analytics/funnel?period=${period}`;
  const funnel = useQuery({ queryKey: ['numbers', 'funnel', period], queryFn: () => request<Funnel>(path) });
  if (funnel.isPending) return <Loading />;
  if (funnel.data === undefined) return <Failed error={funnel.error as Error} retry={() => void funnel.refetch()} />;
  const { stages, deals, reasons } = funnel.data;
  const columns: readonly FigureColumn<Stage>[] = [
    { key: 'label', label: texts.stage, text: (row) => row.label },
    { key: 'entered', label: texts.entered, numeric: true, text: (row) => formatInteger(row.entered, locale) },
    { key: 'left', label: texts.leftForward, numeric: true, text: (row) => formatInteger(row.left_forward, locale) },
    { key: 'lost', label: texts.lostHere, numeric: true, text: (row) => formatInteger(row.lost_here, locale) },
    { key: 'now', label: texts.inItNow, numeric: true, text: (row) => formatInteger(row.in_it_now, locale) },
    { key: 'days', label: texts.averageDays, numeric: true, text: (row) => (row.average_days === null ? '—' : formatDecimal(row.average_days, locale, 3)) },
    { key: 'revenue', label: texts.expectedRevenue, numeric: true, text: (row) => formatDecimal(row.expected_revenue, locale) },
  ];
  const reasonColumns: readonly FigureColumn<Funnel['reasons'][number]>[] = [
    { key: 'reason', label: texts.reason, text: (row) => row.reason ?? texts.noReason },
    { key: 'stage', label: texts.stage, text: (row) => row.lost_at ?? '—' },
    { key: 'count', label: texts.deals, numeric: true, text: (row) => formatInteger(row.count, locale) },
    { key: 'revenue', label: texts.expectedRevenue, numeric: true, text: (row) => formatDecimal(row.expected_revenue, locale) },
  ];
  return (
    <Stack gap="md">
      <Group justify="flex-end">
        <ExportButtons workbook={`${path}&format=xlsx`} onCsv={() => downloadCsv(`funnel-${period}`, columns, stages)} />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        {([['won', texts.won, 'teal'], ['in_progress', texts.inProgress, undefined], ['lost', texts.lost, 'red']] as const).map(([key, label, color]) => (
          <Card key={key} withBorder padding="sm">
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text size="xl" fw={600} {...(color === undefined ? {} : { c: `var(--mantine-color-${color}-text)` })}>
              {formatInteger(deals[key].count, locale)}
            </Text>
            <Text size="sm">{formatDecimal(deals[key].expected_revenue, locale)} ₽</Text>
          </Card>
        ))}
      </SimpleGrid>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <LazyChart
            label={texts.funnel} lying height={Math.max(240, stages.length * 46)} categories={stages.map((one) => one.label)}
            series={[{ name: texts.entered, values: stages.map((one) => one.entered) }, { name: texts.leftForward, values: stages.map((one) => one.left_forward), color: 'teal-6' }, { name: texts.lostHere, values: stages.map((one) => one.lost_here), color: 'red-6' }]}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <FigureTable caption={texts.funnel} columns={columns} rows={stages} rowKey={(row) => row.state} />
        </Grid.Col>
      </Grid>
      {reasons.length === 0 ? null : (
        <Stack gap="xs">
          <Group justify="space-between">
            <Title order={2}>{texts.reasons}</Title>
            <ExportButtons onCsv={() => downloadCsv(`reasons-${period}`, reasonColumns, reasons)} />
          </Group>
          <FigureTable caption={texts.reasons} columns={reasonColumns} rows={reasons} rowKey={(_, index) => String(index)} />
        </Stack>
      )}
    </Stack>
  );
}
