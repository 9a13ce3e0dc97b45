import { Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { transitionsQuery } from '../api/records.ts';
import { formatMoment } from '../format/index.ts';
import { fill, useLocale, useTexts } from '../texts/use-texts.ts';
import { useHolder, useSubjectTasks } from './subject-tasks.tsx';
import { dueColor } from './task-card.tsx';

const MOST = 5;
/** What only another person may do is no obstacle of the item: the menu of its events says who may. */
const RIGHTS = new Set(['core.role_required', 'core.not_permitted', 'core.permission_required']);

/** What an item waits for and by whom: open tasks with their holders, then the steps that cannot be taken yet, with what holds them back and who can help. */
export function NextSteps({ entity, row }: { entity: EntityMeta; row: Row }) {
  const texts = useTexts();
  const locale = useLocale();
  const { company, roles } = useMetadata();
  const holder = useHolder();
  const tasks = useSubjectTasks(row.id);
  const { data } = useQuery(transitionsQuery(entity, row.id));
  const open = (tasks.data?.data ?? []).filter((task) => ['new', 'in_progress'].includes(String(task['state'])));
  const possible = (data?.data ?? []).filter((event) => event.allowed);
  const held = (data?.data ?? []).filter((event) => !event.allowed && event.reasons.some((reason) => !RIGHTS.has(reason.code)));
  const isSettled = Object.values(entity.regions ?? {}).every((region) => region.states[String(row[region.field])]?.final === true);
  const names = (codes: readonly string[]): string => codes.flatMap((code) => roles.find((one) => one.code === code)?.label ?? []).join(', ');
  const now = new Date().toISOString();
  if (open.length === 0 && held.length === 0 && !isSettled) return null;
  return (
    <Card withBorder padding="sm" component="section" aria-label={texts.nextSteps}>
      <Stack gap="sm">
        <Title order={3}>{texts.nextSteps}</Title>
        {open.length === 0 && isSettled ? (
          <Text size="sm" c="dimmed">
            {texts.settledNow}
          </Text>
        ) : null}
        {open.slice(0, MOST).map((task) => (
          <div key={task.id}>
            <Text size="sm" fw={500}>
              {String(task['title'])}
            </Text>
            <Group gap={8}>
              <Text size="xs" c="dimmed">
                {holder(task)}
              </Text>
              {typeof task['due_at'] === 'string' ? (
                <Text size="xs" c={dueColor({ due_at: task['due_at'], is_overdue: task['due_at'] < now }, company.time_zone)}>
                  {formatMoment(task['due_at'], locale, company.time_zone)}
                </Text>
              ) : null}
            </Group>
          </div>
        ))}
        {isSettled || held.length === 0 ? null : (
          <Text size="xs" fw={600} c="dimmed">
            {texts.notNow}
          </Text>
        )}
        {isSettled ? null : (
          <List spacing={8} size="sm" listStyleType="none">
            {held.slice(0, MOST).map((event) => (
              <List.Item key={event.code}>
                <Text size="sm" fw={500}>
                  {event.label}
                </Text>
                {event.reasons.filter((reason) => !RIGHTS.has(reason.code)).slice(0, 3).map((reason, index) => (
                  <Text key={`${reason.code}${index}`} size="xs" c="dimmed">
                    {reason.message}
                    {reason.who === undefined || names(reason.who) === '' ? '' : ` ${fill(texts.whoHelps, { roles: names(reason.who) })}`}
                  </Text>
                ))}
              </List.Item>
            ))}
          </List>
        )}
        {possible.length === 0 || isSettled ? null : (
          <Text size="xs" c="dimmed">
            {texts.whatNow}: {possible.map((event) => event.label).join(', ')}
          </Text>
        )}
      </Stack>
    </Card>
  );
}
