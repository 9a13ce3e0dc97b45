import { useEffect } from 'react';
import { Alert, AppShell, Burger, Group, NavLink, ScrollArea, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconBuildingWarehouse, IconCalendarCheck, IconCash, IconChartBar, IconFileText, IconLayoutKanban, IconList, IconMessageReport, IconPlugConnectedX, IconSettings, IconTruck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { onSignedOut } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { useMetadata } from '../api/metadata.ts';
import { sessionQuery, useMay } from '../api/session.ts';
import { pluginPages } from '../contributions.ts';
import { useAdminParts } from '../pages/admin/admin.ts';
import { useRuleTexts } from '../texts/rules.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { CommandPalette } from './command-palette.tsx';
import { KeysHelp } from './keys-help.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { UserMenu } from './user-menu.tsx';

/** Icons that pages of plugins may name. */
const ICONS = { board: IconLayoutKanban, list: IconList, document: IconFileText, money: IconCash, truck: IconTruck, warehouse: IconBuildingWarehouse, chart: IconChartBar, claim: IconMessageReport } as const;

interface MenuEntry {
  readonly to: string;
  readonly label: string;
  readonly icon: typeof IconList;
  readonly order: number;
}

/** The menu: the pages everybody has, and those of plugins whose data the person may see. */
function useMenu(): MenuEntry[] {
  const texts = useTexts();
  const rules = useRuleTexts();
  const administers = useAdminParts().length > 0;
  const locale = useLocale();
  const may = useMay();
  const { entities } = useMetadata();
  const own: MenuEntry[] = [
    { to: '/', label: texts.today, icon: IconCalendarCheck, order: 0 },
    { to: '/lists', label: texts.lists, icon: IconList, order: 80 },
    { to: '/regulation', label: rules.regulation, icon: IconBook2, order: 84 },
    ...(administers ? [{ to: '/admin', label: rules.administration, icon: IconSettings, order: 90 }] : []),
  ];
  const plugins = pluginPages
    .filter((one) => one.label !== undefined && (one.entity === undefined || entities.some((entity) => entity.id === one.entity)) && (one.permission === undefined || [one.permission].flat().some(may)))
    .map((one) => ({ to: one.path, label: one.label?.[locale] ?? one.path, icon: ICONS[(one.icon ?? 'list') as keyof typeof ICONS] ?? IconList, order: one.order ?? 50 }));
  return [...own, ...plugins].sort((a, b) => a.order - b.order);
}

function useIsHere(): (to: string) => boolean {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (to) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`) || (to === '/lists' && path.startsWith('/e/')));
}

/** Header, menu and the page. */
export function Shell() {
  const texts = useTexts();
  const metadata = useMetadata();
  const [opened, { toggle, close }] = useDisclosure(false);
  const isHere = useIsHere();
  const connected = useLive();
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(
    () =>
      onSignedOut(() => {
        client.setQueryData(sessionQuery.queryKey, null);
        void navigate({ to: '/sign-in', search: { to: location.pathname + location.search } });
      }),
    [client, navigate],
  );
  const pages = useMenu();
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding={0}>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={texts.menu} />
            <img src="/icon.svg" width={26} height={26} alt="" />
            <Text fw={600} truncate visibleFrom="xs">
              {metadata.company.title}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {connected ? null : (
              <Tooltip label={texts.reconnecting}>
                <IconPlugConnectedX size={20} color="var(--mantine-color-red-6)" role="status" aria-label={texts.reconnecting} />
              </Tooltip>
            )}
            <CommandPalette />
            <NotificationBell />
            <UserMenu />
            <KeysHelp />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <AppShell.Section grow component={ScrollArea}>
          <nav aria-label={texts.menu}>
            {pages.map(({ to, label, icon: Icon }) => (
              <NavLink key={to} component={Link} to={to as never} label={label} leftSection={<Icon size={18} stroke={1.6} />} active={isHere(to)} aria-current={isHere(to) ? 'page' : undefined} onClick={close} styles={{ root: { borderRadius: 6 } }} />
            ))}
          </nav>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main>
        {connected ? null : (
          <Alert color="yellow" variant="light" py={6} role="status">
            {texts.reconnecting}
          </Alert>
        )}
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
