import { useState } from 'react';
import { Button, Group, Loader, Menu, Paper, Text } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import type { EntityMeta } from '../api/metadata.ts';
import type { AvailableEvent, Row } from '../api/records.ts';
import { transitionsQuery } from '../api/records.ts';
import { fill, useTexts } from '../texts/use-texts.ts';
import { BulkDialog } from './bulk-dialog.tsx';

/** Rows that are asked what they can do; the others are likely to be able to do the same, and each is judged when the event is sent. */
const SAMPLE = 12;

interface Choice {
  readonly event: AvailableEvent;
  readonly count: number;
}

/** Events that any of the rows can have now, the most common first. */
function choicesOf(lists: readonly (readonly AvailableEvent[])[]): Choice[] {
  const found = new Map<string, Choice>();
  for (const event of lists.flat()) {
    if (!event.allowed) continue;
    found.set(event.event, { event, count: (found.get(event.event)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** What can be done with the chosen rows at once. */
export function BulkBar({ entity, rows, onClear }: { entity: EntityMeta; rows: readonly Row[]; onClear: () => void }) {
  const texts = useTexts();
  const [event, setEvent] = useState<AvailableEvent>();
  const sample = rows.slice(0, SAMPLE);
  const asked = useQueries({ queries: entity.regions === undefined ? [] : sample.map((row) => transitionsQuery(entity, row.id)) });
  const choices = choicesOf(asked.map((one) => one.data?.data ?? []));
  const isReading = asked.some((one) => one.isPending);
  return (
    <Paper withBorder px="sm" py={6} role="region" aria-label={texts.whatNow}>
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {fill(texts.selected, { count: rows.length })}
        </Text>
        {entity.regions === undefined ? null : (
          <Menu shadow="md" position="bottom-start" disabled={choices.length === 0}>
            <Menu.Target>
              <Button size="compact-sm" rightSection={isReading ? <Loader size={12} color="white" /> : <IconChevronDown size={14} />} disabled={choices.length === 0}>
                {texts.whatNow}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {choices.map(({ event: one, count }) => (
                <Menu.Item key={one.event} onClick={() => setEvent(one)} rightSection={rows.length <= SAMPLE ? <Text size="xs" c="dimmed">{`${count}/${rows.length}`}</Text> : null}>
                  {one.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {!isReading && choices.length === 0 ? (
          <Text size="sm" c="dimmed">
            {texts.nothingTogether}
          </Text>
        ) : null}
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconX size={14} />} onClick={onClear}>
          {texts.clearSelection}
        </Button>
      </Group>
      {event === undefined ? null : <BulkDialog entity={entity} rows={rows} event={event} onClose={() => setEvent(undefined)} onDone={onClear} />}
    </Paper>
  );
}
