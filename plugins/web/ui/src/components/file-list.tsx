import { useRef, useState } from 'react';
import { ActionIcon, Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconDownload, IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { actionKey, request } from '../api/client.ts';
import type { EntityMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import { formatInteger, formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { FilePreview } from './file-preview.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface FileRow {
  readonly id: string;
  readonly file_name: string;
  readonly size_bytes: number | string;
  readonly created_at: string;
  readonly note: string | null;
}

/** Files of an item: dragged in or chosen, opened by a click. */
export function FileList({ entity, id }: { entity: EntityMeta; id: string }) {
  const texts = useTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [shown, setShown] = useState<FileRow>();
  const key = ['files', entity.id, id];
  const { data } = useQuery({ queryKey: key, queryFn: () => request<{ readonly data: readonly FileRow[] }>(`${entity.path}/${id}/files`) });
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const body = new FormData();
        body.append('file', file, file.name);
        await request(`${entity.path}/${id}/files`, { method: 'POST', body, key: actionKey() });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  return (
    <Stack gap="sm">
      <Paper
        withBorder
        p="md"
        bg={over ? 'var(--mantine-color-default-hover)' : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          upload.mutate([...event.dataTransfer.files]);
        }}
      >
        <Group justify="center" gap="sm">
          <Button variant="default" leftSection={<IconPaperclip size={16} />} loading={upload.isPending} onClick={() => input.current?.click()}>
            {texts.dropFiles}
          </Button>
          <input ref={input} type="file" multiple hidden aria-label={texts.files} onChange={(event) => upload.mutate([...(event.currentTarget.files ?? [])])} />
        </Group>
      </Paper>
      <ProblemAlert error={upload.error} />
      {(data?.data ?? []).length === 0 ? <Text c="dimmed">{texts.noFiles}</Text> : null}
      {(data?.data ?? []).map((file) => (
        <Group key={file.id} justify="space-between" wrap="nowrap">
          <div>
            <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setShown(file)}>
              {file.file_name}
            </Anchor>
            <Text size="xs" c="dimmed">
              {formatMoment(file.created_at, locale, zone)} · {formatInteger(Math.ceil(Number(file.size_bytes) / 1024), locale)} kB{file.note === null ? '' : ` · ${file.note}`}
            </Text>
          </div>
          <ActionIcon component="a" href={`/api/files/${file.id}/content`} variant="subtle" color="gray" aria-label={`${texts.download} ${file.file_name}`}>
            <IconDownload size={18} />
          </ActionIcon>
        </Group>
      ))}
      {shown === undefined ? null : <FilePreview id={shown.id} name={shown.file_name} onClose={() => setShown(undefined)} />}
    </Stack>
  );
}
