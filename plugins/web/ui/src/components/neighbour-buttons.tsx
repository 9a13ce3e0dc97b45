import { useEffect, useMemo } from 'react';
import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf } from '../api/metadata.ts';
import { neighboursOf } from '../list/neighbours.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The records before and after this one in the list it was opened from; also by Ctrl+↑ and Ctrl+↓. */
export function NeighbourButtons({ entity, id }: { entity: EntityMeta; id: string }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { before, after, place } = useMemo(() => neighboursOf(entity.id, id), [entity.id, id]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || (event.code !== 'ArrowUp' && event.code !== 'ArrowDown')) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role="dialog"]') !== null) return;
      const to = event.code === 'ArrowUp' ? before : after;
      event.preventDefault();
      if (to !== undefined) void navigate({ to: pageOf(entity, to) as never });
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [after, before, entity, navigate]);
  if (place === undefined) return null;
  const go = (to: string | undefined, label: string, keys: string, Icon: typeof IconChevronUp) => (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon variant="subtle" color="gray" size="sm" disabled={to === undefined} aria-label={label} onClick={() => to !== undefined && void navigate({ to: pageOf(entity, to) as never })}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Group gap={2} wrap="nowrap">
      {go(before, texts.previous, 'Ctrl ↑', IconChevronUp)}
      {go(after, texts.next, 'Ctrl ↓', IconChevronDown)}
      <Text size="xs" c="dimmed">
        {place}
      </Text>
    </Group>
  );
}
