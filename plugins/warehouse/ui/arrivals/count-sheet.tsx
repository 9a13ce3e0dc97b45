import { useEffect, useState } from 'react';
import { Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { EntityMeta, Row, Sent } from '../../../web/ui/src/kit.ts';
import { ProblemAlert, actionKey, fill, formatDecimal, request, useLocale, useMovedNotice, useRefresh } from '../../../web/ui/src/kit.ts';
import { Stepper, plainQuantity } from '../stepper.tsx';
import { useWarehouseTexts } from '../texts.ts';
import type { ListLine, PackingList } from './acceptance-sheet.tsx';
import { CountMark } from './count-mark.tsx';

interface Counted {
  readonly actual_qty: string | null;
  readonly damaged_qty: string;
  readonly note: string;
}

const countedOf = (line: ListLine): Counted => ({ actual_qty: line.actual_qty === null ? null : plainQuantity(line.actual_qty), damaged_qty: plainQuantity(line.damaged_qty), note: line.note ?? '' });

function stored(key: string): Readonly<Record<string, Counted>> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, Counted>;
  } catch {
    return {};
  }
}

/** Counting while unloading: large buttons, every difference marked at once; what is entered survives a reload until it is written. */
export function CountSheet({ entity, list }: { entity: EntityMeta; list: PackingList }) {
  const texts = useWarehouseTexts();
  const locale = useLocale();
  const refresh = useRefresh();
  const moved = useMovedNotice();
  const key = `count ${list.id}`;
  const [counts, setCounts] = useState(() => stored(key));
  const [stranger, setStranger] = useState('');
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(counts)), [key, counts]);
  const of = (line: ListLine): Counted => counts[line.id] ?? countedOf(line);
  const put = (line: ListLine, change: Partial<Counted>): void => setCounts((before) => ({ ...before, [line.id]: { ...of(line), ...change } }));
  const rows = (): Record<string, unknown>[] => list.lines.map((line) => ({ id: line.id, product_text: line.product_text, listed_qty: line.listed_qty, ...of(line), note: of(line).note === '' ? null : of(line).note }));
  const write = useMutation({
    mutationFn: async ({ check, more = [] }: { check: boolean; more?: readonly Record<string, unknown>[] }): Promise<Sent | undefined> => {
      const saved = await request<Row>(`${entity.path}/${list.id}`, { method: 'PATCH', key: actionKey(), body: { version: list.version, lines: [...rows(), ...more] } });
      setCounts({});
      return check ? request<Sent>(`${entity.path}/${list.id}/transitions`, { method: 'POST', key: actionKey(), body: { event: 'packing_list.checked', version: saved.version } }) : undefined;
    },
    onSuccess: (sent) => {
      if (sent === undefined) notifications.show({ color: 'teal', message: texts.kept });
      else moved(sent);
    },
    onSettled: () => refresh(),
  });
  const add = (): void => {
    if (stranger.trim() === '') return;
    write.mutate({ check: false, more: [{ product_text: stranger.trim(), listed_qty: '0', actual_qty: '1' }] }, { onSuccess: () => setStranger('') });
  };
  return (
    <Stack gap="sm">
      {list.lines.length === 0 ? <Text c="dimmed">{texts.noLines}</Text> : null}
      {list.lines.map((line) => {
        const { actual_qty: actual, damaged_qty: damaged, note } = of(line);
        const name = line.product_text;
        const differs = actual !== null && (Number(actual) !== Number(line.listed_qty) || Number(damaged) > 0 || line.product_id === null);
        return (
          <Card key={line.id} withBorder padding="sm" style={differs ? { borderColor: 'var(--mantine-color-red-6)' } : undefined}>
            <Stack gap="xs">
              <Group justify="space-between" gap="xs">
                <Text fw={600} style={{ flex: 1, minWidth: 180 }}>
                  {name}
                </Text>
                <CountMark listed={line.listed_qty} actual={actual} damaged={damaged} isUnknown={line.product_id === null} />
              </Group>
              <Group gap="md" align="flex-end">
                <div>
                  <Text size="xs" c="dimmed">
                    {texts.byList}
                  </Text>
                  <Text size="xl" fw={600} lh="48px" miw={56}>
                    {formatDecimal(line.listed_qty, locale, 3)}
                  </Text>
                </div>
                <div>
                  <Text size="xs" c="dimmed">
                    {texts.fact}
                  </Text>
                  <Stepper name={name} label={fill(texts.factOf, { name })} value={actual} onChange={(value) => put(line, { actual_qty: value })} isWrong={actual !== null && Number(actual) !== Number(line.listed_qty)} />
                </div>
                <Button size="lg" h={48} variant="default" leftSection={<IconCheck size={20} />} aria-label={fill(texts.asListedOf, { name })} onClick={() => put(line, { actual_qty: plainQuantity(line.listed_qty) })}>
                  {texts.asListed}
                </Button>
                {actual === null || Number(actual) === 0 ? null : (
                  <div>
                    <Text size="xs" c="dimmed">
                      {texts.damaged}
                    </Text>
                    <Stepper name={`${texts.damaged}, ${name}`} label={fill(texts.damagedOf, { name })} value={damaged} onChange={(value) => put(line, { damaged_qty: value ?? '0' })} max={actual} />
                  </div>
                )}
              </Group>
              {differs ? <TextInput size="md" aria-label={fill(texts.noteOf, { name })} placeholder={texts.note} value={note} onChange={(event) => put(line, { note: event.currentTarget.value })} /> : null}
            </Stack>
          </Card>
        );
      })}
      <Group gap="xs" align="flex-end">
        <TextInput size="md" label={texts.stranger} placeholder={texts.strangerName} value={stranger} onChange={(event) => setStranger(event.currentTarget.value)} style={{ flex: 1, minWidth: 220 }} />
        <Button size="md" variant="default" leftSection={<IconPlus size={18} />} disabled={stranger.trim() === ''} onClick={add}>
          {texts.addLine}
        </Button>
      </Group>
      <ProblemAlert error={write.error} />
      <Group justify="flex-end" gap="sm">
        <Button size="lg" variant="default" loading={write.isPending && write.variables?.check === false} onClick={() => write.mutate({ check: false })}>
          {texts.keep}
        </Button>
        <Button size="lg" leftSection={<IconCheck size={22} />} loading={write.isPending && write.variables?.check === true} onClick={() => write.mutate({ check: true })}>
          {texts.checked}
        </Button>
      </Group>
    </Stack>
  );
}
