import { useState } from 'react';
import { Group, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Empty, Failed, Loading, formatDecimal, request, useEntity, useList, useLocale } from '../../../web/ui/src/kit.ts';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { useWarehouseTexts } from '../texts.ts';
import { Reservations } from './reservations.tsx';

interface StockRow {
  readonly warehouse_id: string;
  readonly warehouse: string;
  readonly product_id: string;
  readonly product: string;
  readonly article: string | null;
  readonly quantity: string;
  readonly reserved: string | null;
  readonly free: string | null;
  readonly expected: string;
}

function WarehouseSelect({ entity, value, onChange }: { entity: EntityMeta; value: string | null; onChange: (id: string | null) => void }) {
  const texts = useWarehouseTexts();
  const list = useList(entity, { limit: 100 });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  return <Select size="md" aria-label={texts.place} placeholder={texts.anyWarehouse} clearable data={rows.map((row) => ({ value: row.id, label: String(row['name']) }))} value={value} onChange={onChange} w={{ base: '100%', xs: 260 }} />;
}

/** What lies where: in stock, reserved, free, expected; a product opens who waits for it. */
export function StockList() {
  const texts = useWarehouseTexts();
  const locale = useLocale();
  const warehouses = useEntity('warehouse.warehouse');
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 250);
  const [warehouse, setWarehouse] = useState<string | null>(null);
  const [opened, setOpened] = useState<StockRow>();
  const search = new URLSearchParams({ limit: '1000', ...(asked === '' ? {} : { q: asked }), ...(warehouse === null ? {} : { warehouse_id: warehouse }) }).toString();
  const found = useQuery({ queryKey: ['stock', search], placeholderData: keepPreviousData, queryFn: ({ signal }) => request<{ readonly data: readonly StockRow[]; readonly next: string | null }>(`/api/warehouse/stock?${search}`, { signal }) });
  const rows = [...(found.data?.data ?? [])].sort((left, right) => left.product.localeCompare(right.product, locale) || left.warehouse.localeCompare(right.warehouse, locale));
  const number = (value: string | null): string => (value === null ? '—' : formatDecimal(value, locale, 3));
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <TextInput size="md" aria-label={texts.searchStock} placeholder={texts.searchStock} leftSection={<IconSearch size={18} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} w={{ base: '100%', xs: 320 }} />
        {warehouses === undefined ? null : <WarehouseSelect entity={warehouses} value={warehouse} onChange={setWarehouse} />}
      </Group>
      {found.isPending ? (
        <Loading />
      ) : found.data === undefined ? (
        <Failed error={found.error as Error} retry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <Empty
          filtered={asked !== '' || warehouse !== null}
          onClear={() => {
            setTyped('');
            setWarehouse(null);
          }}
        />
      ) : (
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={texts.stock}>
          <table className="grid-table">
            <thead>
              <tr>
                <th>{texts.product}</th>
                <th>{texts.place}</th>
                <th className="numeric">{texts.quantity}</th>
                <th className="numeric">{texts.reserved}</th>
                <th className="numeric">{texts.free}</th>
                <th className="numeric">{texts.expected}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.product_id} ${row.warehouse_id}`} onClick={() => setOpened(row)}>
                  <td style={{ minWidth: 180 }}>
                    <UnstyledButton fz="inherit" fw={600} mih={30} onClick={() => setOpened(row)}>
                      {row.product}
                    </UnstyledButton>
                    <Text size="xs" c="dimmed">
                      {row.article ?? ''}
                    </Text>
                  </td>
                  <td>{row.warehouse}</td>
                  <td className="numeric">{number(row.quantity)}</td>
                  <td className="numeric">{number(row.reserved)}</td>
                  <td className="numeric">{number(row.free)}</td>
                  <td className="numeric">{number(row.expected)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.data !== undefined && found.data.next !== null ? <Text c="dimmed">{texts.firstThousand}</Text> : null}
      {opened === undefined ? null : <Reservations productId={opened.product_id} product={opened.product} onClose={() => setOpened(undefined)} />}
    </Stack>
  );
}
