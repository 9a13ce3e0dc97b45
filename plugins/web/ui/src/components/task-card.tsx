import { useState } from 'react';
import { Button, Card, Group, Menu, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconDots, IconHandGrab } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { actionKey, request } from '../api/client.ts';
import { pageOf, useEntity, useMetadata } from '../api/metadata.ts';
import { useRefresh } from '../api/records.ts';
import { useSession } from '../api/session.ts';
import { dayOf, formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { ReferenceSelect } from './reference-select.tsx';

/** A task as the API lists it. */
export interface Task extends Record<string, unknown> {
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
export function dueColor(task: Pick<Task, 'due_at' | 'is_overdue'>, zone: string): string {
  if (task.due_at === null) return 'dimmed';
  if (task.is_overdue === true) return 'red';
  return dayOf(task.due_at, zone) === dayOf(new Date(), zone) ? 'yellow.8' : 'teal';
}

/** A task with what can be done with it in one step; `withSubject`: also what it is about. */
export function TaskCard({ task, withSubject = true }: { task: Task; withSubject?: boolean }) {
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
            {subject === undefined || !withSubject ? null : (
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
