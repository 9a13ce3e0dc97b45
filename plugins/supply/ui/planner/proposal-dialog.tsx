import { useState } from 'react';
import { Badge, Button, Card, Checkbox, Group, Modal, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Loading, ProblemAlert, actionKey, fill, request, useRefresh, useTexts } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import type { Board } from './board.ts';
import { candidatesQuery, nameOf } from './board.ts';
import { FillGauge } from './fill-gauge.tsx';

interface ProposedTruck {
  readonly supplier_order_ids: readonly string[];
  readonly volume: string;
  readonly weight: string;
  readonly floor: string;
  readonly fill_pct: string;
  readonly weight_pct: string;
  readonly floor_pct: string;
  readonly latest_ready_date: string | null;
}

interface Proposals {
  readonly capacity: { readonly capacity: string; readonly max_weight_kg: string; readonly floor_metres: string };
  readonly data: readonly { readonly factory: string | null; readonly method: 'exact' | 'heuristic'; readonly trucks: readonly ProposedTruck[]; readonly left: readonly string[]; readonly oversized: readonly string[] }[];
}

interface Choice {
  readonly off: boolean;
  readonly date: string;
}

/** «Предложить загрузку»: trucks as the server would fill them, shown before anything is written; those that are ticked are planned. */
export function ProposalDialog({ factory, to, board, onClose }: { factory: string | null; to: string; board: Board; onClose: () => void }) {
  const texts = useSupplyTexts();
  const common = useTexts();
  const refresh = useRefresh();
  const [count, setCount] = useState<string | number>(2);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const known = useQuery(candidatesQuery({}));
  const trucks = Math.min(10, Math.max(1, Number(count) || 1));
  const proposal = useQuery({
    queryKey: ['truck-proposal', factory, to, trucks],
    queryFn: () => request<Proposals>('/api/supply/truck-proposals', { method: 'POST', body: { trucks, ...(factory === null ? {} : { factory }), ...(to === '' ? {} : { to }) } }),
  });
  const names = (ids: readonly string[]): string => ids.map((id) => known.data?.data.find((one) => one.id === id)).map((one) => (one === undefined ? '…' : nameOf(one))).join(', ');
  const choiceOf = (truck: ProposedTruck): Choice => choices[truck.supplier_order_ids.join()] ?? { off: false, date: truck.latest_ready_date ?? '' };
  const choose = (truck: ProposedTruck, change: Partial<Choice>): void => setChoices((before) => ({ ...before, [truck.supplier_order_ids.join()]: { ...choiceOf(truck), ...change } }));
  const wanted = (proposal.data?.data ?? []).flatMap((one) => one.trucks).filter((truck) => !choiceOf(truck).off);
  const create = useMutation({
    mutationFn: async () => {
      for (const truck of wanted) {
        const { date } = choiceOf(truck);
        await request('/api/supply/trucks/plan', { method: 'POST', key: actionKey(), body: { supplier_order_ids: truck.supplier_order_ids, ...(date === '' ? {} : { loading_date: date }) } });
      }
    },
    onSuccess: () => {
      notifications.show({ color: 'teal', message: fill(texts.created, { count: wanted.length }) });
      onClose();
    },
    onSettled: () => refresh(),
  });
  const gauge = { max: 100, pattern: texts.gauge };
  return (
    <Modal opened onClose={onClose} size="xl" title={<Text fw={600}>{texts.propose}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {texts.proposeHint}
        </Text>
        <NumberInput label={texts.truckCount} min={1} max={10} allowDecimal={false} value={count} onChange={setCount} maw={280} />
        <ProblemAlert error={proposal.error} />
        {proposal.isPending ? <Loading /> : null}
        {proposal.data !== undefined && proposal.data.data.length === 0 ? <Text c="dimmed">{texts.nothingProposed}</Text> : null}
        {(proposal.data?.data ?? []).map((one) => (
          <Stack key={one.factory ?? ''} gap="xs" component="section">
            <Group gap="xs">
              <Text fw={600}>{one.factory ?? texts.noFactory}</Text>
              <Badge variant="default" tt="none" fw={400}>
                {one.method === 'exact' ? texts.exact : texts.heuristic}
              </Badge>
            </Group>
            {one.trucks.map((truck, index) => (
              <Card key={truck.supplier_order_ids.join()} withBorder padding="sm">
                <Stack gap="xs">
                  <Group justify="space-between">
                    <Checkbox label={`${texts.take}: ${fill(texts.proposedTruck, { number: index + 1 })}`} checked={!choiceOf(truck).off} onChange={(event) => choose(truck, { off: !event.currentTarget.checked })} />
                    <TextInput type="date" size="xs" aria-label={texts.date} value={choiceOf(truck).date} onChange={(event) => choose(truck, { date: event.currentTarget.value })} />
                  </Group>
                  <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" verticalSpacing={4}>
                    <FillGauge {...gauge} name={texts.volume} part={truck.volume} of={proposal.data?.capacity.capacity ?? '0'} pct={truck.fill_pct} unit={texts.cubic} min={board.fill_min_pct} max={board.fill_max_pct} />
                    <FillGauge {...gauge} name={texts.weight} part={truck.weight} of={proposal.data?.capacity.max_weight_kg ?? '0'} pct={truck.weight_pct} unit={texts.kg} />
                    <FillGauge {...gauge} name={texts.floor} part={truck.floor} of={proposal.data?.capacity.floor_metres ?? '0'} pct={truck.floor_pct} unit={texts.metres} />
                  </SimpleGrid>
                  <Text size="sm">{names(truck.supplier_order_ids)}</Text>
                </Stack>
              </Card>
            ))}
            {one.left.length === 0 ? null : <Text size="sm">{`${texts.leftOver}: ${names(one.left)}`}</Text>}
            {one.oversized.length === 0 ? null : (
              <Text size="sm" c="red">
                {`${texts.oversized}: ${names(one.oversized)}`}
              </Text>
            )}
          </Stack>
        ))}
        <ProblemAlert error={create.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={wanted.length === 0} loading={create.isPending} onClick={() => create.mutate()}>
            {fill(texts.createTrucks, { count: wanted.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
