import { useState } from 'react';
import { Anchor, Badge, Button, Card, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconTruckDelivery } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityMeta, Row, Sent } from '../../../web/ui/src/kit.ts';
import { EventButtons, ProblemAlert, actionKey, dayOf, fill, formatDate, formatDecimal, pageOf, request, useEntity, useLocale, useMetadata, useMovedNotice, useRefresh } from '../../../web/ui/src/kit.ts';
import { Stepper, plainQuantity } from '../stepper.tsx';
import { useWarehouseTexts } from '../texts.ts';
import type { LineToShip, ShippableOrder } from './shipping-list.tsx';

/** When the client comes: late is red, today yellow, later green. */
function dayColor(day: string, today: string): string {
  return day < today ? 'red' : day === today ? 'yellow' : 'teal';
}

/** One order: how much of each line leaves now, who takes it, «Отгрузить». The shipment is written and posted at once; if posting is refused its draft stays here. */
export function OrderToShip({ entity, order, onShipped }: { entity: EntityMeta; order: ShippableOrder; onShipped: (row: Row) => void }) {
  const texts = useWarehouseTexts();
  const locale = useLocale();
  const refresh = useRefresh();
  const moved = useMovedNotice();
  const orders = useEntity('crm.customer_order');
  const today = dayOf(new Date(), useMetadata().company.time_zone);
  const [quantities, setQuantities] = useState<Readonly<Record<string, string | null>>>({});
  const [person, setPerson] = useState<Readonly<Record<'proxy_number' | 'proxy_person' | 'vehicle_plate', string>>>({ proxy_number: '', proxy_person: '', vehicle_plate: '' });
  const of = (line: LineToShip): string | null => (line.order_line_id in quantities ? (quantities[line.order_line_id] ?? null) : plainQuantity(line.to_ship));
  const chosen = order.lines.filter((line) => Number(of(line) ?? 0) > 0);
  const ship = useMutation({
    mutationFn: async () => {
      const made = await request<Row>(entity.path, {
        method: 'POST', key: actionKey(),
        body: { order_id: order.id, ...Object.fromEntries(Object.entries(person).filter(([, value]) => value.trim() !== '')), lines: chosen.map((line) => ({ order_line_id: line.order_line_id, quantity: of(line) })) },
      });
      moved(await request<Sent>(`${entity.path}/${made.id}/transitions`, { method: 'POST', key: actionKey(), body: { event: 'shipment.posted' } }));
      return made;
    },
    onSuccess: (made) => {
      // What is left of the order starts from what may leave now.
      setQuantities({});
      onShipped(made);
    },
    onSettled: () => refresh(),
  });
  const method = orders?.fields.find((field) => field.name === 'delivery_method')?.values?.find((one) => one.code === order.delivery_method)?.label;
  const day = order.pickup_date ?? order.promised_date;
  const fields = [['proxy_number', texts.proxyNumber], ['proxy_person', texts.proxyPerson], ['vehicle_plate', texts.plate]] as const;
  return (
    <Card withBorder padding="md" component="section" aria-label={order.number}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <div>
            {orders === undefined ? (
              <Text fw={600} size="lg">
                {order.number}
              </Text>
            ) : (
              <Anchor component={Link} to={pageOf(orders, order.id) as never} fw={600} size="lg">
                {order.number}
              </Anchor>
            )}
            <Text size="sm">{order.client}</Text>
            <Text size="sm" c="dimmed">
              {[method, order.warehouse].filter(Boolean).join(' · ')}
            </Text>
          </div>
          {day === null ? null : (
            <Badge size="lg" variant="light" color={dayColor(day, today)} tt="none" radius="sm">
              {fill(order.pickup_date === null ? texts.promised : texts.pickup, { date: formatDate(day, locale) })}
            </Badge>
          )}
        </Group>
        {order.lines.map((line) => (
          <Group key={line.order_line_id} justify="space-between" gap="sm" align="flex-end" style={{ borderTop: '1px solid var(--mantine-color-default-border)', paddingTop: 8 }}>
            <div style={{ flex: 1, minWidth: 200 }}>
              <Text fw={600}>{line.product}</Text>
              <Text size="sm" c="dimmed">
                {texts.ordered}: {formatDecimal(line.quantity, locale, 3)} {line.unit} · {texts.reserved}: {formatDecimal(line.reserved, locale, 3)}
                {Number(line.shipped) > 0 ? ` · ${texts.shippedBefore}: ${formatDecimal(line.shipped, locale, 3)}` : ''}
              </Text>
            </div>
            <div>
              <Text size="xs" c="dimmed">
                {texts.toShip}, {line.unit}
              </Text>
              <Stepper name={line.product} label={fill(texts.shipOf, { name: line.product })} value={of(line)} max={plainQuantity(line.to_ship)} onChange={(value) => setQuantities((before) => ({ ...before, [line.order_line_id]: value }))} />
            </div>
          </Group>
        ))}
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {fields.map(([name, label]) => (
            <TextInput
              key={name} size="md" label={label} value={person[name]}
              onChange={(event) => {
                const value = event.currentTarget.value;
                setPerson((before) => ({ ...before, [name]: value }));
              }}
            />
          ))}
        </SimpleGrid>
        <ProblemAlert error={ship.error} />
        {order.drafts.length === 0 ? null : (
          <Stack gap="xs">
            <Text size="sm" fw={600}>
              {texts.drafts}
            </Text>
            {order.drafts.map((draft) => (
              <Group key={draft.id} gap="sm">
                <Anchor component={Link} to={pageOf(entity, draft.id) as never} size="sm">
                  {draft.number}
                </Anchor>
                <EventButtons entity={entity} id={draft.id} />
              </Group>
            ))}
          </Stack>
        )}
        <Group justify="flex-end">
          <Button size="lg" leftSection={<IconTruckDelivery size={22} />} disabled={chosen.length === 0} loading={ship.isPending} onClick={() => ship.mutate()}>
            {texts.ship}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
