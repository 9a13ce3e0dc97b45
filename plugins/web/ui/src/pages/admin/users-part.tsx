import { useState } from 'react';
import { ActionIcon, Anchor, Badge, Button, Group, Menu, Stack, Switch, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDots, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMetadata } from '../../api/metadata.ts';
import { useMay } from '../../api/session.ts';
import { Loading } from '../../components/loading.tsx';
import { Empty, Failed } from '../../components/page-states.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill, useTexts } from '../../texts/use-texts.ts';
import { NewUserDialog } from './new-user-dialog.tsx';
import { TokensDialog } from './tokens-dialog.tsx';
import { PasswordDialog, RolesDialog } from './user-dialogs.tsx';
import type { User } from './users.ts';
import { useUserCommand, userRolesQuery, usersQuery } from './users.ts';

/** People of the company: who they are, their roles, and what may be done about them. */
export default function UsersPart() {
  const texts = useRuleTexts();
  const may = useMay();
  const users = useQuery(usersQuery);
  const assigned = useQuery(userRolesQuery);
  const { roles } = useMetadata();
  const [typed, setTyped] = useState('');
  const [withOff, setWithOff] = useState(false);
  const [making, setMaking] = useState(false);
  if (users.isPending || assigned.isPending) return <Loading />;
  if (users.data === undefined) return <Failed error={users.error as Error} retry={() => void users.refetch()} />;
  const rolesOf = (user: User): string[] => (assigned.data ?? []).filter((one) => one.user_id === user.id).map((one) => one.role);
  const nameOf = (code: string): string => roles.find((one) => one.code === code)?.label ?? '';
  const asked = typed.trim().toLowerCase();
  const shown = users.data.filter((user) => !user.is_system && (withOff || user.is_active) && [user.full_name, user.login, user.email, user.position, ...rolesOf(user).map(nameOf)].some((one) => one?.toLowerCase().includes(asked) === true));
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          <TextInput aria-label={texts.find} placeholder={texts.find} leftSection={<IconSearch size={15} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} w={240} />
          <Switch label={texts.withOff} checked={withOff} onChange={(event) => setWithOff(event.currentTarget.checked)} />
        </Group>
        {may('user.manage') && may('role.manage') ? (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
            {texts.newUser}
          </Button>
        ) : null}
      </Group>
      {shown.length === 0 ? <Empty filtered onClear={() => setTyped('')} /> : (
        <PlainTable
          label={texts.users}
          head={[texts.fullName, texts.login, texts.position, texts.rolesWord, '']}
          rows={shown.map((user) => ({
            key: user.id,
            cells: [
              <Group key="name" gap={6}>
                <Anchor component={Link} to={`/e/core/users/${user.id}` as never} fz="inherit">
                  {user.full_name}
                </Anchor>
                {user.is_active ? null : <Badge size="sm" color="gray" variant="light" tt="none">{texts.deactivated}</Badge>}
              </Group>,
              user.login ?? '—',
              user.position ?? '—',
              rolesOf(user).length === 0 ? <Text key="none" span fz="inherit" c="dimmed">{texts.noRoles}</Text> : rolesOf(user).map(nameOf).join(', '),
              <UserActions key="actions" user={user} roles={rolesOf(user)} />,
            ],
          }))}
        />
      )}
      {making ? <NewUserDialog onClose={() => setMaking(false)} /> : null}
    </Stack>
  );
}

function UserActions({ user, roles }: { user: User; roles: readonly string[] }) {
  const texts = useRuleTexts();
  const general = useTexts();
  const may = useMay();
  const [asking, setAsking] = useState<'roles' | 'password' | 'tokens'>();
  const off = useUserCommand(user, 'deactivate');
  const on = useUserCommand(user, 'activate');
  const close = (): void => setAsking(undefined);
  const askOff = (): void => void modals.openConfirmModal({ title: fill(texts.deactivateSure, { name: user.full_name }), labels: { confirm: texts.deactivate, cancel: general.cancel }, confirmProps: { color: 'red' }, onConfirm: () => off.mutate({}) });
  return (
    <>
      <Menu shadow="md" position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" loading={off.isPending || on.isPending} aria-label={fill(texts.actions, { name: user.full_name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may('role.manage') ? <Menu.Item onClick={() => setAsking('roles')}>{texts.setRoles}</Menu.Item> : null}
          {may('user.manage') ? (
            <>
              <Menu.Item onClick={() => setAsking('password')}>{texts.setPassword}…</Menu.Item>
              <Menu.Item onClick={() => setAsking('tokens')}>{texts.tokens}</Menu.Item>
              <Menu.Divider />
              {user.is_active ? <Menu.Item onClick={askOff}>{texts.deactivate}</Menu.Item> : <Menu.Item onClick={() => on.mutate({})}>{texts.activate}</Menu.Item>}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <ProblemAlert error={off.error ?? on.error} />
      {asking === 'roles' ? <RolesDialog user={user} roles={roles} onClose={close} /> : asking === 'password' ? <PasswordDialog user={user} onClose={close} /> : asking === 'tokens' ? <TokensDialog user={user} onClose={close} /> : null}
    </>
  );
}
