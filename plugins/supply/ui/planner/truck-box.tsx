import { Alert, Anchor, Badge, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { EventButtons, ProblemAlert, StateBadge, fill, formatDate, formatDecimal, mainRegion, pageOf, transitionsQuery, useLocale, useMovedNotice, useSend } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { Board, BoardLine, BoardTruck, Cargo, Place } from './board.ts';
import { nameOf } from './board.ts';
import { OrderLines, Sizes } from './candidate-list.tsx';
import { CargoRow } from './cargo-row.tsx';
import { DropZone } from './drop-zone.tsx';
import { FillGauge } from './fill-gauge.tsx';

/** Events that the planner does by dragging and by its own button. */
const OWN = ['truck.filled', 'truck.replanned', 'truck.line_moved'];

interface Props {
  readonly entity: EntityMeta;
  readonly truck: BoardTruck;
  readonly board: Board;
  readonly onMove: (cargo: Cargo, place: Place) => void;
  readonly onPart: (cargo: Cargo) => void;
}

/** «Заполнить машину»: everything that is planned goes in. */
function FillButton({ entity, truck }: { entity: EntityMeta; truck: BoardTruck }) {
  const texts = useSupplyTexts();
  const { data } = useQuery(transitionsQuery(entity, truck.id));
  const send = useSend(entity, truck.id);
  const moved = useMovedNotice();
  const event = data?.data.find((one) => one.event === 'truck.filled');
  if (event === undefined) return null;
  return (
    <>
      <Button variant="light" disabled={!event.allowed} loading={send.isPending} title={event.reasons[0]?.message} onClick={() => send.mutate({ event: event.event }, { onSuccess: moved })}>
        {texts.fillTruck}
      </Button>
      <ProblemAlert error={send.error} />
    </>
  );
}

/** Lines of a formed truck, under the orders they are of; an order is moved with all of them. */
function Loaded({ truck, trucks, onMove, onPart }: Omit<Props, 'entity' | 'board'> & { trucks: readonly BoardTruck[] }) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const orders = new Map<string, BoardLine[]>();
  for (const line of truck.lines) orders.set(line.supplier_order_id, [...(orders.get(line.supplier_order_id) ?? []), line]);
  return [...orders.values()].map((lines) => {
    const first = lines[0] as BoardLine;
    return (
      <div key={first.supplier_order_id}>
        <CargoRow cargo={{ name: nameOf(first), from: truck.id, lines: [], loaded: lines.map(({ truck_line_id }) => ({ truck_line_id })) }} trucks={trucks} onMove={onMove}>
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {nameOf(first)}
            </Text>
            <Text size="xs" c="dimmed">
              {first.client === null ? texts.forStock : [first.client, first.order_number].filter(Boolean).join(' · ')}
            </Text>
          </Group>
        </CargoRow>
        <Stack gap={2} pl={8} style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
          {lines.map((line) => (
            <CargoRow key={line.truck_line_id} cargo={{ name: `${nameOf(line)}, ${line.product}`, from: truck.id, lines: [], loaded: [{ truck_line_id: line.truck_line_id, quantity: line.quantity }] }} trucks={trucks} onMove={onMove} onPart={onPart}>
              <Text size="xs">
                {line.product} × {formatDecimal(line.quantity, locale, 3)}
              </Text>
              <Sizes one={line} />
            </CargoRow>
          ))}
        </Stack>
      </div>
    );
  });
}

/** One truck being formed: how full it is, what is in it, what can be done with it now. */
export function TruckBox({ entity, truck, board, onMove, onPart }: Props) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const region = mainRegion(entity);
  const gauge = { max: board.fill_max_pct, pattern: texts.gauge };
  return (
    <DropZone place={{ truck: truck.id }} label={truck.number}>
      <Stack gap="sm">
        <Group justify="space-between" gap={6} align="flex-start">
          <Group gap={8}>
            <Anchor component={Link} to={pageOf(entity, truck.id) as never} fw={600} draggable={false}>
              {truck.number}
            </Anchor>
            {region === undefined ? null : <StateBadge region={region} state={truck.status} />}
            {truck.factory === null ? null : (
              <Badge variant="default" tt="none" fw={500}>
                {truck.factory}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {[truck.plate_number, truck.loading_date === null ? texts.noLoadingDate : fill(texts.loadingDate, { date: formatDate(truck.loading_date, locale) })].filter(Boolean).join(' · ')}
          </Text>
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" verticalSpacing={4}>
          <FillGauge {...gauge} name={texts.volume} part={truck.volume} of={truck.capacity} pct={truck.fill_pct} unit={texts.cubic} min={board.fill_min_pct} />
          <FillGauge {...gauge} name={texts.weight} part={truck.weight} of={truck.max_weight_kg} pct={truck.weight_pct} unit={texts.kg} max={100} />
          <FillGauge {...gauge} name={texts.floor} part={truck.floor} of={truck.floor_metres} pct={truck.floor_pct} unit={texts.metres} max={100} />
        </SimpleGrid>
        {truck.warnings.length === 0 ? null : (
          <Alert color="yellow" variant="light" py={6} icon={<IconAlertTriangle size={16} />}>
            {truck.warnings.map((one) => (
              <Text key={one.code} size="xs">
                {one.message}
              </Text>
            ))}
          </Alert>
        )}
        {truck.plan.map((one) => (
          <CargoRow key={one.id} cargo={{ name: nameOf(one), from: truck.id, orderId: one.id, lines: one.lines.map(({ supplier_order_line_id }) => ({ supplier_order_line_id })), loaded: [] }} trucks={board.data} onMove={onMove}>
            <OrderLines one={one} />
            <Text size="xs" lineClamp={2}>
              {one.content}
            </Text>
          </CargoRow>
        ))}
        <Loaded truck={truck} trucks={board.data} onMove={onMove} onPart={onPart} />
        {truck.waiting.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            {fill(texts.waiting, { list: truck.waiting.map(nameOf).join(', ') })}
          </Text>
        )}
        {truck.plan.length + truck.lines.length + truck.waiting.length === 0 ? <Text c="dimmed">{texts.emptyTruck}</Text> : null}
        <Group gap="xs">
          <FillButton entity={entity} truck={truck} />
          <EventButtons entity={entity} id={truck.id} except={OWN} />
        </Group>
      </Stack>
    </DropZone>
  );
}
