import { Suspense, lazy } from 'react';
import { Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMetadata } from '../../api/metadata.ts';
import { Loading } from '../../components/loading.tsx';
import { Failed } from '../../components/page-states.tsx';
import { formatMoment } from '../../format/index.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill, useLocale } from '../../texts/use-texts.ts';
import { regulationQuery, versionsQuery } from './regulation.ts';

const PARTS = {
  processes: lazy(() => import('./process-part.tsx')),
  roles: lazy(() => import('./roles-part.tsx')),
  criteria: lazy(() => import('./criteria-part.tsx')),
  schedules: lazy(() => import('./schedules-part.tsx')),
  versions: lazy(() => import('./versions-part.tsx')),
} as const;

type Part = keyof typeof PARTS;

/** How the company works, in its own words, for everybody who works there: processes, roles, criteria, work by the clock, and what changed. */
export function RegulationPage() {
  const texts = useRuleTexts();
  const locale = useLocale();
  const { company } = useMetadata();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const regulation = useQuery(regulationQuery);
  const versions = useQuery(versionsQuery);
  if (regulation.isPending) return <Loading />;
  if (regulation.data === undefined) return <Failed error={regulation.error as Error} retry={() => void regulation.refetch()} />;
  const active = versions.data?.data.find((one) => one.hash === versions.data.active);
  const part: Part = Object.hasOwn(PARTS, String(search['part'])) ? (String(search['part']) as Part) : 'processes';
  return (
    <div className="page">
      <Stack gap={0}>
        <Title order={1}>{texts.regulation}</Title>
        <Group gap={6}>
          <Text size="sm">{regulation.data.title}</Text>
          {active === undefined ? null : (
            <Text size="sm" c="dimmed">
              {fill(texts.inForce, { number: active.number })}, {fill(texts.since, { when: formatMoment(active.published_at, locale, company.time_zone) })}
              {active.published_by_name === null ? '' : `, ${active.published_by_name}`}
            </Text>
          )}
        </Group>
      </Stack>
      <Tabs value={part} onChange={(next) => void navigate({ to: '/regulation' as never, search: { ...search, part: next ?? undefined } as never, replace: true })} keepMounted={false} style={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}>
        <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden', flexShrink: 0 }}>
          {(Object.keys(PARTS) as Part[]).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {texts[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {(Object.keys(PARTS) as Part[]).map((one) => {
          const View = PARTS[one];
          return (
            <Tabs.Panel key={one} value={one} pt="md" className="page-scroll">
              <Suspense fallback={<Loading />}>
                <View />
              </Suspense>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </div>
  );
}
