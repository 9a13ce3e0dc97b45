import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconArrowLeft, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Failed, Loading, ProblemAlert, actionKey, fill, request } from '../../../web/ui/src/kit.ts';
import { ExportButtons, downloadCsv } from '../figure-table.tsx';
import { LazyChart } from '../lazy-chart.tsx';
import { useNumbersTexts } from '../texts.ts';
import { ReportRows, useReportColumns } from './report-rows.tsx';
import type { ReportTable, SavedReport } from './reports.ts';
import { reportsQuery } from './reports.ts';

/** A saved report run now, as the person who looks at it may see. */
export function ReportView({ report, onEdit, onClose }: { report: SavedReport; onEdit: () => void; onClose: () => void }) {
  const texts = useNumbersTexts();
  const client = useQueryClient();
  const path = `/api/analytics/available-reports/${report.id}/rows`;
  const table = useQuery({ queryKey: ['numbers', 'report', report.id, report.version], queryFn: () => request<ReportTable>(path) });
  const remove = useMutation({
    mutationFn: () => request(`/api/analytics/saved-reports/${report.id}?version=${report.version}`, { method: 'DELETE', key: actionKey() }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: reportsQuery.queryKey });
    },
  });
  const ask = (): void => void modals.openConfirmModal({ title: fill(texts.removeSure, { name: report.name }), labels: { confirm: texts.remove_, cancel: texts.cancel }, confirmProps: { color: 'red' }, onConfirm: () => remove.mutate() });
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Button variant="subtle" color="gray" size="xs" leftSection={<IconArrowLeft size={15} />} onClick={onClose}>
            {texts.back}
          </Button>
          <Title order={2}>{report.name}</Title>
          {report.own ? null : <Text size="xs" c="dimmed">{fill(texts.sharedBy, { owner: report.owner ?? '' })}</Text>}
        </Group>
        <Group gap={6}>
          {report.own ? (
            <>
              <Button variant="default" size="xs" leftSection={<IconPencil size={15} />} onClick={onEdit}>
                {texts.edit}
              </Button>
              <Button variant="default" size="xs" leftSection={<IconTrash size={15} />} loading={remove.isPending} onClick={ask}>
                {texts.remove_}
              </Button>
            </>
          ) : null}
          {table.data === undefined ? null : <ReportExport name={report.name} path={path} table={table.data} />}
        </Group>
      </Group>
      <ProblemAlert error={remove.error} />
      {table.isPending ? <Loading /> : table.data === undefined ? <Failed error={table.error as Error} retry={() => void table.refetch()} /> : (
        <>
          <ReportChart table={table.data} name={report.name} />
          <ReportRows entity={report.entity_code} table={table.data} />
        </>
      )}
    </Stack>
  );
}

function ReportExport({ name, path, table }: { name: string; path: string; table: ReportTable }) {
  const columns = useReportColumns(table);
  return <ExportButtons workbook={`${path}?format=xlsx`} onCsv={() => downloadCsv(name, columns, table.rows)} />;
}

/** A report grouped by one thing is drawn as well: its first total, or how many rows there are. */
export function ReportChart({ table, name }: { table: ReportTable; name: string }) {
  const columns = useReportColumns(table);
  const groups = table.columns.filter((one) => one.key.startsWith('g'));
  const figure = table.columns.findIndex((one) => one.key === 'count' || (one.total !== undefined && ['decimal', 'integer'].includes(one.type)));
  if (groups.length !== 1 || figure < 0 || table.rows.length < 2 || table.rows.length > 40) return null;
  const key = table.columns[figure]?.key ?? '';
  return <LazyChart label={name} lying height={Math.max(160, table.rows.length * 30)} categories={table.rows.map((row) => columns[0]?.text(row) ?? '')} series={[{ name: columns[figure]?.label ?? '', values: table.rows.map((row) => Number(row[key] ?? 0)) }]} />;
}
