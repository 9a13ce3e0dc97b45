import { useState } from 'react';
import { Badge, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { useMetadata } from '../../api/metadata.ts';
import { Loading } from '../../components/loading.tsx';
import { Failed } from '../../components/page-states.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { formatMoment } from '../../format/index.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill, useLocale } from '../../texts/use-texts.ts';
import { versionsQuery } from './regulation.ts';

/** Every version with who brought it into force, and what it changed since the one before. */
export default function VersionsPart() {
  const texts = useRuleTexts();
  const locale = useLocale();
  const { company } = useMetadata();
  const versions = useQuery(versionsQuery);
  const [chosen, setChosen] = useState<string>();
  if (versions.isPending) return <Loading />;
  if (versions.data === undefined) return <Failed error={versions.error as Error} retry={() => void versions.refetch()} />;
  const { data, active } = versions.data;
  return (
    <Stack gap="md">
      <PlainTable
        label={texts.versions}
        head={[texts.version, texts.published, texts.publishedBy, '']}
        rows={data.map((one) => ({
          key: one.hash,
          cells: [
            <Group key="number" gap="xs">
              <span>{one.number}</span>
              {one.hash === active ? <Badge color="teal" variant="light" tt="none">{texts.active}</Badge> : null}
            </Group>,
            formatMoment(one.published_at, locale, company.time_zone),
            one.published_by_name ?? '—',
            <Button key="changes" size="compact-xs" variant={one.hash === (chosen ?? active) ? 'light' : 'default'} aria-label={`${texts.changes}: ${one.number}`} onClick={() => setChosen(one.hash)}>
              {texts.changes}
            </Button>,
          ],
        }))}
      />
      <Changes hash={chosen ?? active} />
    </Stack>
  );
}

interface Answer {
  readonly number: number;
  readonly since: number | null;
  readonly data: readonly { readonly kind: 'added' | 'removed' | 'changed'; readonly sentence: string }[];
}

const COLORS = { added: 'teal', removed: 'red', changed: 'yellow' } as const;

function Changes({ hash }: { hash: string }) {
  const texts = useRuleTexts();
  const changes = useQuery({ queryKey: ['regulation', 'changes', hash], staleTime: Infinity, queryFn: () => request<Answer>(`/api/regulation/versions/${hash}/changes`) });
  if (changes.isPending) return <Loading />;
  if (changes.data === undefined) return <Failed error={changes.error as Error} retry={() => void changes.refetch()} />;
  const { number, since, data } = changes.data;
  return (
    <Card withBorder padding="md" aria-live="polite">
      <Title order={2} pb="xs">
        {since === null ? `${texts.version} ${number}` : fill(texts.changesSince, { number, since })}
      </Title>
      {since === null || data.length === 0 ? <Text c="dimmed">{since === null ? texts.firstVersion : texts.noChanges}</Text> : (
        <List size="sm" spacing={4} listStyleType="none">
          {data.map((one, index) => (
            <List.Item key={index} pl="xs" style={{ borderLeft: `3px solid var(--mantine-color-${COLORS[one.kind]}-6)`, overflowWrap: 'anywhere' }}>
              {one.sentence}
            </List.Item>
          ))}
        </List>
      )}
    </Card>
  );
}
