import { useEffect } from 'react';
import { Alert, AppShell, Burger, Group, NavLink, ScrollArea, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconCalendarCheck, IconChartBar, IconLayoutKanban, IconList, IconPlugConnectedX, IconSettings, IconTruck, IconFileText, IconBuildingWarehouse, IconCash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { onSignedOut } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { useMetadata } from '../api/metadata.ts';
import { sessionQuery } from '../api/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CommandPalette } from './command-palette.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { UserMenu } from './user-menu.tsx';

/** Pages of the menu in their order; one is shown when the person may read the entity it lives on. */
const PAGES = [
  { to: '/', text: 'today', icon: IconCalendarCheck },
  { to: '/board', text: 'board', icon: IconLayoutKanban, entity: 'crm.interest' },
  { to: '/contracts', text: 'contractDesk', icon: IconFileText, entity: 'contracts.contract' },
  { to: '/payments', text: 'paymentsDesk', icon: IconCash, entity: 'accounting.payment' },
  { to: '/trucks', text: 'truckPlanner', icon: IconTruck, entity: 'supply.truck' },
  { to: '/warehouse', text: 'warehouseDesk', icon: IconBuildingWarehouse, entity: 'warehouse.shipment' },
  { to: '/lists', text: 'lists', icon: IconList },
  { to: '/numbers', text: 'numbers', icon: IconChartBar },
  { to: '/regulation', text: 'regulation', icon: IconBook2 },
  { to: '/admin', text: 'administration', icon: IconSettings },
] as const;

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
  const pages = PAGES.filter((one) => !('entity' in one) || metadata.entities.some((entity) => entity.id === one.entity));
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
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <AppShell.Section grow component={ScrollArea}>
          <nav aria-label={texts.menu}>
            {pages.map(({ to, text, icon: Icon }) => (
              <NavLink key={to} component={Link} to={to as never} label={texts[text]} leftSection={<Icon size={18} stroke={1.6} />} active={isHere(to)} aria-current={isHere(to) ? 'page' : undefined} onClick={close} styles={{ root: { borderRadius: 6 } }} />
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
