import { useEffect, useRef } from 'react';
import { Badge, Card, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconMail, IconPhone, IconWorld } from '@tabler/icons-react';
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { formatMoment, useList, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

/** Letters and calls nobody has processed yet, newest first; one is opened by a click or by dragging it into the first stage. */
export function InquiryColumn({ entity, onOpen }: { entity: EntityMeta; onOpen: (id: string) => void }) {
  const texts = useSalesTexts();
  const list = useList(entity, { filter: { state: 'unprocessed' }, sort: '-received_at', limit: 30, total: true });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Paper component="section" aria-label={texts.inquiries} bg="var(--mantine-color-yellow-light)" p={8} radius="md" w={248} miw={248} style={{ display: 'flex', flexDirection: 'column' }}>
      <Group justify="space-between" pb={6}>
        <Text fw={600} size="sm">
          {texts.inquiries}
        </Text>
        <Badge variant="default" radius="sm">
          {list.data?.pages[0]?.total ?? '…'}
        </Badge>
      </Group>
      <Stack gap={8} style={{ overflowY: 'auto', flex: 1 }}>
        {rows.map((row) => (
          <InquiryCard key={row.id} row={row} onOpen={() => onOpen(row.id)} />
        ))}
      </Stack>
    </Paper>
  );
}

function InquiryCard({ row, onOpen }: { row: Row; onOpen: () => void }) {
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (element.current === null) return undefined;
    return draggable({ element: element.current, getInitialData: () => ({ kind: 'inquiry', id: row.id }) });
  }, [row.id]);
  const Icon = row['channel'] === 'email' ? IconMail : row['channel'] === 'phone' ? IconPhone : IconWorld;
  return (
    <UnstyledButton ref={element} onClick={onOpen} style={{ flexShrink: 0 }}>
      <Card withBorder padding={8} radius="sm">
        <Group gap={6} wrap="nowrap">
          <Icon size={15} />
          <Text size="sm" fw={600} truncate>
            {String(row['contact_name'] ?? row['from_email'] ?? row['from_phone'] ?? row['number'] ?? '')}
          </Text>
        </Group>
        <Text size="xs" lineClamp={2}>
          {String(row['subject_line'] ?? row['body'] ?? '')}
        </Text>
        <Text size="xs" c="dimmed">
          {typeof row['received_at'] === 'string' ? formatMoment(row['received_at'], locale, zone) : ''}
        </Text>
      </Card>
    </UnstyledButton>
  );
}
