import { Badge, Group, Stack, Text, Timeline } from '@mantine/core';
import type { EntityMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import { useHistory } from '../api/records.ts';
import { formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { Loading } from './loading.tsx';
import { Empty, Failed } from './page-states.tsx';

/** Every step of an item: from where to where, who, when and by what cause. */
export function HistoryList({ entity, id }: { entity: EntityMeta; id: string }) {
  const texts = useTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const { data, error, isPending } = useHistory(entity, id);
  if (isPending) return <Loading />;
  if (data === undefined) return <Failed error={error as Error} />;
  if (data.data.length === 0) return <Empty />;
  return (
    <Timeline bulletSize={14} lineWidth={2}>
      {[...data.data].reverse().map((one) => (
        <Timeline.Item key={`${one.version}.${one.step}`}>
          <Stack gap={2}>
            <Group gap={6}>
              <Text size="sm" fw={500}>
                {one.from_label === null || one.from_value === one.to_value ? one.to_label : `${one.from_label} → ${one.to_label}`}
              </Text>
              {one.is_manual ? (
                <Badge size="xs" variant="default" tt="none">
                  {texts.byHand}
                </Badge>
              ) : null}
            </Group>
            <Text size="xs" c="dimmed">
              {formatMoment(one.at, locale, zone)} · {one.actor_name ?? texts.robot}
            </Text>
            {one.comment === null ? null : <Text size="sm">{one.comment}</Text>}
          </Stack>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
