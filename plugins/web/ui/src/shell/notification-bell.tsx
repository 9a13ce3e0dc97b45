import { ActionIcon, Button, Group, Indicator, Popover, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { request } from '../api/client.ts';
import { pageOf, useMetadata } from '../api/metadata.ts';
import { formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';

interface Notice {
  readonly id: string;
  readonly text: string;
  readonly created_at: string;
  readonly read_at: string | null;
  readonly subject_entity: string | null;
  readonly subject_id: string | null;
  readonly subject_title: string | null;
}

/** What the system has told me; the number is of those not read yet. */
export function NotificationBell() {
  const texts = useTexts();
  const locale = useLocale();
  const { entities, company } = useMetadata();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ['notifications'], refetchInterval: 60_000, queryFn: () => request<{ readonly data: readonly Notice[]; readonly unread: number }>('/api/notifications?limit=20') });
  const read = useMutation({ mutationFn: () => request('/api/notifications/read', { method: 'POST', body: {} }), onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }) });
  const unread = data?.unread ?? 0;
  return (
    <Popover width={360} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Indicator label={unread > 99 ? '99+' : unread} size={16} disabled={unread === 0} color="red.8" offset={5}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${texts.notifications}: ${unread}`}>
            <IconBell size={20} />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Group justify="space-between" px="xs" pb="xs">
          <Text fw={600}>{texts.notifications}</Text>
          {unread === 0 ? null : (
            <Button variant="subtle" size="compact-xs" onClick={() => read.mutate()} loading={read.isPending}>
              {texts.markRead}
            </Button>
          )}
        </Group>
        <ScrollArea.Autosize mah={420}>
          <Stack gap={2}>
            {(data?.data ?? []).length === 0 ? (
              <Text c="dimmed" size="sm" p="xs">
                {texts.noNotifications}
              </Text>
            ) : null}
            {(data?.data ?? []).map((one) => {
              const entity = entities.find((found) => found.id === one.subject_entity);
              return (
                <UnstyledButton key={one.id} p="xs" disabled={entity === undefined} onClick={() => entity !== undefined && one.subject_id !== null && void navigate({ to: pageOf(entity, one.subject_id) as never })}>
                  <Text size="sm" fw={one.read_at === null ? 600 : 400}>
                    {one.text}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {formatMoment(one.created_at, locale, company.time_zone)}
                    {one.subject_title === null ? '' : ` · ${one.subject_title}`}
                  </Text>
                </UnstyledButton>
              );
            })}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
