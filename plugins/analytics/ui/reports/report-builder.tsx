import { useState } from 'react';
import { Button, Group, MultiSelect, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconEye } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, ProblemAlert, actionKey, request, useMetadata } from '../../../web/ui/src/kit.ts';
import { useNumbersTexts } from '../texts.ts';
import { FilterRows } from './filter-rows.tsx';
import { ReportRows } from './report-rows.tsx';
import { ReportChart } from './report-view.tsx';
import type { Interval, ReportParts, ReportTable, SavedReport, Total } from './reports.ts';
import { reportFields, reportsQuery, totalsOf } from './reports.ts';

interface Props {
  readonly report?: SavedReport;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

const EMPTY: ReportParts = { entity_code: '', columns: [], filters: [], grouping: [] };

/** Puts a report together: what about, which columns and totals, which rows, grouped how, and who else may run it. */
export function ReportBuilder({ report, onClose, onSaved }: Props) {
  const texts = useNumbersTexts();
  const client = useQueryClient();
  const { entities, roles } = useMetadata();
  const [name, setName] = useState(report?.name ?? '');
  const [sharedWith, setSharedWith] = useState<readonly string[]>(report?.shared_with ?? []);
  const [parts, setParts] = useState<ReportParts>(report === undefined ? EMPTY : { entity_code: report.entity_code, columns: report.columns, filters: report.filters ?? [], grouping: report.grouping ?? [] });
  const entity = entities.find((one) => one.id === parts.entity_code);
  const fields = entity === undefined ? [] : reportFields(entity, entities);
  const options = fields.map((one) => ({ value: one.path, label: one.label }));
  const fieldOf = (path: string) => fields.find((one) => one.path === path);
  const change = (next: Partial<ReportParts>): void => setParts((before) => ({ ...before, ...next }));
  const body: ReportParts = { ...parts, filters: parts.filters.filter((one) => one.field !== '' && one.value !== '') };
  const preview = useMutation({ mutationFn: () => request<ReportTable>('/api/analytics/report-preview', { method: 'POST', body }) });
  const save = useMutation({
    mutationFn: () =>
      request<{ readonly id: string }>(report === undefined ? '/api/analytics/saved-reports' : `/api/analytics/saved-reports/${report.id}`, {
        method: report === undefined ? 'POST' : 'PATCH', key: actionKey(), body: { ...body, name, shared_with: sharedWith, ...(report === undefined ? {} : { version: report.version }) },
      }),
    onSuccess: async ({ id }) => {
      notifications.show({ color: 'teal', message: texts.saved });
      await client.invalidateQueries({ queryKey: reportsQuery.queryKey });
      onSaved(id);
    },
  });
  const nameError = save.error instanceof ApiError ? save.error.problem.errors?.find((one) => one.pointer === '/name')?.message : undefined;
  const canRun = parts.entity_code !== '' && (parts.columns.length > 0 || parts.grouping.length > 0);
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Button variant="subtle" color="gray" size="xs" leftSection={<IconArrowLeft size={15} />} onClick={onClose}>
          {texts.back}
        </Button>
        <Title order={2}>{report?.name ?? texts.newReport}</Title>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <TextInput label={texts.reportName} withAsterisk value={name} error={nameError} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Select
          label={texts.object} withAsterisk searchable allowDeselect={false} value={parts.entity_code === '' ? null : parts.entity_code} onChange={(value) => value !== null && setParts({ ...EMPTY, entity_code: value })}
          data={entities.filter((one) => one.fields.length > 0).map((one) => ({ value: one.id, label: one.label.many })).sort((a, b) => a.label.localeCompare(b.label))}
        />
        <MultiSelect label={texts.shareWith} searchable clearable value={[...sharedWith]} onChange={setSharedWith} data={roles.map((one) => ({ value: one.code, label: one.label }))} />
      </SimpleGrid>
      {entity === undefined ? null : (
        <>
          <MultiSelect
            label={texts.columns} description={texts.columnsHint} searchable clearable hidePickedOptions data={options} value={parts.columns.map((one) => one.field)}
            onChange={(chosen) => change({ columns: chosen.map((field) => parts.columns.find((one) => one.field === field) ?? { field }) })}
          />
          {parts.columns.length === 0 ? null : (
            <Stack gap={6}>
              <Text size="sm" fw={500}>
                {texts.totalsOf}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
                {parts.columns.map((one) => {
                  const field = fieldOf(one.field);
                  return (
                    <Select
                      key={one.field} label={field?.label ?? ''} clearable placeholder={texts.totalNone} value={one.total ?? null} data={(field === undefined ? [] : totalsOf(field.field)).map((total) => ({ value: total, label: texts[total] }))}
                      onChange={(total) => change({ columns: parts.columns.map((other) => (other.field !== one.field ? other : total === null ? { field: one.field } : { field: one.field, total: total as Total })) })}
                    />
                  );
                })}
              </SimpleGrid>
            </Stack>
          )}
          <Group align="flex-end" gap="sm">
            <MultiSelect label={texts.grouping} searchable clearable hidePickedOptions maxValues={5} miw={280} data={options} value={parts.grouping.map((one) => one.field)} onChange={(chosen) => change({ grouping: chosen.map((field) => parts.grouping.find((one) => one.field === field) ?? (['date', 'datetime'].includes(fieldOf(field)?.field.type ?? '') ? { field, by: 'month' } : { field })) })} />
            {parts.grouping.filter((one) => ['date', 'datetime'].includes(fieldOf(one.field)?.field.type ?? '')).map((one) => (
              <Select
                key={one.field} label={`${fieldOf(one.field)?.label ?? ''}: ${texts.groupBy.toLowerCase()}`} allowDeselect={false} w={200} value={one.by ?? 'day'}
                data={[{ value: 'day', label: texts.byDay }, { value: 'month', label: texts.byMonth }, { value: 'quarter', label: texts.byQuarter }, { value: 'year', label: texts.byYear }]}
                onChange={(by) => change({ grouping: parts.grouping.map((other) => (other.field === one.field ? { field: one.field, by: (by ?? 'day') as Interval } : other)) })}
              />
            ))}
          </Group>
          <FilterRows entity={entity} filters={parts.filters} onChange={(filters) => change({ filters })} />
        </>
      )}
      <ProblemAlert error={save.error ?? preview.error} />
      <Group gap="sm">
        <Button disabled={!canRun || name.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>
          {texts.save}
        </Button>
        <Button variant="default" leftSection={<IconEye size={16} />} disabled={!canRun} loading={preview.isPending} onClick={() => preview.mutate()}>
          {texts.preview}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {texts.cancel}
        </Button>
      </Group>
      {preview.data === undefined ? null : (
        <>
          <ReportChart table={preview.data} name={name} />
          <ReportRows entity={parts.entity_code} table={preview.data} />
        </>
      )}
    </Stack>
  );
}
