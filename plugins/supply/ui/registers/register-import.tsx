import type { ReactNode } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Loading, ProblemAlert, actionKey, fill, request, useLocale, useRefresh, useTexts } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import { cellText } from './register-tab.tsx';

interface Change {
  readonly row: number;
  readonly reference: string;
  readonly column: string;
  readonly from: string | null;
  readonly to: string | null;
}

interface Difference {
  readonly changes: readonly Change[];
  readonly conflicts: readonly (Change & { readonly exported: string | null })[];
  readonly unknown: readonly { readonly row: number; readonly reference: string | null }[];
  readonly errors: readonly { readonly row: number; readonly column: string | null; readonly code: string; readonly message: string }[];
  readonly unchanged: number;
  readonly digest: string;
  readonly applied: number | null;
}

function Part({ title, color, head, rows }: { title: string; color?: string; head: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <Text fw={600} pb={4} {...(color === undefined ? {} : { c: color })}>
        {title}
      </Text>
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={title}>
        <table className="grid-table">
          <thead>
            <tr>
              {head.map((one) => (
                <th key={one}>{one}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              <tr key={index} style={{ cursor: 'default' }}>
                {cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What a sheet that was edited elsewhere would change, cell by cell; nothing is written until that is seen and agreed. */
export function RegisterImport({ name, year, file, onClose }: { name: 'orders' | 'truck'; year: string; file: File; onClose: () => void }) {
  const texts = useSupplyTexts();
  const common = useTexts();
  const locale = useLocale();
  const refresh = useRefresh();
  const upload = (more: string): Promise<Difference> => {
    const body = new FormData();
    body.append('file', file, file.name);
    return request<Difference>(`/api/supply/registers/${name}/import?year=${year}${more}`, { method: 'POST', body, key: actionKey() });
  };
  const found = useQuery({ queryKey: ['truck-register-import', name, year, file.name, file.lastModified], queryFn: () => upload(''), gcTime: 0, staleTime: Infinity, retry: false });
  const apply = useMutation({
    mutationFn: (digest: string) => upload(`&apply=true&digest=${digest}`),
    onSuccess: (done) => {
      notifications.show({ color: 'teal', message: fill(texts.applied, { count: done.applied ?? 0 }) });
      onClose();
    },
    onSettled: () => refresh(),
  });
  const diff = found.data;
  const cell = (value: string | null): string => cellText(value, locale);
  return (
    <Modal opened onClose={onClose} size="xl" title={<Text fw={600}>{fill(texts.differences, { sheet: name.toUpperCase() })}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack gap="md">
        {found.isPending ? <Loading /> : null}
        <ProblemAlert error={found.error} />
        {diff === undefined ? null : (
          <>
            {diff.changes.length + diff.conflicts.length + diff.unknown.length + diff.errors.length === 0 ? <Text>{texts.noDifferences}</Text> : null}
            <Part title={fill(texts.errors, { count: diff.errors.length })} color="red" head={[texts.row, texts.column, '']} rows={diff.errors.map((one) => [one.row, one.column ?? '—', one.message])} />
            <Part title={fill(texts.changes, { count: diff.changes.length })} head={[texts.row, texts.reference, texts.column, texts.was, texts.becomes]} rows={diff.changes.map((one) => [one.row, one.reference, one.column, cell(one.from), <b key="to">{cell(one.to)}</b>])} />
            <Part title={fill(texts.conflicts, { count: diff.conflicts.length })} head={[texts.row, texts.reference, texts.column, texts.exported, texts.was, texts.inFile]} rows={diff.conflicts.map((one) => [one.row, one.reference, one.column, cell(one.exported), cell(one.from), cell(one.to)])} />
            <Part title={fill(texts.unknownRows, { count: diff.unknown.length })} head={[texts.row, texts.reference]} rows={diff.unknown.map((one) => [one.row, one.reference ?? '—'])} />
            <Text size="sm" c="dimmed">
              {fill(texts.unchanged, { count: diff.unchanged })}
            </Text>
          </>
        )}
        <ProblemAlert error={apply.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={diff === undefined || diff.changes.length === 0 || diff.errors.length > 0} loading={apply.isPending} onClick={() => diff !== undefined && apply.mutate(diff.digest)}>
            {texts.apply}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
