import { Suspense, lazy } from 'react';
import { Tabs, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Loading } from '../../components/loading.tsx';
import { Message } from '../../components/page-states.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { AdminPart } from './admin.ts';
import { importersQuery, useAdminParts } from './admin.ts';

const VIEWS = {
  users: lazy(() => import('./users-part.tsx')),
  roles: lazy(() => import('./roles-part.tsx')),
  incidents: lazy(() => import('./incidents-part.tsx')),
  deliveries: lazy(() => import('./deliveries-part.tsx')),
  imports: lazy(() => import('./imports-part.tsx')),
  versions: lazy(() => import('../regulation/versions-part.tsx')),
  clock: lazy(() => import('./clock-part.tsx')),
} as const satisfies Readonly<Record<AdminPart, unknown>>;

/** Running the system: people and their roles, what failed, files taken in, the clock of a demo. Everybody sees the parts he has rights to. */
export function AdminPage() {
  const texts = useRuleTexts();
  const general = useTexts();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const parts = useAdminParts();
  const isPending = useQuery(importersQuery).isPending;
  if (parts.length === 0) return isPending ? <Loading /> : <Message icon={<IconLock size={26} />} title={general.noRights}>{general.noRightsHint}</Message>;
  const part = parts.find((one) => one === search['part']) ?? (parts[0] as AdminPart);
  return (
    <div className="page">
      <Title order={1}>{texts.administration}</Title>
      <Tabs value={part} onChange={(next) => void navigate({ to: '/admin' as never, search: { part: next ?? undefined } as never, replace: true })} keepMounted={false} style={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}>
        <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden', flexShrink: 0 }}>
          {parts.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {one === 'versions' ? texts.regulation : one === 'roles' ? texts.rolesWord : texts[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map((one) => {
          const View = VIEWS[one];
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
