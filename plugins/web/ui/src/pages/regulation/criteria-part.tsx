import { Anchor, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../components/page-states.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { formatDecimal } from '../../format/index.ts';
import type { RuleTexts } from '../../texts/rules.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import type { Locale } from '../../texts/use-texts.ts';
import { fill, useLocale } from '../../texts/use-texts.ts';
import type { Criterion } from './regulation.ts';
import { regulationQuery } from './regulation.ts';

interface Today {
  readonly id: string;
  readonly value: string | null;
  readonly state: 'met' | 'breached' | 'no_data' | 'no_target';
}

function withUnit(value: string, unit: string, texts: RuleTexts, locale: Locale): string {
  const number = formatDecimal(value, locale, unit === 'money' ? 2 : 3);
  const word = unit === 'percent' ? '%' : unit === 'money' ? '₽' : unit === 'days' ? texts.days : unit === 'hours' ? texts.hours : unit === 'minutes' ? texts.minutes : '';
  return word === '' ? number : `${number}\u00a0${word}`;
}

/** What good work is, with today's figures for whoever may see them. */
export default function CriteriaPart() {
  const texts = useRuleTexts();
  const locale = useLocale();
  const may = useMay();
  const { criteria } = useSuspenseQuery(regulationQuery).data;
  const sees = may('report.kpi');
  const today = useQuery({ queryKey: ['numbers', 'kpis', 'today'], enabled: sees, queryFn: () => request<{ readonly data: readonly Today[] }>('/api/analytics/kpis') });
  if (criteria.length === 0) return <Empty />;
  const target = (one: Criterion): string => (one.target === null ? '' : fill(one.better === 'lower' ? texts.atMost : texts.atLeast, { target: withUnit(String(one.target), one.unit, texts, locale) }));
  const value = (one: Criterion) => {
    const found = today.data?.data.find((other) => other.id === one.id);
    if (found === undefined) return '';
    if (found.value === null) return <Text span fz="inherit" c="dimmed">{texts.noData}</Text>;
    const isBreached = found.state === 'breached';
    return (
      <Text span fz="inherit" fw={600} {...(isBreached ? { c: 'var(--mantine-color-red-text)' } : found.state === 'met' ? { c: 'var(--mantine-color-teal-text)' } : {})}>
        {isBreached ? <IconAlertTriangle size={13} aria-label={texts.belowTarget} style={{ verticalAlign: '-2px', marginRight: 4 }} /> : null}
        {withUnit(found.value, one.unit, texts, locale)}
      </Text>
    );
  };
  return (
    <Stack gap="sm">
      {sees ? (
        <Anchor component={Link} to={'/numbers' as never} size="sm">
          {texts.moreFigures}
        </Anchor>
      ) : null}
      <PlainTable
        label={texts.criteria}
        head={[texts.criterion, { text: texts.target, numeric: true }, ...(sees ? [{ text: texts.now, numeric: true } as const] : [])]}
        rows={criteria.map((one) => ({
          key: one.id,
          cells: [
            <Stack key="label" gap={0}>
              <span>{one.label}</span>
              <Text size="xs" c="dimmed">
                {one.code}{one.source === null ? '' : `, ${one.source}`}
              </Text>
            </Stack>,
            target(one),
            ...(sees ? [value(one)] : []),
          ],
        }))}
      />
    </Stack>
  );
}
