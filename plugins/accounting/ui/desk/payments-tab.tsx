import { useState } from 'react';
import { Button, Group, Paper, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconCash, IconCashBanknote, IconSearch } from '@tabler/icons-react';
import type { EntityMeta, Row } from '../../../web/ui/src/kit.ts';
import { Empty, Failed, Loading, Message, fill, formatDate, formatDecimal, included, mainRegion, titleOf, useEntity, useList, useLocale } from '../../../web/ui/src/kit.ts';
import { usePaymentTexts } from '../texts.ts';
import { PaymentDetail } from './payment-detail.tsx';

/** Payments by state on the left, the chosen one with its invoices on the right; on a narrow screen one after the other. */
export function PaymentsTab({ entity }: { entity: EntityMeta }) {
  const texts = usePaymentTexts();
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false }) === true;
  const region = mainRegion(entity);
  const [state, setState] = useState(region?.initial ?? '');
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 250);
  const [chosen, setChosen] = useState<string>();
  const list = useList(entity, { filter: { [region?.field ?? 'posting_state']: state }, ...(query.length > 1 ? { q: query } : {}), sort: '-date,-number', include: 'payer,currency' });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  // The next payment stands open as soon as one is posted; a narrow screen shows the list until somebody chooses.
  const shown = rows.find((row) => row.id === chosen)?.id ?? (narrow ? undefined : rows[0]?.id);
  const choices = Object.entries(region?.states ?? {}).map(([value, { label }]) => ({ value, label }));
  const side = (
    <Stack gap="xs" style={{ width: narrow ? '100%' : 340, flexShrink: 0, minHeight: 0 }}>
      <SegmentedControl size="xs" fullWidth aria-label={texts.state} value={state} onChange={setState} data={choices} />
      <TextInput size="xs" aria-label={texts.search} placeholder={texts.search} leftSection={<IconSearch size={14} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <div className="page-scroll">
        {list.isPending ? <Loading /> : list.data === undefined ? <Failed error={list.error as Error} retry={() => void list.refetch()} /> : null}
        {list.data !== undefined && rows.length === 0 ? state === region?.initial && query === '' ? <Message icon={<IconCash size={26} />} title={texts.noDrafts}>{texts.noDraftsHint}</Message> : <Empty filtered={query !== ''} onClear={() => setTyped('')} /> : null}
        <Stack gap={4} component="ul" m={0} p={2} style={{ listStyle: 'none' }}>
          {rows.map((row) => (
            <li key={row.id}>
              <PaymentLine row={row} active={row.id === shown} onOpen={() => setChosen(row.id)} />
            </li>
          ))}
        </Stack>
        {list.hasNextPage ? (
          <Button variant="subtle" size="xs" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {texts.showMore}
          </Button>
        ) : null}
      </div>
    </Stack>
  );
  const detail = shown === undefined ? null : (
    <div className="page-scroll" style={{ flex: 1, minWidth: 0 }}>
      {narrow ? (
        <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={14} />} onClick={() => setChosen(undefined)} mb="xs">
          {texts.back}
        </Button>
      ) : null}
      <PaymentDetail key={shown} entity={entity} id={shown} linked />
    </div>
  );
  if (narrow) return <Group align="stretch" style={{ flex: 1, minHeight: 0 }}>{detail ?? side}</Group>;
  return (
    <Group align="stretch" gap="lg" wrap="nowrap" style={{ flex: 1, minHeight: 0 }}>
      {side}
      {detail ?? (
        <div style={{ flex: 1 }}>
          {rows.length === 0 ? null : (
            <Message icon={<IconCashBanknote size={26} />} title={texts.choose}>
              {texts.chooseHint}
            </Message>
          )}
        </div>
      )}
    </Group>
  );
}

function PaymentLine({ row, active, onOpen }: { row: Row; active: boolean; onOpen: () => void }) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  const counterparty = useEntity('crm.counterparty');
  const payer = included(row, 'payer_id');
  const currency = String(included(row, 'currency_id')?.['iso_code'] ?? '');
  const free = String(row['unallocated']);
  return (
    <UnstyledButton onClick={onOpen} aria-current={active ? 'true' : undefined} w="100%">
      <Paper withBorder p={8} bg={active ? 'var(--mantine-primary-color-light)' : undefined} style={active ? { borderColor: 'var(--mantine-primary-color-filled)' } : undefined}>
        <Group justify="space-between" gap={6} wrap="nowrap">
          <Text size="sm" fw={500} truncate>
            {payer === undefined ? '' : titleOf(counterparty, payer)}
          </Text>
          <Text size="sm" fw={600} className="numeric">
            {formatDecimal(String(row['amount']), locale)} {currency}
          </Text>
        </Group>
        <Group justify="space-between" gap={6}>
          <Text size="xs" c={active ? undefined : 'dimmed'} style={{ whiteSpace: 'nowrap' }}>
            {String(row['number'])} · {formatDate(String(row['date']), locale)}
          </Text>
          {/^0+(\.0+)?$/.test(free) ? null : (
            <Text size="xs" c="yellow.8" className="numeric">
              {fill(texts.unallocated, { sum: formatDecimal(free, locale) })}
            </Text>
          )}
        </Group>
        <Text size="xs" c={active ? undefined : 'dimmed'} truncate>
          {typeof row['purpose'] === 'string' ? row['purpose'] : texts.noPurpose}
        </Text>
      </Paper>
    </UnstyledButton>
  );
}
