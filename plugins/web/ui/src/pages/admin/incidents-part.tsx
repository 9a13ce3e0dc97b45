import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { actionKey, request } from '../../api/client.ts';
import { useMetadata } from '../../api/metadata.ts';
import { Loading } from '../../components/loading.tsx';
import { Failed, Message } from '../../components/page-states.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { formatMoment } from '../../format/index.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { useLocale } from '../../texts/use-texts.ts';
import { SubjectLink } from './subject-link.tsx';

interface Incident {
  readonly id: string;
  readonly kind: 'delivery' | 'timer' | 'schedule' | 'item';
  readonly entity: string | null;
  readonly item_id: string | null;
  readonly schedule: string | null;
  readonly message: string;
  readonly created_at: string;
}

/** What the system could not do, to be run again once its cause is mended. */
export default function IncidentsPart() {
  const texts = useRuleTexts();
  const locale = useLocale();
  const { company } = useMetadata();
  const client = useQueryClient();
  const incidents = useQuery({ queryKey: ['incidents'], refetchInterval: 30_000, queryFn: () => request<{ readonly data: readonly Incident[] }>('/api/incidents') });
  const retry = useMutation({
    mutationFn: (id: string) => request(`/api/incidents/${id}/retry`, { method: 'POST', key: actionKey() }),
    onSuccess: () => notifications.show({ color: 'teal', message: texts.retried }),
    onSettled: () => client.invalidateQueries({ queryKey: ['incidents'] }),
  });
  if (incidents.isPending) return <Loading />;
  if (incidents.data === undefined) return <Failed error={incidents.error as Error} retry={() => void incidents.refetch()} />;
  const rows = incidents.data.data;
  if (rows.length === 0) return <Message icon={<IconCircleCheck size={26} />} title={texts.noIncidents}>{texts.noIncidentsHint}</Message>;
  return (
    <Stack gap="sm">
      <ProblemAlert error={retry.error} />
      <PlainTable
        label={texts.incidents}
        head={[texts.what, '', texts.message, texts.happened, '']}
        rows={rows.map((one) => ({
          key: one.id,
          cells: [
            texts[`kind_${one.kind}`],
            one.schedule ?? <SubjectLink key="subject" entity={one.entity} id={one.item_id} />,
            one.message,
            formatMoment(one.created_at, locale, company.time_zone),
            <Button key="retry" size="compact-sm" variant="light" leftSection={<IconRefresh size={14} />} loading={retry.isPending && retry.variables === one.id} onClick={() => retry.mutate(one.id)} aria-label={`${texts.retry}: ${texts[`kind_${one.kind}`]}`}>
              {texts.retry}
            </Button>,
          ],
        }))}
      />
    </Stack>
  );
}
