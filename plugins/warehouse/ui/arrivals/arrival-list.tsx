import { useRef, useState } from 'react';
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconPackageImport, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { EventButtons, Failed, Loading, Message, ProblemAlert, StateBadge, actionKey, fill, formatDecimal, formatMoment, mainRegion, request, useEntity, useLocale, useMay, useMetadata, useRefresh } from '../../../web/ui/src/kit.ts';
import { useWarehouseTexts } from '../texts.ts';
import { AcceptanceSheet } from './acceptance-sheet.tsx';

interface Arrival {
  readonly id: string;
  readonly source_entity: string;
  readonly source_id: string;
  readonly source_number: string;
  readonly warehouse: string;
  readonly supplier: string | null;
  readonly customs_required: boolean;
  readonly arrived_at: string | null;
  readonly goods: readonly { readonly product: string; readonly article: string | null; readonly quantity: string }[];
  readonly packing_lists: readonly { readonly id: string; readonly number: string | null; readonly state: string; readonly lines: number; readonly counted: number }[];
}

/** The sender's list is taken from a file; its lines are read by the server. */
function UploadList({ arrival, onMade }: { arrival: Arrival; onMade: (id: string) => void }) {
  const texts = useWarehouseTexts();
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append('file', file, file.name);
      return request<{ readonly id: string }>(`/api/warehouse/expected-deliveries/${arrival.id}/packing-list`, { method: 'POST', body, key: actionKey() });
    },
    onSuccess: async (made) => {
      await refresh();
      onMade(made.id);
    },
  });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button size="md" variant={arrival.packing_lists.length === 0 ? 'filled' : 'default'} leftSection={<IconUpload size={20} />} loading={upload.isPending} onClick={() => input.current?.click()}>
          {texts.uploadList}
        </Button>
        <Text size="xs" c="dimmed" style={{ flex: 1, minWidth: 180 }}>
          {texts.uploadHint}
        </Text>
      </Group>
      <input
        ref={input} type="file" hidden aria-label={texts.uploadList}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) upload.mutate(file);
          event.currentTarget.value = '';
        }}
      />
      <ProblemAlert error={upload.error} />
    </Stack>
  );
}

function ArrivalCard({ arrival }: { arrival: Arrival }) {
  const texts = useWarehouseTexts();
  const locale = useLocale();
  const may = useMay();
  const zone = useMetadata().company.time_zone;
  const lists = useEntity('warehouse.packing_list');
  const source = useEntity(arrival.source_entity);
  const region = lists === undefined ? undefined : mainRegion(lists);
  const [opened, setOpened] = useState<string>();
  const actionOf = (state: string): string => (state === 'discrepancy' ? texts.resolve : state === 'expected' && may('acceptance.check') ? texts.count : texts.openList);
  return (
    <Card withBorder padding="md" component="section" aria-label={arrival.source_number}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <div>
            <Text fw={600} size="lg">
              {arrival.source_number}
            </Text>
            <Text size="sm" c="dimmed">
              {[arrival.supplier, arrival.warehouse].filter(Boolean).join(' · ')}
            </Text>
          </div>
          <Group gap="xs">
            {arrival.customs_required ? (
              <Badge variant="light" color="gray" tt="none" radius="sm">
                {texts.needsCustoms}
              </Badge>
            ) : null}
            <Badge variant="light" color={arrival.arrived_at === null ? 'gray' : 'teal'} tt="none" radius="sm" size="lg">
              {arrival.arrived_at === null ? texts.onTheWay : fill(texts.here, { date: formatMoment(arrival.arrived_at, locale, zone) })}
            </Badge>
          </Group>
        </Group>
        <Text size="sm">
          <Text span c="dimmed" size="sm">
            {texts.expectedGoods}:{' '}
          </Text>
          {arrival.goods.map((one) => `${one.product} × ${formatDecimal(one.quantity, locale, 3)}`).join(', ')}
        </Text>
        {arrival.arrived_at === null && source?.regions !== undefined ? <EventButtons entity={source} id={arrival.source_id} /> : null}
        {arrival.packing_lists.map((list) => (
          <Stack key={list.id} gap="sm">
            <Group justify="space-between" gap="xs">
              <Group gap="xs">
                <Text fw={600}>{[texts.packingList, list.number].filter(Boolean).join(' ')}</Text>
                {region === undefined ? null : <StateBadge region={region} state={list.state} />}
                <Text size="sm" c="dimmed">
                  {fill(texts.counted, { counted: list.counted, lines: list.lines })}
                </Text>
              </Group>
              <Button size="md" variant={opened === list.id ? 'default' : 'filled'} aria-expanded={opened === list.id} onClick={() => setOpened(opened === list.id ? undefined : list.id)}>
                {opened === list.id ? texts.hide : actionOf(list.state)}
              </Button>
            </Group>
            {opened === list.id ? <AcceptanceSheet id={list.id} /> : null}
          </Stack>
        ))}
        {may('acceptance.check') ? <UploadList arrival={arrival} onMade={setOpened} /> : null}
      </Stack>
    </Card>
  );
}

/** Deliveries on the way or here that nobody has accepted to the end. */
export function ArrivalList() {
  const texts = useWarehouseTexts();
  const found = useQuery({ queryKey: ['arrivals'], queryFn: ({ signal }) => request<{ readonly data: readonly Arrival[] }>('/api/warehouse/arrivals', { signal }) });
  if (found.isPending) return <Loading />;
  if (found.data === undefined) return <Failed error={found.error as Error} retry={() => void found.refetch()} />;
  if (found.data.data.length === 0) return <Message icon={<IconPackageImport size={26} />} title={texts.noArrivals} />;
  return (
    <Stack gap="md">
      {found.data.data.map((arrival) => (
        <ArrivalCard key={arrival.id} arrival={arrival} />
      ))}
    </Stack>
  );
}
