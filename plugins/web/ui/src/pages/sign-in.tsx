import { useState } from 'react';
import { Alert, Anchor, Box, Button, Card, Center, Group, PasswordInput, ScrollArea, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ApiError, request } from '../api/client.ts';
import { useSignIn } from '../api/session.ts';
import { fill, storeLocale, useLocale, useTexts } from '../texts/use-texts.ts';

interface Demo {
  readonly password: string;
  readonly companies: readonly { readonly id: string; readonly title: string; readonly users: readonly { readonly login: string; readonly name: string; readonly roles: readonly string[] }[] }[];
}

/** Sign in; in the demo the people of the companies are offered. */
export function SignInPage() {
  const texts = useTexts();
  const locale = useLocale();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const signIn = useSignIn();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [, setShown] = useState(locale);
  const demo = useQuery({ queryKey: ['demo', locale], retry: false, queryFn: async () => request<Demo>('/api/demo').catch((error: unknown) => (error instanceof ApiError ? null : Promise.reject(error))) });
  const enter = (given: { login: string; password: string }): void => signIn.mutate(given, { onSuccess: () => void navigate({ to: (to ?? '/') as never }) });
  const other = locale === 'ru' ? 'en' : 'ru';
  return (
    <Center mih="100dvh" p="md" component="main">
      <Group align="stretch" gap="xl" justify="center">
        <Card withBorder padding="xl" w={340}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              enter({ login, password });
            }}
          >
            <Stack gap="md">
              <Group gap="sm">
                <img src="/icon.svg" width={32} height={32} alt="" />
                <Title order={1}>{texts.appName}</Title>
              </Group>
              {signIn.error === null ? null : (
                <Alert color="red" variant="light" role="alert">
                  {signIn.error instanceof ApiError && signIn.error.status === 0 ? texts.offline : signIn.error.message}
                </Alert>
              )}
              <TextInput label={texts.login} name="login" autoComplete="username" autoFocus value={login} onChange={(event) => setLogin(event.currentTarget.value)} />
              <PasswordInput label={texts.password} name="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
              <Button type="submit" fullWidth loading={signIn.isPending} disabled={login === '' || password === ''}>
                {texts.signIn}
              </Button>
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="center"
                onClick={() => {
                  storeLocale(other);
                  setShown(other);
                }}
              >
                {texts.language}
              </Anchor>
            </Stack>
          </form>
        </Card>
        {demo.data === undefined || demo.data === null ? null : (
          <Card withBorder padding="md" w={360}>
            <Text fw={600}>{texts.demoUsers}</Text>
            <Text size="xs" c="dimmed" pb="xs">
              {fill(texts.demoPassword, { password: demo.data.password })}
            </Text>
            <ScrollArea.Autosize mah={420}>
              {demo.data.companies.map((company) => (
                <Box key={company.id} pb="sm">
                  <Text size="xs" c="dimmed" tt="uppercase" py={4}>
                    {company.title}
                  </Text>
                  {company.users.map((user) => (
                    <UnstyledButton key={user.login} display="block" w="100%" py={5} px={6} onClick={() => enter({ login: user.login, password: demo.data?.password ?? '' })}>
                      <Text size="sm">{user.name}</Text>
                      <Text size="xs" c="dimmed">
                        {user.roles.join(', ')}
                      </Text>
                    </UnstyledButton>
                  ))}
                </Box>
              ))}
            </ScrollArea.Autosize>
          </Card>
        )}
      </Group>
    </Center>
  );
}
