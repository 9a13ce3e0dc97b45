import { Alert, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ApiError, request } from '../../api/client.ts';
import { useMetadata } from '../../api/metadata.ts';
import { PlainTable } from '../../components/plain-table.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { formatInteger, formatMoment } from '../../format/index.ts';
import type { RuleTexts } from '../../texts/rules.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill, useLocale } from '../../texts/use-texts.ts';
import type { Importer } from './admin.ts';

/** What an import has counted, in words: «строк: 12, создано: 10». What has no word is of no use to a person. */
export function CountsText({ counts }: { counts: Readonly<Record<string, unknown>> }) {
  const texts = useRuleTexts();
  const locale = useLocale();
  const words = Object.entries(counts).flatMap(([name, value]) => {
    const word = texts[`count_${name}` as keyof RuleTexts] as string | undefined;
    return word === undefined || typeof value !== 'number' ? [] : [`${word}: ${formatInteger(value, locale)}`];
  });
  return <>{words.join(', ')}</>;
}

/** Row and column of a problem in a file: `/file/rows/3/ИНН`. */
function placeOf(pointer: string): { readonly row: string; readonly column: string } | undefined {
  const found = /^\/file\/rows\/(\d+)(?:\/(.*))?$/.exec(pointer);
  return found === null ? undefined : { row: found[1] ?? '', column: (found[2] ?? '').replace(/~1/g, '/').replace(/~0/g, '~') };
}

/** Why a file was refused: each wrong cell by its row and column. */
export function ImportProblems({ error }: { error: Error }) {
  const texts = useRuleTexts();
  const problem = error instanceof ApiError ? error.problem : undefined;
  const placed = (problem?.errors ?? []).map((one) => ({ ...one, place: placeOf(one.pointer) })).filter((one) => one.place !== undefined);
  if (problem === undefined || placed.length === 0) return <ProblemAlert error={error} />;
  const counted = problem.params?.['count'];
  const count = typeof counted === 'number' ? counted : placed.length;
  return (
    <Stack gap="xs">
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert" title={error.message}>
        {texts.importRefused}
      </Alert>
      {count > placed.length ? <Text size="sm" c="dimmed">{fill(texts.problemsMore, { shown: placed.length, count })}</Text> : null}
      <PlainTable
        label={texts.problem}
        head={[{ text: texts.row, numeric: true }, texts.column, texts.problem]}
        rows={placed.map((one, index) => ({ key: `${one.pointer}${index}`, cells: [one.place?.row ?? '', one.place?.column ?? '', one.message] }))}
      />
    </Stack>
  );
}

interface Run {
  readonly id: string;
  readonly importer: string;
  readonly file_name: string;
  readonly state: string;
  readonly dry_run: boolean;
  readonly started_at: string;
  readonly done: number;
  readonly total: number;
  readonly counts: Readonly<Record<string, unknown>> | null;
  readonly error: string | null;
}

const COLORS: Readonly<Record<string, string>> = { running: 'steel', done: 'teal', refused: 'red', failed: 'red' };

/** Files taken in of late, with what became of each. */
export function RecentImports({ importers }: { importers: readonly Importer[] }) {
  const texts = useRuleTexts();
  const locale = useLocale();
  const { company, entities } = useMetadata();
  const runs = useQuery({ queryKey: ['list', 'core.import_run', 'recent'], queryFn: () => request<{ readonly data: readonly Run[] }>('/api/core/import-runs?sort=-started_at&limit=20') });
  const states = entities.find((one) => one.id === 'core.import_run')?.fields.find((one) => one.name === 'state')?.values;
  const rows = (runs.data?.data ?? []).filter((one) => importers.some((importer) => importer.id === one.importer));
  return (
    <Stack gap="xs">
      <Title order={2}>{texts.lastImports}</Title>
      <ProblemAlert error={runs.error} />
      {rows.length === 0 ? <Text size="sm" c="dimmed">{texts.noLastImports}</Text> : (
        <PlainTable
          label={texts.lastImports}
          head={[texts.file, texts.what, texts.happened, texts.state, texts.result]}
          rows={rows.map((one) => ({
            key: one.id,
            cells: [
              one.file_name,
              importers.find((importer) => importer.id === one.importer)?.label ?? '',
              formatMoment(one.started_at, locale, company.time_zone),
              <Group key="state" gap={4}>
                <Badge color={COLORS[one.state] ?? 'gray'} variant="light" tt="none">
                  {states?.find((state) => state.code === one.state)?.label ?? ''}
                </Badge>
                {one.dry_run ? <Badge color="gray" variant="light" tt="none">{texts.dryMark}</Badge> : null}
              </Group>,
              one.state === 'running' ? fill(texts.progress, { done: one.done, total: one.total }) : one.counts === null ? (one.error ?? '') : <CountsText key="counts" counts={one.counts} />,
            ],
          }))}
        />
      )}
    </Stack>
  );
}
