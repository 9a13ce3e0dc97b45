import { ActionIcon, Menu, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLanguage, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMetadata } from '../api/metadata.ts';
import { useSession, useSetLocale, useSignOut } from '../api/session.ts';
import { storeLocale, useLocale, useTexts } from '../texts/use-texts.ts';

/** Who I am here, my language, my theme, the way out. */
export function UserMenu() {
  const texts = useTexts();
  const locale = useLocale();
  const { user } = useSession();
  const { roles } = useMetadata();
  const setLocale = useSetLocale();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = locale === 'ru' ? 'en' : 'ru';
  return (
    <Menu shadow="md" width={260} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={user.name}>
          <IconUser size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {user.name}
          </Text>
          <Text size="xs">{roles.filter((one) => one.mine).map((one) => one.label).join(', ')}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLanguage size={16} />}
          onClick={() => {
            storeLocale(other);
            setLocale.mutate(other);
          }}
        >
          {texts.language}
        </Menu.Item>
        <Menu.Item leftSection={scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {scheme === 'dark' ? texts.light : texts.dark}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate(undefined, { onSettled: () => void navigate({ to: '/sign-in' }) })}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
