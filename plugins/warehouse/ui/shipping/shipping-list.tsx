import { useState } from 'react';
import { Alert, Anchor, Card, List, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconTruckDelivery } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Row } from '../../../web/ui/src/kit.ts';
import { Failed, Loading, Message, fill, pageOf, request, useEntity } from '../../../web/ui/src/kit.ts';
import { useWarehouseTexts } from '../texts.ts';
import { OrderToShip } from './order-to-ship.tsx';

/** A line of an order goods are held for; `to_ship`: what may leave now. */
export interface LineToShip {
  readonly order_line_id: string;
  readonly product: string;
  readonly article: string | null;
  readonly unit: string;
  readonly quantity: string;
  readonly shipped: string;
  readonly remaining: string;
  readonly reserved: string;
  readonly to_ship: string;
}

/** An order goods are held for. */
export interface ShippableOrder {
  readonly id: string;
  readonly number: string;
  readonly client: string;
  readonly warehouse: string;
  readonly promised_date: string | null;
  readonly pickup_date: string | null;
  readonly delivery_method: string;
  readonly lines: readonly LineToShip[];
  readonly drafts: readonly { readonly id: string; readonly number: string }[];
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** Orders of which something may leave now; below them those that wait, with the reasons. */
export function ShippingList() {
  const texts = useWarehouseTexts();
  const orders = useEntity('crm.customer_order');
  const shipments = useEntity('warehouse.shipment');
  const [done, setDone] = useState<readonly Row[]>([]);
  const found = useQuery({ queryKey: ['orders-to-ship'], queryFn: ({ signal }) => request<{ readonly data: readonly ShippableOrder[]; readonly blocked: readonly ShippableOrder[] }>('/api/warehouse/orders-to-ship', { signal }) });
  if (found.isPending) return <Loading />;
  if (found.data === undefined) return <Failed error={found.error as Error} retry={() => void found.refetch()} />;
  const { data, blocked } = found.data;
  return (
    <Stack gap="md">
      {done.map((row) => (
        <Alert key={row.id} color="teal" variant="light" icon={<IconCircleCheck size={20} />} title={fill(texts.shippedDone, { number: String(row['number']) })}>
          {texts.shippedHint}{' '}
          {shipments === undefined ? null : (
            <Anchor component={Link} to={pageOf(shipments, row.id) as never} size="sm">
              {texts.openShipment}
            </Anchor>
          )}
        </Alert>
      ))}
      {data.length === 0 ? <Message icon={<IconTruckDelivery size={26} />} title={texts.noShipping} /> : null}
      {shipments === undefined ? null : data.map((order) => <OrderToShip key={order.id} entity={shipments} order={order} onShipped={(row) => setDone((before) => [row, ...before])} />)}
      {blocked.length === 0 ? null : (
        <Stack gap="xs" component="section">
          <Title order={2}>{texts.blocked}</Title>
          {blocked.map((order) => (
            <Card key={order.id} withBorder padding="sm">
              {orders === undefined ? (
                <Text fw={600}>{order.number}</Text>
              ) : (
                <Anchor component={Link} to={pageOf(orders, order.id) as never} fw={600}>
                  {order.number} · {order.client}
                </Anchor>
              )}
              <List size="sm">
                {order.reasons.map((one, index) => (
                  <List.Item key={index}>{one.message}</List.Item>
                ))}
              </List>
            </Card>
          ))}
        </Stack>
      )}
    </Stack>
  );
}
