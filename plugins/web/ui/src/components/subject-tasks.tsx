import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '../api/client.ts';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useEntity, useMetadata } from '../api/metadata.ts';
import type { Page, Row } from '../api/records.ts';
import { listSearch } from '../api/records.ts';
import { formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { included } from './field-value.tsx';
import { Loading } from './loading.tsx';
import { Failed } from './page-states.tsx';
import { StateBadge } from './state-badge.tsx';
import type { Task } from './task-card.tsx';
import { TaskCard } from './task-card.tsx';

const OPEN = ['new', 'in_progress'];

/** Tasks about an item, whoever has them: the soonest due first. */
export function useSubjectTasks(id: string) {
  const tasks = useEntity('core.task');
  return useQuery({
    queryKey: ['list', 'core.task', 'subject', id],
    enabled: tasks !== undefined,
    queryFn: ({ signal }) => request<Page>(`${tasks?.path ?? ''}${listSearch({ filter: { subject_id: id }, include: 'assignee_user', sort: 'due_at', limit: 200 })}`, { signal }),
  });
}

/** Who has a task: a person by name, else any holder of a role. */
export function useHolder(): (task: Row) => string {
  const { roles } = useMetadata();
  return (task) => {
    const person = included(task, 'assignee_user_id');
    return typeof person?.['full_name'] === 'string' ? person['full_name'] : (roles.find((one) => one.code === task['assignee_role'])?.label ?? '');
  };
}

/** Every task about an item: what is to be done and by whom, and what has been done. */
export function SubjectTasks({ entity, id }: { entity: EntityMeta; id: string }) {
  const texts = useTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const meta = useEntity('core.task');
  const holder = useHolder();
  const { data, error, isPending, refetch } = useSubjectTasks(id);
  if (isPending || meta === undefined) return <Loading />;
  if (data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  const open = data.data.filter((task) => OPEN.includes(String(task['state'])));
  const closed = data.data.filter((task) => !OPEN.includes(String(task['state'])));
  const region = Object.values(meta.regions ?? {})[0];
  const now = new Date().toISOString();
  return (
    <Stack gap="md" maw={820}>
      <Title order={2}>{texts.openTasks}</Title>
      {open.length === 0 ? <Text c="dimmed">{texts.noTasks}</Text> : null}
      {open.map((task) => (
        <div key={task.id}>
          <Text size="xs" c="dimmed" pb={2}>
            {holder(task)}
          </Text>
          <TaskCard withSubject={false} task={{ ...(task as unknown as Task), subject_entity: entity.id, subject_id: id, subject_title: null, is_overdue: typeof task['due_at'] === 'string' && task['due_at'] < now }} />
        </div>
      ))}
      {closed.length === 0 ? null : <Title order={2}>{texts.doneTasks}</Title>}
      {closed.map((task) => (
        <Card key={task.id} withBorder padding="xs">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Anchor component={Link} to={pageOf(meta, task.id) as never} size="sm">
                {String(task['title'])}
              </Anchor>
              <Text size="xs" c="dimmed">
                {[holder(task), typeof task['completed_at'] === 'string' ? formatMoment(task['completed_at'], locale, zone) : ''].filter((one) => one !== '').join(' · ')}
              </Text>
              {typeof task['result'] === 'string' ? <Text size="sm">{task['result']}</Text> : null}
            </div>
            {region === undefined ? null : <StateBadge region={region} state={String(task['state'])} />}
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
