import { useState } from 'react';
import { Alert, Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { actionKey, request } from '../../api/client.ts';
import { useMetadata } from '../../api/metadata.ts';
import { Loading } from '../../components/loading.tsx';
import { Failed } from '../../components/page-states.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { formatMoment, momentOf, wallOf } from '../../format/index.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill, useLocale } from '../../texts/use-texts.ts';

interface Clock {
  readonly now: string;
  readonly stopped: boolean;
}

const HOUR = 3_600_000;

/** The company's clock: in a demo it is moved forward, and what was due on the way happens. */
export default function ClockPart() {
  const texts = useRuleTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const client = useQueryClient();
  const [wall, setWall] = useState('');
  const clock = useQuery({ queryKey: ['clock'], refetchInterval: 30_000, queryFn: () => request<Clock>('/api/clock') });
  const move = useMutation({
    mutationFn: (to: string) => request<Clock & { readonly steps: number }>('/api/clock', { method: 'POST', key: actionKey(), body: { to } }),
    onSuccess: () => setWall(''),
    // Whatever was due may have changed anything.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'session' && kind !== 'ui' }),
  });
  if (clock.isPending) return <Loading />;
  if (clock.data === undefined) return <Failed error={clock.error as Error} retry={() => void clock.refetch()} />;
  const { now, stopped } = clock.data;
  const later = (hours: number): string => new Date(new Date(now).getTime() + hours * HOUR).toISOString();
  return (
    <Stack gap="md" maw={640}>
      <Card withBorder padding="md">
        <Group gap="sm">
          <IconClock size={28} aria-hidden="true" />
          <div>
            <Text size="xs" c="dimmed">
              {texts.clockNow}
            </Text>
            <Text size="xl" fw={600} className="numeric" ta="left">
              {formatMoment(now, locale, zone)}
            </Text>
            <Text size="sm">{stopped ? texts.clockStopped : texts.clockRuns}</Text>
          </div>
        </Group>
      </Card>
      <Text size="sm" c="dimmed">
        {texts.clockHint}
      </Text>
      <Group gap="xs">
        {([[texts.plusHour, 1], [texts.plusDay, 24], [texts.plusWeek, 168], [texts.plusMonth, 720]] as const).map(([label, hours]) => (
          <Button key={label} variant="default" disabled={move.isPending} onClick={() => move.mutate(later(hours))}>
            {label}
          </Button>
        ))}
      </Group>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wall !== '') move.mutate(momentOf(wall, zone));
        }}
      >
        <Group gap="sm" align="flex-end">
          <TextInput type="datetime-local" label={texts.moveTo} value={wall} min={wallOf(now, zone)} onChange={(event) => setWall(event.currentTarget.value)} />
          <Button type="submit" disabled={wall === ''} loading={move.isPending}>
            {texts.move}
          </Button>
        </Group>
      </form>
      <ProblemAlert error={move.error} />
      {move.data === undefined ? null : (
        <Alert color="teal" variant="light" role="status">
          {fill(texts.moved, { steps: move.data.steps })}
        </Alert>
      )}
    </Stack>
  );
}
