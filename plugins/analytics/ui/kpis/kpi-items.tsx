import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failed, Loading, formatMoment, request, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { FigureTable } from '../figure-table.tsx';
import { useNumbersTexts } from '../texts.ts';
import type { Kpi } from './kpis.ts';
import { withUnit } from './kpis.ts';

interface Item {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
  readonly at: string;
  readonly mark: number;
  readonly person: string | null;
  readonly amount: string | null;
  readonly whole: string | null;
  readonly path: string;
}

interface Page {
  readonly data: readonly Item[];
  readonly next: string | null;
}

/** What a criterion counts, or what misses it, each with the way to its card. */
export function KpiItems({ kpi, period, of, person }: { kpi: Kpi; period: string; of: 'violators' | 'all'; person: string | null }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const { company, entities } = useMetadata();
  const items = useInfiniteQuery({
    queryKey: ['numbers', 'items', kpi.id, period, of, person],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => request<Page>(`/api/analytics/kpis/${kpi.id}/items?period=${period}&of=${of}${person === null ? '' : `&person=${person}`}${pageParam === undefined ? '' : `&after=${encodeURIComponent(pageParam)}`}`),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (items.isPending) return <Loading />;
  if (items.data === undefined) return <Failed error={items.error as Error} retry={() => void items.refetch()} />;
  const rows = items.data.pages.flatMap((page) => page.data);
  const names = new Map(kpi.people.map((one) => [one.id, one.name]));
  const labelOf = (entity: string): string => entities.find((one) => one.id === entity)?.label.one ?? '';
  if (rows.length === 0) return <Text c="dimmed">{of === 'all' || kpi.value === null ? texts.nothingCounted : texts.nothingWrong}</Text>;
  return (
    <Stack gap="sm">
      <FigureTable
        caption={texts.what}
        columns={[
          {
            key: 'item', label: texts.item, text: (row) => row.title,
            render: (row) => (
              <Anchor component={Link} to={row.path.replace(/^\/api\//, '/e/') as never} fz="inherit">
                {labelOf(row.entity)}{row.title === '' ? '' : ` ${row.title}`}
              </Anchor>
            ),
          },
          { key: 'at', label: texts.when, text: (row) => formatMoment(row.at, locale, company.time_zone) },
          ...(names.size === 0 ? [] : [{ key: 'person', label: texts.person, text: (row: Item) => names.get(row.person ?? '') ?? '' }]),
          ...(kpi.unit === 'percent' || kpi.unit === 'count' ? [] : [{ key: 'amount', label: texts.value, numeric: true, text: (row: Item) => withUnit(row.amount, kpi.unit, texts, locale) }]),
        ]}
        rows={rows}
        rowKey={(row, index) => `${row.id}${row.mark}${index}`}
      />
      {items.hasNextPage ? (
        <Button variant="default" size="xs" loading={items.isFetchingNextPage} onClick={() => void items.fetchNextPage()} style={{ alignSelf: 'flex-start' }}>
          {texts.more}
        </Button>
      ) : null}
    </Stack>
  );
}
