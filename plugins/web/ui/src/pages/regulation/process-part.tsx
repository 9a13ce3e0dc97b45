import { Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Loading } from '../../components/loading.tsx';
import { Failed } from '../../components/page-states.tsx';
import { ProcessMap } from '../../components/process-map.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { regulationQuery, stepsQuery } from './regulation.ts';
import { StepCard } from './step-card.tsx';

/** One process at a time: told step by step, or drawn. */
export default function ProcessPart() {
  const texts = useRuleTexts();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const { processes } = useSuspenseQuery(regulationQuery).data;
  // The kernel's own processes (tasks, approvals) come after those of the business.
  const ordered = [...processes.filter((one) => !one.entity.startsWith('core.')), ...processes.filter((one) => one.entity.startsWith('core.'))];
  const entity = ordered.find((one) => one.entity === search['process'])?.entity ?? ordered.find((one) => one.entity === 'crm.interest')?.entity ?? ordered[0]?.entity ?? '';
  const view = search['view'] === 'map' ? 'map' : 'steps';
  const go = (change: Readonly<Record<string, string>>): void => void navigate({ to: '/regulation' as never, search: { ...search, ...change } as never, replace: true });
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <Select label={texts.process} searchable allowDeselect={false} w={320} value={entity} data={ordered.map((one) => ({ value: one.entity, label: one.label }))} onChange={(value) => value !== null && go({ process: value })} />
        <SegmentedControl aria-label={texts.process} value={view} onChange={(value) => go({ view: value })} data={[{ value: 'steps', label: texts.steps }, { value: 'map', label: texts.map }]} />
      </Group>
      {view === 'map' ? <ProcessMap key={entity} entity={entity} /> : <Steps key={entity} entity={entity} />}
    </Stack>
  );
}

function Steps({ entity }: { entity: string }) {
  const texts = useRuleTexts();
  const steps = useQuery(stepsQuery(entity));
  if (steps.isPending) return <Loading />;
  if (steps.data === undefined) return <Failed error={steps.error as Error} retry={() => void steps.refetch()} />;
  return (
    <Stack gap="lg">
      {steps.data.regions.map((region) => (
        <Stack key={region.region} gap="sm" maw={980}>
          {region.label === '' ? null : <Title order={2}>{region.label}</Title>}
          {region.steps.map((step) => (
            <StepCard key={`${step.kind}${step.state ?? ''}`} step={step} />
          ))}
          {region.steps.length === 0 ? <Text c="dimmed">{texts.nothingHere}</Text> : null}
        </Stack>
      ))}
    </Stack>
  );
}
