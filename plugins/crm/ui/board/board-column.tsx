import { useEffect, useRef, useState } from 'react';
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { fill, formatShort, useList, useLocale } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';
import { DealCard } from './deal-card.tsx';

interface Props {
  readonly entity: EntityMeta;
  readonly state: string;
  readonly label: string;
  readonly query: string;
  readonly responsible?: string;
  readonly targets: readonly { readonly value: string; readonly label: string }[];
  readonly onMove: (row: Row, to: string) => void;
}

/** One stage: how many deals stand in it and for how much, and the first of them; more are read when asked for. */
export function BoardColumn({ entity, state, label, query, responsible, targets, onMove }: Props) {
  const texts = useSalesTexts();
  const locale = useLocale();
  const element = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const list = useList(entity, {
    filter: { state, ...(responsible === undefined ? {} : { responsible_id: responsible }) }, q: query, sort: '-state_entered_at', include: 'partner,responsible,next_interaction', limit: 30, total: true, sum: 'expected_revenue',
  });
  useEffect(() => {
    if (element.current === null) return undefined;
    return dropTargetForElements({ element: element.current, getData: () => ({ state }), onDragEnter: () => setOver(true), onDragLeave: () => setOver(false), onDrop: () => setOver(false) });
  }, [state]);
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const first = list.data?.pages[0];
  const sum = Number(first?.sums?.['expected_revenue'] ?? 0);
  return (
    <Paper ref={element} component="section" aria-label={label} bg={over ? 'var(--mantine-color-steel-light)' : 'var(--mantine-color-default-hover)'} p={8} radius="md" w={264} miw={264} style={{ display: 'flex', flexDirection: 'column' }}>
      <Group justify="space-between" gap={6} wrap="nowrap" pb={6} align="flex-start">
        <Text fw={600} size="sm" lh={1.25}>
          {label}
        </Text>
        <Stack gap={0} align="flex-end">
          <Badge variant="default" radius="sm">
            {first?.total ?? '…'}
          </Badge>
          {sum > 0 ? (
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {formatShort(sum, locale)} ₽
            </Text>
          ) : null}
        </Stack>
      </Group>
      <Stack gap={8} style={{ overflowY: 'auto', flex: 1, minHeight: 60 }}>
        {rows.map((row) => (
          <DealCard key={row.id} entity={entity} row={row} targets={targets.filter((one) => one.value !== state)} onMove={(to) => onMove(row, to)} />
        ))}
        {list.hasNextPage ? (
          <Button variant="subtle" size="compact-sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {fill(texts.more, {})}
          </Button>
        ) : null}
      </Stack>
    </Paper>
  );
}
