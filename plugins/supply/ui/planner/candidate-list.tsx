import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { Locale } from '../../../web/ui/src/kit.ts';
import { fill, formatDate, formatDecimal, useLocale } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { BoardTruck, Candidate, Cargo, Place } from './board.ts';
import { nameOf } from './board.ts';
import { CargoRow } from './cargo-row.tsx';

interface Props {
  readonly candidates: readonly Candidate[];
  readonly trucks: readonly BoardTruck[];
  readonly onMove: (cargo: Cargo, place: Place) => void;
  readonly onPart: (cargo: Cargo) => void;
}

/** A size for the eye: nobody loads by the gram. */
export function rounded(value: string, digits: number, locale: Locale): string {
  return formatDecimal(Number(value).toFixed(digits), locale, 3);
}

/** Sizes of an order in one line. */
export function Sizes({ one }: { one: Pick<Candidate, 'volume' | 'weight' | 'floor'> }) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  return (
    <Text size="xs" c="dimmed" className="numeric" ta="left">
      {rounded(one.volume, 1, locale)} {texts.cubic} · {rounded(one.weight, 0, locale)} {texts.kg} · {rounded(one.floor, 1, locale)} {texts.metres}
    </Text>
  );
}

/** Reference, client and sizes of an order that is not loaded. */
export function OrderLines({ one }: { one: Candidate }) {
  const texts = useSupplyTexts();
  return (
    <>
      <Group gap={6} wrap="wrap">
        <Text size="sm" fw={600}>
          {nameOf(one)}
        </Text>
        <Text size="xs" c="dimmed">
          {one.client === null ? texts.forStock : [one.client, one.order_number].filter(Boolean).join(' · ')}
        </Text>
      </Group>
      <Sizes one={one} />
    </>
  );
}

/** Orders that may be loaded, under their ready dates and factories; each line of an order of several can go alone. */
export function CandidateList({ candidates, trucks, onMove, onPart }: Props) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) groups.set(`${one.ready_date ?? ''}|${one.factory ?? ''}`, [...(groups.get(`${one.ready_date ?? ''}|${one.factory ?? ''}`) ?? []), one]);
  return (
    <Stack gap="md">
      {[...groups].map(([key, own]) => {
        const day = own[0]?.ready_date ?? null;
        return (
          <Stack key={key} gap={6} component="section">
            <Group gap={6}>
              <Title order={3}>{day === null ? texts.noReady : fill(texts.ready, { date: formatDate(day, locale) })}</Title>
              <Badge variant="default" tt="none" fw={500}>
                {own[0]?.factory ?? texts.noFactory}
              </Badge>
            </Group>
            {own.map((one) => {
              const planned = trucks.find((truck) => truck.id === one.planned_truck_id);
              return (
                <Card key={one.id} withBorder padding="xs" data-order={nameOf(one)}>
                  <CargoRow cargo={{ name: nameOf(one), orderId: one.id, lines: one.lines.map(({ supplier_order_line_id }) => ({ supplier_order_line_id })), loaded: [] }} trucks={trucks} onMove={onMove}>
                    <OrderLines one={one} />
                    {planned === undefined ? null : (
                      <Text size="xs" c="dimmed">
                        {fill(texts.planned, { truck: planned.number })}
                      </Text>
                    )}
                  </CargoRow>
                  <Stack gap={2} pt={4} pl={8} style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
                    {one.lines.map((line) => (
                      <CargoRow key={line.supplier_order_line_id} cargo={{ name: `${nameOf(one)}, ${line.product}`, lines: [{ supplier_order_line_id: line.supplier_order_line_id, quantity: line.open }], loaded: [] }} trucks={trucks} onMove={onMove} onPart={onPart}>
                        <Text size="xs">
                          {line.product} × {formatDecimal(line.open, locale, 3)}
                        </Text>
                      </CargoRow>
                    ))}
                  </Stack>
                </Card>
              );
            })}
          </Stack>
        );
      })}
    </Stack>
  );
}
