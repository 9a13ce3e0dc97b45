import { useState } from 'react';
import { Alert, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { ProblemAlert, ReferenceSelect, fill, formatDecimal, transitionsQuery, useLocale, useMovedNotice, useSend } from '../../../web/ui/src/kit.ts';
import { Stepper, plainQuantity } from '../stepper.tsx';
import { useWarehouseTexts } from '../texts.ts';
import type { ListLine, PackingList } from './acceptance-sheet.tsx';
import { CountMark } from './count-mark.tsx';

/** What is proposed to be accepted before anybody decides: what is here and whole. */
const proposed = (line: ListLine): string => String(Math.round(Math.max(0, Number(line.actual_qty ?? 0) - Number(line.damaged_qty)) * 1000) / 1000);

/** What was counted, and for a discrepancy what is accepted of it and why; once that is decided, only to be read. */
export function ResolutionSheet({ entity, list }: { entity: EntityMeta; list: PackingList }) {
  const texts = useWarehouseTexts();
  const locale = useLocale();
  const moved = useMovedNotice();
  const events = useQuery(transitionsQuery(entity, list.id));
  const event = events.data?.data.find((one) => one.event === 'packing_list.resolved');
  const send = useSend(entity, list.id);
  const [quantities, setQuantities] = useState<Readonly<Record<string, string | null>>>({});
  const [products, setProducts] = useState<Readonly<Record<string, string | null>>>({});
  const [resolution, setResolution] = useState('');
  const canResolve = event?.allowed === true;
  const undecided = list.lines.filter((line) => line.accepted_qty === null);
  const submit = (): void =>
    send.mutate(
      {
        event: 'packing_list.resolved',
        data: { resolution, accepted: undecided.map((line) => ({ line_id: line.id, quantity: quantities[line.id] ?? proposed(line), ...(typeof products[line.id] === 'string' ? { product_id: products[line.id] } : {}) })) },
      },
      { onSuccess: moved },
    );
  return (
    <Stack gap="sm">
      {list.resolution === null ? null : (
        <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />} title={texts.resolution}>
          {list.resolution}
        </Alert>
      )}
      {list.lines.map((line) => (
        <Card key={line.id} withBorder padding="sm">
          <Group justify="space-between" gap="sm" align="flex-end">
            <div style={{ flex: 1, minWidth: 200 }}>
              <Text fw={600}>{line.product_text}</Text>
              <Text size="sm" c="dimmed">
                {texts.byList}: {formatDecimal(line.listed_qty, locale, 3)} · {texts.fact}: {line.actual_qty === null ? '—' : formatDecimal(line.actual_qty, locale, 3)}
                {line.accepted_qty === null ? '' : ` · ${texts.accepted}: ${formatDecimal(line.accepted_qty, locale, 3)}`}
              </Text>
              {line.note === null ? null : <Text size="sm">{line.note}</Text>}
            </div>
            <CountMark listed={line.listed_qty} actual={line.actual_qty} damaged={line.damaged_qty} isUnknown={line.product_id === null} />
            {canResolve && line.accepted_qty === null ? (
              <Group gap="sm" align="flex-end">
                {line.product_id === null ? (
                  <div style={{ minWidth: 220 }}>
                    <ReferenceSelect target="crm.product" label={texts.whatProduct} value={products[line.id] ?? null} onChange={(id) => setProducts((before) => ({ ...before, [line.id]: id }))} />
                  </div>
                ) : null}
                <div>
                  <Text size="xs" c="dimmed">
                    {texts.accept}
                  </Text>
                  <Stepper
                    name={line.product_text} label={fill(texts.acceptedOf, { name: line.product_text })} value={line.id in quantities ? (quantities[line.id] ?? null) : proposed(line)} max={plainQuantity(line.actual_qty ?? '0')}
                    onChange={(value) => setQuantities((before) => ({ ...before, [line.id]: value }))}
                  />
                </div>
              </Group>
            ) : null}
          </Group>
        </Card>
      ))}
      {event !== undefined && canResolve ? (
        <>
          <Textarea size="md" label={texts.resolution} required autosize minRows={2} value={resolution} onChange={(typed) => setResolution(typed.currentTarget.value)} />
          <ProblemAlert error={send.error} />
          <Group justify="flex-end">
            <Button size="lg" loading={send.isPending} disabled={resolution.trim() === ''} onClick={submit}>
              {event.label}
            </Button>
          </Group>
        </>
      ) : null}
    </Stack>
  );
}
