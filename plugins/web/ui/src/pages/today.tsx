import { useState } from 'react';
import { Button, Card, Grid, Group, Menu, Modal, SegmentedControl, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconCheck, IconDots, IconHandGrab } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { actionKey, request } from '../api/client.ts';
import { pageOf, useEntity, useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { useList, useRefresh } from '../api/records.ts';
import { useSession } from '../api/session.ts';
import { Loading } from '../components/loading.tsx';
import { Empty, Failed } from '../components/page-states.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReferenceSelect } from '../components/reference-select.tsx';
import { dayOf, formatDate, formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';

interface Task extends Record<string, unknown> {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly state: string;
  readonly due_at: string | null;
  readonly is_overdue: boolean | null;
  readonly assignee_user_id: string | null;
  readonly assignee_role: string | null;
  readonly subject_entity: string;
  readonly subject_id: string;
  readonly subject_title: string | null;
  readonly result_required?: boolean;
}

/** When a task is due, in the one colour language: red is late, yellow today, green ahead. */
function dueColor(task: Pick<Task, 'due_at' | 'is_overdue'>, zone: string): string {
  if (task.due_at === null) return 'dimmed';
  if (task.is_overdue === true) return 'red';
  return dayOf(task.due_at, zone) === dayOf(new Date(), zone) ? 'yellow.8' : 'teal';
}

/** What is mine to do now: tasks by their due moment and the week's planned calls and meetings. */
export function TodayPage() {
  const texts = useTexts();
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

function TaskCard({ task }: { task: Task }) {
  const texts = useTexts();
  const locale = useLocale();
  const session = useSession();
  const { company, roles } = useMetadata();
  const refresh = useRefresh();
  const subject = useEntity(task.subject_entity);
  const [asking, setAsking] = useState<'done' | 'return' | 'reassign'>();
  const act = useMutation({
    mutationFn: ({ action, data = {} }: { action: string; data?: object }) => request(`/api/tasks/${task.id}/${action}`, { method: 'POST', key: actionKey(), body: { version: task.version, ...data } }),
    onSuccess: () => setAsking(undefined),
    onSettled: () => refresh(),
  });
  const isMine = task.assignee_user_id === session.user.id;
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <Stack gap={2} miw={0}>
          <Text size="sm" fw={500}>
            {task.title}
          </Text>
          <Group gap={8}>
            <Text size="xs" c={dueColor(task, company.time_zone)}>
              {task.due_at === null ? '' : formatMoment(task.due_at, locale, company.time_zone)}
            </Text>
            {subject === undefined ? null : (
              <Text size="xs" component={Link} to={pageOf(subject, task.subject_id) as never} c="steel">
                {task.subject_title ?? subject.label.one}
              </Text>
            )}
            {isMine || task.assignee_role === null ? null : (
              <Text size="xs" c="dimmed">
                {roles.find((one) => one.code === task.assignee_role)?.label ?? ''}
              </Text>
            )}
          </Group>
        </Stack>
        <Group gap={6} wrap="nowrap">
          {task.state === 'new' && !isMine ? (
            <Button size="xs" variant="default" leftSection={<IconHandGrab size={14} />} loading={act.isPending} onClick={() => act.mutate({ action: 'take' })}>
              {texts.take}
            </Button>
          ) : (
            <Button size="xs" variant="light" leftSection={<IconCheck size={14} />} loading={act.isPending} onClick={() => (task.result_required === true ? setAsking('done') : act.mutate({ action: 'done' }, { onError: () => setAsking('done') }))}>
              {texts.doneTask}
            </Button>
          )}
          <Menu shadow="md" position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="subtle" color="gray" px={6} aria-label={`${texts.more}: ${task.title}`}>
                <IconDots size={16} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setAsking('return')}>{texts.returnTask}</Menu.Item>
              <Menu.Item onClick={() => setAsking('reassign')}>{texts.reassign}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {asking === undefined ? null : <TaskDialog action={asking} title={task.title} error={act.error} busy={act.isPending} onClose={() => setAsking(undefined)} onSend={(data) => act.mutate({ action: asking, data })} />}
    </Card>
  );
}

function TaskDialog({ action, title, error, busy, onClose, onSend }: { action: 'done' | 'return' | 'reassign'; title: string; error: unknown; busy: boolean; onClose: () => void; onSend: (data: object) => void }) {
  const texts = useTexts();
  const [text, setText] = useState('');
  const [user, setUser] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{title}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="sm">
        {action === 'reassign' ? <ReferenceSelect target="core.user" label={texts.reassign} value={user} onChange={setUser} required /> : null}
        <Textarea label={action === 'done' ? texts.result : texts.comment} autosize minRows={3} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button loading={busy} onClick={() => onSend({ ...(action === 'done' ? { result: text } : text === '' ? {} : { comment: text }), ...(user === null ? {} : { assignee_user_id: user }) })}>
            {action === 'done' ? texts.doneTask : action === 'return' ? texts.returnTask : texts.reassign}
          </Button>
        </Group>
      </Stack>
    </Modal>
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
