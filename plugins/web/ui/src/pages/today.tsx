import { useState } from 'react';
import { Card, Grid, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '../api/client.ts';
import { pageOf, useEntity, useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { useList } from '../api/records.ts';
import { useSession } from '../api/session.ts';
import { Loading } from '../components/loading.tsx';
import { Empty, Failed } from '../components/page-states.tsx';
import type { Task } from '../components/task-card.tsx';
import { TaskCard } from '../components/task-card.tsx';
import { useTitle } from '../components/use-title.ts';
import { dayOf, formatDate, formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';

/** What is mine to do now: tasks by their due moment and the week's planned calls and meetings. */
export function TodayPage() {
  const texts = useTexts();
  useTitle(texts.today);
  return (
    <div className="page">
      <Title order={1}>{texts.today}</Title>
      <div className="page-scroll">
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Tasks />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Week />
          </Grid.Col>
        </Grid>
      </div>
    </div>
  );
}

function Tasks() {
  const texts = useTexts();
  const [which, setWhich] = useState<'all' | 'overdue'>('all');
  const tasks = useQuery({ queryKey: ['tasks', 'core.task', which], queryFn: () => request<{ readonly data: readonly Task[] }>(`/api/tasks?limit=100${which === 'overdue' ? '&overdue=true' : ''}`) });
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>{texts.tasks}</Title>
        <SegmentedControl size="xs" value={which} onChange={(value) => setWhich(value as typeof which)} data={[{ value: 'all', label: texts.all }, { value: 'overdue', label: texts.overdue }]} />
      </Group>
      {tasks.isPending ? <Loading /> : tasks.data === undefined ? <Failed error={tasks.error as Error} retry={() => void tasks.refetch()} /> : tasks.data.data.length === 0 ? <Empty /> : tasks.data.data.map((task) => <TaskCard key={task.id} task={task} />)}
    </Stack>
  );
}

/** Planned calls and meetings of mine: what is late, then the days to come. */
function Week() {
  const entity = useEntity('crm.interaction');
  return entity === undefined ? null : <PlannedInteractions entity={entity} />;
}

function PlannedInteractions({ entity }: { entity: NonNullable<ReturnType<typeof useEntity>> }) {
  const texts = useTexts();
  const locale = useLocale();
  const session = useSession();
  const zone = useMetadata().company.time_zone;
  const list = useList(entity, { filter: { 'state][in': 'planned,deferred', responsible_id: session.user.id }, sort: 'start_at', limit: 60 });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const today = dayOf(new Date(), zone);
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const start = row['start_at'];
    const day = typeof start === 'string' ? dayOf(start, zone) : '';
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return (
    <Stack gap="sm">
      <Title order={2}>{texts.interactions}</Title>
      {list.isPending ? <Loading /> : rows.length === 0 ? <Empty /> : null}
      {[...days].map(([day, items]) => (
        <Card key={day} withBorder padding="sm">
          <Text size="xs" fw={600} c={day < today ? 'red' : day === today ? 'yellow.8' : 'teal'} pb={4}>
            {day === '' ? '—' : formatDate(day, locale)}
          </Text>
          <Stack gap={4}>
            {items.map((row) => (
              <Text key={row.id} size="sm" component={Link} to={pageOf(entity, row.id) as never} c="var(--mantine-color-text)">
                {typeof row['start_at'] === 'string' ? `${formatMoment(row['start_at'], locale, zone).slice(-5)} ` : ''}
                {String(row['topic'] ?? row['content'] ?? entity.fields.find((field) => field.name === 'kind')?.values?.find((one) => one.code === row['kind'])?.label ?? '')}
              </Text>
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
