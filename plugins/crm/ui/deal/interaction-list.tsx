import { useState } from 'react';
import { Anchor, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconMail, IconNotes, IconPhone, IconPlus, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { Failed, Loading, Message, NamedEventDialog, dayOf, formatMoment, included, mainRegion, pageOf, titleOf, useList, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';
import { InteractionDialog } from './interaction-dialog.tsx';

const ICONS = { phone_call: IconPhone, email: IconMail, meeting: IconUsers } as const;

/** What was and will be said about something: planned ones first, late ones in red; done ones with their result. After one is done the next is planned. */
export function InteractionList({ entity, filter, about, isClosed = false }: { entity: EntityMeta; filter: Readonly<Record<string, string>>; about: Readonly<Record<string, string>>; isClosed?: boolean }) {
  const texts = useSalesTexts();
  const [asked, setAsked] = useState<'plan' | 'log'>();
  const [done, setDone] = useState<string>();
  const list = useList(entity, { filter, sort: '-start_at', limit: 100, include: 'responsible,contact_person' });
  if (list.isPending) return <Loading />;
  if (list.data === undefined) return <Failed error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.data);
  const region = mainRegion(entity);
  const isOpen = (row: Row): boolean => region?.states[String(row['state'])]?.final !== true;
  const planned = rows.filter(isOpen).reverse();
  const happened = rows.filter((row) => !isOpen(row));
  const actions = entity.can.create ? (
    <Group gap="xs">
      <Button leftSection={<IconPlus size={16} />} onClick={() => setAsked('plan')}>
        {texts.planNext}
      </Button>
      <Button variant="default" leftSection={<IconNotes size={16} />} onClick={() => setAsked('log')}>
        {texts.logDone}
      </Button>
    </Group>
  ) : undefined;
  return (
    <Stack gap="md" maw={820}>
      {rows.length === 0 ? <Message icon={<IconPhone size={26} />} title={texts.noInteractions} action={actions} /> : actions}
      {planned.length === 0 ? null : <Title order={2}>{texts.planned}</Title>}
      {planned.map((row) => (
        <InteractionCard key={row.id} entity={entity} row={row} onDone={() => setDone(row.id)} />
      ))}
      {happened.length === 0 ? null : <Title order={2}>{texts.happened}</Title>}
      {happened.map((row) => (
        <InteractionCard key={row.id} entity={entity} row={row} />
      ))}
      {list.hasNextPage ? (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.more}
        </Button>
      ) : null}
      {done === undefined ? null : (
        // Something open is never left without a next step.
        <NamedEventDialog entity={entity} id={done} name="interaction.done" onClose={() => setDone(undefined)} onDone={() => { if (!isClosed) setAsked('plan'); }} />
      )}
      {asked === undefined ? null : <InteractionDialog entity={entity} about={about} logged={asked === 'log'} onClose={() => setAsked(undefined)} />}
    </Stack>
  );
}

function InteractionCard({ entity, row, onDone }: { entity: EntityMeta; row: Row; onDone?: () => void }) {
  const texts = useSalesTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const start = typeof row['start_at'] === 'string' ? row['start_at'] : undefined;
  const Icon = ICONS[row['kind'] as keyof typeof ICONS] ?? IconNotes;
  const kind = entity.fields.find((field) => field.name === 'kind')?.values?.find((one) => one.code === row['kind'])?.label ?? '';
  const day = start === undefined ? '' : dayOf(start, zone);
  const today = dayOf(new Date(), zone);
  const color = onDone === undefined ? 'dimmed' : day < today ? 'red' : day === today ? 'yellow.8' : 'teal';
  const person = included(row, 'contact_person_id');
  const words = [row['topic'], row['content']].filter((one): one is string => typeof one === 'string' && one !== '');
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
          <Icon size={18} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
          <div style={{ minWidth: 0 }}>
            <Anchor component={Link} to={pageOf(entity, row.id) as never} size="sm" fw={500}>
              {kind}
            </Anchor>{' '}
            {row['direction'] === null || row['direction'] === undefined ? null : (
              <Badge variant="default" tt="none" fw={400} size="sm">
                {row['direction'] === 'incoming' ? texts.incoming : texts.outgoing}
              </Badge>
            )}
            <Text size="xs" c={color}>
              {start === undefined ? '' : formatMoment(start, locale, zone)}
              <Text span c="dimmed" inherit>
                {[typeof included(row, 'responsible_id')?.['full_name'] === 'string' ? String(included(row, 'responsible_id')?.['full_name']) : '', person === undefined ? '' : titleOf(undefined, person)].filter((one) => one !== '').map((one) => ` · ${one}`).join('')}
              </Text>
            </Text>
            {words.map((one) => (
              <Text key={one} size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {one}
              </Text>
            ))}
            {typeof row['result'] === 'string' && row['result'] !== '' ? (
              <Text size="sm">
                <b>{texts.result}:</b> {row['result']}
              </Text>
            ) : null}
          </div>
        </Group>
        {onDone === undefined || !entity.can.update ? null : (
          <Button size="xs" variant="light" leftSection={<IconCheck size={14} />} onClick={onDone}>
            {texts.doneAndNext}
          </Button>
        )}
      </Group>
    </Card>
  );
}
