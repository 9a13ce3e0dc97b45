import { useEffect, useRef, useState } from 'react';
import { ActionIcon, Anchor, Card, Group, Menu, Text } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Link } from '@tanstack/react-router';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { dayOf, fill, formatDate, formatDecimal, included, pageOf, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

/** Where the next step of a deal stands: late (red), today (yellow), ahead (green), or missing. */
function nextStep(row: Row, zone: string): { readonly color: string; readonly day?: string } {
  const next = included(row, 'next_interaction_id');
  const start = next?.['start_at'];
  if (typeof start !== 'string' || (next?.['state'] !== 'planned' && next?.['state'] !== 'deferred')) return { color: 'dimmed' };
  const day = dayOf(start, zone);
  const today = dayOf(new Date(), zone);
  return { day, color: day < today ? 'red' : day === today ? 'yellow.8' : 'teal' };
}

/** A deal on the board: who, for how much, how long here, what is next. */
export function DealCard({ entity, row, targets, onMove }: { entity: EntityMeta; row: Row; targets: readonly { readonly value: string; readonly label: string }[]; onMove: (to: string) => void }) {
  const texts = useSalesTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const element = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (element.current === null) return undefined;
    return draggable({ element: element.current, getInitialData: () => ({ kind: 'interest', id: row.id, row: row as unknown as Record<string, unknown> }), onDragStart: () => setDragging(true), onDrop: () => setDragging(false) });
  }, [row]);
  const partner = included(row, 'partner_id');
  const responsible = included(row, 'responsible_id');
  const entered = row['state_entered_at'];
  const days = typeof entered === 'string' ? Math.floor((Date.now() - Date.parse(entered)) / 86_400_000) : 0;
  const next = nextStep(row, zone);
  const name = String(partner?.['working_name'] ?? row['title'] ?? row['number']);
  return (
    <Card ref={element} withBorder padding={8} radius="sm" style={{ opacity: dragging ? 0.4 : 1, cursor: 'grab', flexShrink: 0 }} data-card={row.id}>
      <Group justify="space-between" gap={4} wrap="nowrap" align="flex-start">
        <Anchor component={Link} to={pageOf(entity, row.id) as never} size="sm" fw={600} c="var(--mantine-color-text)" draggable={false} lineClamp={2}>
          {name}
        </Anchor>
        <Menu shadow="md" position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${texts.moveTo} ${name}`}>
              <IconDotsVertical size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{texts.moveTo}</Menu.Label>
            {targets.map((one) => (
              <Menu.Item key={one.value} onClick={() => onMove(one.value)}>
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Group justify="space-between" gap={6} pt={2}>
        <Text size="xs" c="dimmed">
          {String(row['number'] ?? '')}
        </Text>
        {row['expected_revenue'] === null || row['expected_revenue'] === undefined ? null : (
          <Text size="xs" className="numeric">
            {formatDecimal(String(row['expected_revenue']), locale)} ₽
          </Text>
        )}
      </Group>
      <Group justify="space-between" gap={6} pt={2} wrap="nowrap">
        <Text size="xs" c={next.color} truncate>
          {next.day === undefined ? texts.noNext : formatDate(next.day, locale)}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {fill(texts.days, { days })}
        </Text>
      </Group>
      {responsible === undefined ? null : (
        <Text size="xs" c="dimmed" truncate>
          {String(responsible['full_name'] ?? '')}
        </Text>
      )}
    </Card>
  );
}
