import { Anchor, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconHourglass, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { EventButtons, Failed, Loading, Message, fill, formatDecimal, pageOf, request, useEntity, useLocale } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

interface Gate {
  readonly stage: string;
  readonly label: string;
  readonly question: string;
  readonly is_current: boolean;
  readonly met: boolean;
  readonly held_by: readonly string[];
}

interface GateOrder {
  readonly order_id: string;
  readonly order_number: string;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly state: string | null;
  readonly stage: string;
  readonly client_status: string;
  readonly total: string;
  readonly paid: string;
  readonly payment_met: boolean;
}

/** The scoreboard of a deal: stages down, its invoices across, and in each cell whether that invoice would let the deal go on. */
export default function GatesPanel({ id }: { id: string }) {
  const texts = useSalesTexts();
  const orders = useEntity('crm.customer_order');
  const invoices = useEntity('crm.invoice');
  // Under the deal's own key: whatever happens to it or its papers makes this stale.
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['deal-gates', id], queryFn: ({ signal }) => request<{ readonly data: readonly Gate[]; readonly orders: readonly GateOrder[] }>(`/api/crm/interests/${id}/gates`, { signal }) });
  if (isPending) return <Loading />;
  if (data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data.orders.length === 0) {
    return (
      <Message
        icon={<IconHourglass size={26} />}
        title={texts.gates}
        action={orders?.can.create === true ? <Button component={Link} to={`${pageOf(orders)}/new` as never} search={{ interest_id: id } as never} leftSection={<IconPlus size={16} />}>{texts.makeOrder}</Button> : undefined}
      >
        {texts.gateNoOrders}
      </Message>
    );
  }
  // A deal on its way to the first of these stages is already waited for there.
  const current = data.data.find((gate) => gate.is_current) ?? data.data.find((gate) => !gate.met);
  const waiting = data.orders.filter((one) => current?.held_by.includes(one.order_id) === true);
  return (
    <Stack gap="lg">
      <div style={{ overflowX: 'auto' }}>
        <table className="grid-table">
          <thead>
            <tr>
              <th>{texts.gateStage}</th>
              {data.orders.map((one) => (
                <th key={one.order_id} style={{ fontWeight: 400, whiteSpace: 'normal', minWidth: 170 }}>
                  <OrderHead order={one} orders={orders} invoices={invoices} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.data.map((gate) => (
              <tr key={gate.stage} style={{ cursor: 'default', background: gate.is_current ? 'var(--mantine-color-default-hover)' : undefined }}>
                <td>
                  <Group gap={6}>
                    <Text size="sm" fw={gate.is_current ? 600 : 400}>
                      {gate.label}
                    </Text>
                    {gate.is_current ? (
                      <Badge size="sm" tt="none" variant="light">
                        {texts.gateNow}
                      </Badge>
                    ) : null}
                  </Group>
                  <Text size="xs" c="dimmed">
                    {texts.toLeave}: {gate.question.charAt(0).toLowerCase() + gate.question.slice(1)}
                  </Text>
                </td>
                {data.orders.map((one) => (
                  <td key={one.order_id} style={{ verticalAlign: 'middle' }}>
                    <Cell held={gate.held_by.includes(one.order_id)} current={gate.is_current} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {waiting.map((one) => (
        <Card key={one.order_id} withBorder padding="sm">
          <Stack gap="xs">
            <Title order={3}>
              {current?.label}: {fill(texts.orderOf, { number: one.order_number })} {texts.gateHeld}
            </Title>
            {orders === undefined ? null : <EventButtons entity={orders} id={one.order_id} />}
            {invoices === undefined || one.invoice_id === null ? null : (
              <>
                <Text size="sm" c="dimmed">
                  {fill(texts.invoiceOf, { number: one.invoice_number ?? '' })}
                </Text>
                <EventButtons entity={invoices} id={one.invoice_id} />
              </>
            )}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

function Cell({ held, current }: { held: boolean; current: boolean }) {
  const texts = useSalesTexts();
  const color = held ? (current ? 'red' : 'dimmed') : 'teal';
  const Icon = held ? IconHourglass : IconCheck;
  return (
    <Text size="sm" c={color} component="span" style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
      <Icon size={16} aria-hidden="true" />
      {held ? (current ? texts.gateHeld : texts.gateNotYet) : texts.gateMet}
    </Text>
  );
}

function OrderHead({ order, orders, invoices }: { order: GateOrder; orders: EntityMeta | undefined; invoices: EntityMeta | undefined }) {
  const texts = useSalesTexts();
  const locale = useLocale();
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {orders === undefined ? (
          fill(texts.orderOf, { number: order.order_number })
        ) : (
          <Anchor component={Link} to={pageOf(orders, order.order_id) as never} fz="inherit">
            {fill(texts.orderOf, { number: order.order_number })}
          </Anchor>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        {order.invoice_id === null || invoices === undefined ? texts.noInvoice : <Anchor component={Link} to={pageOf(invoices, order.invoice_id) as never} fz="inherit">{`${fill(texts.invoiceOf, { number: order.invoice_number ?? '' })} · ${order.state ?? ''}`}</Anchor>}
      </Text>
      <Text size="xs" c="dimmed">
        {order.stage} · {order.client_status}
      </Text>
      <Text size="xs" c={order.payment_met ? 'teal' : 'dimmed'}>
        {fill(texts.paidOf, { paid: formatDecimal(order.paid, locale), total: formatDecimal(order.total, locale) })} — {order.payment_met ? texts.paymentMet : texts.paymentNotMet}
      </Text>
    </Stack>
  );
}
