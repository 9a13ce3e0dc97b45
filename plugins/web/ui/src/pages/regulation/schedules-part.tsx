import { Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Empty } from '../../components/page-states.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill } from '../../texts/use-texts.ts';
import { regulationQuery } from './regulation.ts';
import { Conditions } from './step-card.tsx';

/** What the system does by the clock. */
export default function SchedulesPart() {
  const texts = useRuleTexts();
  const { schedules } = useSuspenseQuery(regulationQuery).data;
  if (schedules.length === 0) return <Empty />;
  return (
    <PlainTable
      label={texts.schedules}
      head={[texts.work, texts.happened]}
      rows={schedules.map((one) => ({
        key: one.id,
        cells: [
          <Stack key="work" gap={2}>
            <Text size="sm" fw={500}>
              {one.label}
            </Text>
            {one.does.filter((text) => text !== one.label).map((text) => (
              <Text key={text} size="xs" c="dimmed">
                {text}
              </Text>
            ))}
            <Conditions when={one.when} />
          </Stack>,
          one.at === null ? fill(texts.every, { duration: one.every ?? '' }) : fill(texts.at, { time: one.at }),
        ],
      }))}
    />
  );
}
