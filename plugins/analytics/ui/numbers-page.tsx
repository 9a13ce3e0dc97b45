import type { ComponentType } from 'react';
import { Suspense, lazy } from 'react';
import { Group, Tabs, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Loading, Message, useMay, useTexts } from '../../web/ui/src/kit.ts';
import { IconLock } from '@tabler/icons-react';
import { periodAt, startOf, useToday } from './period.ts';
import { PeriodPicker } from './period-picker.tsx';
import { useNumbersTexts } from './texts.ts';

/** What a tab of figures is given. */
export interface FiguresProps {
  readonly period: string;
  readonly today: string;
}

interface Tab {
  readonly id: 'kpis' | 'funnel' | 'managers' | 'stages' | 'costs' | 'claims' | 'reports';
  readonly permission: string;
  /** Figures of one period; others choose their own. */
  readonly ofPeriod: boolean;
  readonly View: ComponentType<FiguresProps>;
}

const TABS: readonly Tab[] = [
  { id: 'kpis', permission: 'report.kpi', ofPeriod: true, View: lazy(() => import('./kpis/kpi-tab.tsx')) },
  { id: 'funnel', permission: 'report.funnel', ofPeriod: true, View: lazy(() => import('./sales/funnel-tab.tsx')) },
  { id: 'managers', permission: 'report.managers', ofPeriod: true, View: lazy(() => import('./sales/managers-tab.tsx')) },
  { id: 'stages', permission: 'report.funnel', ofPeriod: true, View: lazy(() => import('./sales/stages-tab.tsx')) },
  { id: 'costs', permission: 'report.managers', ofPeriod: true, View: lazy(() => import('./sales/costs-tab.tsx')) },
  { id: 'claims', permission: 'report.claims', ofPeriod: false, View: lazy(() => import('./claims/claims-tab.tsx')) },
  { id: 'reports', permission: 'report.build', ofPeriod: false, View: lazy(() => import('./reports/reports-tab.tsx')) },
];

/** Figures of the company: criteria with what misses them, sales, stages, costs, claims, and reports of one's own. Tab and period stand in the address. */
export default function NumbersPage() {
  const texts = useNumbersTexts();
  const general = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const today = useToday();
  const tabs = TABS.filter((one) => may(one.permission));
  const tab = tabs.find((one) => one.id === search['tab']) ?? tabs[0];
  if (tab === undefined) return <Message icon={<IconLock size={26} />} title={general.noRights}>{general.noRightsHint}</Message>;
  if (today === undefined) return <Loading />;
  const asked = String(search['period'] ?? '');
  const period = /^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])|-W\d\d)?$/.test(asked) && !Number.isNaN(Date.parse(startOf(asked))) ? asked : periodAt('month', today);
  const go = (change: Readonly<Record<string, string>>): void => void navigate({ to: '/numbers' as never, search: { ...search, ...change } as never, replace: true });
  return (
    <div className="page">
      <Group justify="space-between" gap="xs">
        <Title order={1}>{texts.numbers}</Title>
        {tab.ofPeriod ? <PeriodPicker value={period} today={today} onChange={(next) => go({ period: next })} /> : null}
      </Group>
      <Tabs value={tab.id} onChange={(next) => next !== null && go({ tab: next })} keepMounted={false} style={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}>
        <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden', flexShrink: 0 }}>
          {tabs.map((one) => (
            <Tabs.Tab key={one.id} value={one.id}>
              {texts[one.id]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ id, View }) => (
          <Tabs.Panel key={id} value={id} pt="sm" className="page-scroll">
            <Suspense fallback={<Loading />}>
              <View period={period} today={today} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
