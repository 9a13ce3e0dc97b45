import { useState } from 'react';
import { Button, Group, Menu, Stack, Text, Tooltip } from '@mantine/core';
import { IconChevronDown, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta, RegionMeta } from '../api/metadata.ts';
import type { AvailableEvent } from '../api/records.ts';
import { transitionsQuery, useSend } from '../api/records.ts';
import { fill, useTexts } from '../texts/use-texts.ts';
import { EventDialog, useMovedNotice } from './event-dialog.tsx';
import { stateColor } from './state-badge.tsx';

/** What can be done with an item now: possible events as buttons, the others in a menu that says why not and who can. Events that the page itself offers in a better way are left out. */
export function EventButtons({ entity, id, except = [] }: { entity: EntityMeta; id: string; except?: readonly string[] }) {
  const texts = useTexts();
  const { data } = useQuery(transitionsQuery(entity, id));
  const send = useSend(entity, id);
  const moved = useMovedNotice();
  const [asked, setAsked] = useState<AvailableEvent>();
  const events = (data?.data ?? []).filter((one) => !except.includes(one.event));
  // What ends in nothing stands last and is never the first thing at hand.
  const isEnd = (one: AvailableEvent): boolean => entity.regions?.[one.region] !== undefined && stateColor(entity.regions[one.region] as RegionMeta, one.to) === 'red';
  const possible = events.filter((one) => one.allowed).sort((a, b) => Number(isEnd(a)) - Number(isEnd(b)));
  const others = events.filter((one) => !one.allowed);
  const start = (event: AvailableEvent): void => {
    if (!event.allowed || event.fields.length > 0) setAsked(event);
    else send.mutate({ event: event.event }, { onSuccess: moved, onError: () => setAsked(event) });
  };
  return (
    <Group gap="xs">
      {possible.map((event, index) => (
        <Button key={event.code} variant={isEnd(event) ? 'light' : index === 0 ? 'filled' : 'default'} {...(isEnd(event) ? { color: 'red' } : {})} loading={send.isPending && send.variables?.event === event.event} onClick={() => start(event)}>
          {event.label}
        </Button>
      ))}
      {others.length === 0 ? null : (
        <Menu shadow="md" width={340} position="bottom-end">
          <Menu.Target>
            <Button variant="subtle" color="gray" rightSection={<IconChevronDown size={14} />}>
              {texts.notNow} ({others.length})
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((event) => (
              <Menu.Item key={event.code} leftSection={<IconLock size={14} />} onClick={() => start(event)}>
                <Stack gap={0}>
                  <Text size="sm">{event.label}</Text>
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {event.reasons[0]?.message ?? fill(texts.whoCan, { roles: event.by.join(', ') })}
                  </Text>
                </Stack>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asked === undefined ? null : <EventDialog entity={entity} id={id} event={asked} onClose={() => setAsked(undefined)} {...(data === undefined ? {} : { version: data.version })} />}
    </Group>
  );
}

/** A small mark with the reason on hover, for places without room for words. */
export function LockMark({ reason }: { reason: string }) {
  return (
    <Tooltip label={reason} multiline maw={320}>
      <IconLock size={14} aria-label={reason} />
    </Tooltip>
  );
}
