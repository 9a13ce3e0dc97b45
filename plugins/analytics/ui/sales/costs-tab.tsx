import { Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Empty, Failed, Loading, formatDecimal, formatInteger, request, useLocale } from '../../../web/ui/src/kit.ts';
import { ExportButtons, FigureTable, downloadCsv } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import { LazyChart } from '../lazy-chart.tsx';
import type { FiguresProps } from '../numbers-page.tsx';
import { useNumbersTexts } from '../texts.ts';

interface Step {
  readonly step: string;
  readonly label: string;
  readonly cost: string;
  readonly done: number;
}

interface Cost {
  readonly definition_code: string;
  readonly label: string;
  readonly runs: number;
  readonly total: string;
  readonly average: string;
  readonly least: string;
  readonly most: string;
  readonly steps: readonly Step[];
}

/** What finished processes of a period cost, and on which steps the money goes. */
export default function CostsTab({ period }: FiguresProps) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const costs = useQuery({ queryKey: ['numbers', 'costs', period], queryFn: () => request<{ readonly data: readonly Cost[] }>(`/api/analytics/process-costs?period=${period}`) });
  if (costs.isPending) return <Loading />;
  if (costs.data === undefined) return <Failed error={costs.error as Error} retry={() => void costs.refetch()} />;
  const rows = costs.data.data;
  if (rows.length === 0) return <Empty />;
  const money = (key: 'total' | 'average' | 'least' | 'most', label: string): FigureColumn<Cost> => ({ key, label, numeric: true, text: (row) => formatDecimal(row[key], locale) });
  const columns: readonly FigureColumn<Cost>[] = [
    { key: 'label', label: texts.processRun, text: (row) => row.label },
    { key: 'runs', label: texts.runs, numeric: true, text: (row) => formatInteger(row.runs, locale) },
    money('total', texts.totalCost), money('average', texts.averageCost), money('least', texts.leastCost), money('most', texts.mostCost),
  ];
  const steps: readonly FigureColumn<Step>[] = [
    { key: 'label', label: texts.step, text: (row) => row.label },
    { key: 'cost', label: texts.stepCost, numeric: true, text: (row) => formatDecimal(row.cost, locale) },
    { key: 'done', label: texts.stepDone, numeric: true, text: (row) => formatInteger(row.done, locale) },
  ];
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {texts.costHint}
        </Text>
        <ExportButtons onCsv={() => downloadCsv(`costs-${period}`, columns, rows)} />
      </Group>
      <FigureTable caption={texts.costs} columns={columns} rows={rows} rowKey={(row) => row.definition_code} />
      {rows.map((row) => (
        <Stack key={row.definition_code} gap="xs">
          <Group justify="space-between">
            <Title order={2}>{row.label}</Title>
            <ExportButtons onCsv={() => downloadCsv(`costs-${row.label}-${period}`, steps, row.steps)} />
          </Group>
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <LazyChart label={row.label} lying height={Math.max(140, row.steps.length * 40)} categories={row.steps.map((one) => one.label)} series={[{ name: texts.totalCost, values: row.steps.map((one) => Number(one.cost) * one.done) }]} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <FigureTable caption={row.label} columns={steps} rows={row.steps} rowKey={(step) => step.step} />
            </Grid.Col>
          </Grid>
        </Stack>
      ))}
    </Stack>
  );
}
