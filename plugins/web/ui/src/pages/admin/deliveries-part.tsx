import { Badge, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { useMetadata } from '../../api/metadata.ts';
import { Loading } from '../../components/loading.tsx';
import { Failed, Message } from '../../components/page-states.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { formatMoment } from '../../format/index.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { useLocale } from '../../texts/use-texts.ts';
import { SubjectLink } from './subject-link.tsx';

interface Delivery {
  readonly key: string;
  readonly label: string;
  readonly entity: string | null;
  readonly item_id: string | null;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly attempts: number;
  readonly created_at: string;
  readonly error: string | null;
}

const COLORS = { queued: 'gray', running: 'steel', done: 'teal', failed: 'red' } as const;

/** What has gone out or is about to: letters, files, notices, with how each stands. */
export default function DeliveriesPart() {
  const texts = useRuleTexts();
  const locale = useLocale();
  const { company } = useMetadata();
  const deliveries = useQuery({ queryKey: ['deliveries'], refetchInterval: 15_000, queryFn: () => request<{ readonly data: readonly Delivery[] }>('/api/deliveries') });
  if (deliveries.isPending) return <Loading />;
  if (deliveries.data === undefined) return <Failed error={deliveries.error as Error} retry={() => void deliveries.refetch()} />;
  const rows = deliveries.data.data;
  if (rows.length === 0) return <Message icon={<IconSend size={26} />} title={texts.noDeliveries} />;
  return (
    <PlainTable
      label={texts.deliveries}
      head={[texts.what, '', texts.state, { text: texts.attempts, numeric: true }, texts.happened]}
      rows={rows.map((one) => ({
        key: one.key,
        cells: [
          one.label,
          <SubjectLink key="subject" entity={one.entity} id={one.item_id} />,
          <Stack key="state" gap={2} align="flex-start">
            <Badge color={COLORS[one.state]} variant="light" tt="none">
              {texts[one.state]}
            </Badge>
            {one.error === null || one.state === 'done' ? null : <Text size="xs" c="dimmed">{one.error}</Text>}
          </Stack>,
          String(one.attempts),
          formatMoment(one.created_at, locale, company.time_zone),
        ],
      }))}
    />
  );
}
