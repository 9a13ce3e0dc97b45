import { Anchor, Badge, Group, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failed, Loading, fill, formatDecimal, formatMoment, pageOf, request, useEntity, useLocale, useMetadata, useTexts } from '../../../web/ui/src/kit.ts';
import { useWarehouseTexts } from '../texts.ts';

interface Reservation {
  readonly id: string;
  readonly warehouse: string;
  readonly quantity: string;
  readonly created_at: string;
  readonly order_id: string | null;
  readonly order_number: string | null;
  readonly client: string | null;
  readonly awaits_customs: boolean;
}

/** Who waits for a product, where and since when. */
export function Reservations({ productId, product, onClose }: { productId: string; product: string; onClose: () => void }) {
  const texts = useWarehouseTexts();
  const common = useTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const orders = useEntity('crm.customer_order');
  const found = useQuery({ queryKey: ['reservations', productId], queryFn: ({ signal }) => request<{ readonly data: readonly Reservation[] }>(`/api/warehouse/products/${productId}/reservations`, { signal }) });
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>{fill(texts.whoWaits, { product })}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      {found.isPending ? (
        <Loading />
      ) : found.data === undefined ? (
        <Failed error={found.error as Error} retry={() => void found.refetch()} />
      ) : found.data.data.length === 0 ? (
        <Text c="dimmed">{texts.nobodyWaits}</Text>
      ) : (
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={texts.reserved}>
          <table className="grid-table">
            <thead>
              <tr>
                <th>{texts.reservedFor}</th>
                <th>{texts.place}</th>
                <th className="numeric">{texts.reserved}</th>
                <th>{texts.since}</th>
              </tr>
            </thead>
            <tbody>
              {found.data.data.map((one) => (
                <tr key={one.id} style={{ cursor: 'default' }}>
                  <td>
                    <Group gap={6}>
                      {one.order_id === null || orders === undefined ? (
                        texts.customsHold
                      ) : (
                        <Anchor component={Link} to={pageOf(orders, one.order_id) as never} fz="inherit">
                          {[one.order_number, one.client].filter(Boolean).join(' · ')}
                        </Anchor>
                      )}
                      {one.awaits_customs ? (
                        <Badge variant="light" color="yellow" tt="none" radius="sm">
                          {texts.awaitsCustoms}
                        </Badge>
                      ) : null}
                    </Group>
                  </td>
                  <td>{one.warehouse}</td>
                  <td className="numeric">{formatDecimal(one.quantity, locale, 3)}</td>
                  <td>{formatMoment(one.created_at, locale, zone)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  );
}
