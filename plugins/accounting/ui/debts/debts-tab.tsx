import { useState } from 'react';
import { Anchor, Button, Card, Checkbox, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMoodHappy } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty, Failed, Loading, Message, fill, formatDate, formatDecimal, pageOf, request, useEntity, useLocale } from '../../../web/ui/src/kit.ts';
import { usePaymentTexts } from '../texts.ts';
import { DebtsTable } from './debts-table.tsx';
import type { Debt, DebtTotal } from './debts-table.tsx';

interface Answer {
  readonly on: string;
  readonly data: readonly Debt[];
  readonly totals: readonly DebtTotal[];
}

const PAGE = 100;

/** «Дебиторская задолженность» (D-30) of a day: who owes, how much, how long. */
export function DebtsTab() {
  const texts = usePaymentTexts();
  const [on, setOn] = useState('');
  const [overdue, setOverdue] = useState(false);
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false }) === true;
  const report = useInfiniteQuery({
    queryKey: ['receivables', { on, overdue }],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: String(PAGE), offset: String(pageParam), ...(on === '' ? {} : { on }), ...(overdue ? { overdue: 'true' } : {}) });
      return request<Answer>(`/api/accounting/receivables?${search.toString()}`, { signal });
    },
    getNextPageParam: (page, pages) => (page.data.length < PAGE ? undefined : pages.length * PAGE),
    placeholderData: keepPreviousData,
  });
  const first = report.data?.pages[0];
  const rows = report.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Stack gap="sm" style={{ flex: 1, minHeight: 0 }}>
      <Group gap="md" align="flex-end">
        <TextInput type="date" size="xs" label={texts.onDay} value={on === '' ? (first?.on ?? '') : on} onChange={(event) => setOn(event.currentTarget.value)} />
        <Checkbox size="xs" label={texts.onlyOverdue} checked={overdue} onChange={(event) => setOverdue(event.currentTarget.checked)} mb={6} />
      </Group>
      {first === undefined ? null : <Totals totals={first.totals} />}
      {report.isPending ? (
        <Loading />
      ) : first === undefined ? (
        <Failed error={report.error as Error} retry={() => void report.refetch()} />
      ) : rows.length === 0 ? (
        overdue ? <Empty filtered onClear={() => setOverdue(false)} /> : <Message icon={<IconMoodHappy size={26} />} title={texts.noDebts}>{texts.noDebtsHint}</Message>
      ) : narrow ? (
        <DebtCards rows={rows} />
      ) : (
        <DebtsTable rows={rows} />
      )}
      {report.hasNextPage ? (
        <Button variant="default" size="xs" loading={report.isFetchingNextPage} onClick={() => void report.fetchNextPage()} style={{ alignSelf: 'flex-start' }}>
          {texts.showMore}
        </Button>
      ) : null}
    </Stack>
  );
}

/** Sums over all debts, one line for each currency. */
function Totals({ totals }: { totals: readonly DebtTotal[] }) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  return (
    <>
      {totals.map((one) => (
        <SimpleGrid key={one.currency} cols={{ base: 1, xs: 3 }} spacing="sm" maw={760}>
          {[
            { label: fill(texts.debtTotal, { currency: one.currency }), value: one.debt, note: fill(texts.invoices, { count: one.invoices }) },
            { label: texts.overdueTotal, value: one.overdue, late: !/^0+(\.0+)?$/.test(one.overdue) },
            { label: texts.balanceTotal, value: one.balance },
          ].map(({ label, value, note, late }) => (
            <Card key={label} withBorder padding="xs">
              <Text size="xs" c="dimmed">
                {label}
              </Text>
              <Text fw={600} c={late === true ? 'red' : undefined} style={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatDecimal(value, locale)}
              </Text>
              {note === undefined ? null : (
                <Text size="xs" c="dimmed">
                  {note}
                </Text>
              )}
            </Card>
          ))}
        </SimpleGrid>
      ))}
    </>
  );
}

function DebtCards({ rows }: { rows: readonly Debt[] }) {
  const texts = usePaymentTexts();
  const locale = useLocale();
  const invoice = useEntity('crm.invoice');
  return (
    <Stack className="page-scroll" gap="xs">
      {rows.map((row) => (
        <Card key={row.invoice_id} withBorder padding="sm" style={{ flexShrink: 0 }}>
          <Group justify="space-between" gap="xs">
            <Text fw={500}>{row.client}</Text>
            <Text fw={600} className="numeric">
              {formatDecimal(row.debt, locale)} {row.currency}
            </Text>
          </Group>
          <Group justify="space-between" gap="xs">
            {invoice === undefined ? <Text size="sm">{row.invoice}</Text> : <Anchor component={Link} to={pageOf(invoice, row.invoice_id) as never} size="sm">{row.invoice}</Anchor>}
            <Text size="sm" c={row.days_overdue > 0 ? 'red' : 'teal'}>
              {`${texts.due} ${formatDate(row.due_date, locale)}${row.days_overdue > 0 ? ` · ${fill(texts.daysLate, { days: row.days_overdue })}` : ''}`}
            </Text>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
