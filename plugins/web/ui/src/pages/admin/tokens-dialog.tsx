import { useState } from 'react';
import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { actionKey, request } from '../../api/client.ts';
import { useMetadata } from '../../api/metadata.ts';
import { Loading } from '../../components/loading.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { formatMoment, momentOf } from '../../format/index.ts';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill, useLocale, useTexts } from '../../texts/use-texts.ts';
import type { User } from './users.ts';

interface Token {
  readonly id: string;
  readonly name: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
}

/** Tokens by which programs act for a person: made, shown once, revoked. */
export function TokensDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const texts = useRuleTexts();
  const general = useTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const client = useQueryClient();
  const path = `/api/access/users/${user.id}/tokens`;
  const tokens = useQuery({ queryKey: ['tokens', user.id], queryFn: () => request<{ readonly data: readonly Token[] }>(path) });
  const [name, setName] = useState('');
  const [until, setUntil] = useState('');
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['tokens', user.id] });
  const make = useMutation({
    mutationFn: () => request<{ readonly token: string }>(path, { method: 'POST', key: actionKey(), body: { name, ...(until === '' ? {} : { expires_at: momentOf(`${until}T23:59`, zone) }) } }),
    onSuccess: () => {
      setName('');
      return again();
    },
  });
  const revoke = useMutation({ mutationFn: (id: string) => request(`${path}/${id}`, { method: 'DELETE', key: actionKey() }), onSettled: again });
  const live = (tokens.data?.data ?? []).filter((one) => one.revoked_at === null);
  const moment = (value: string | null, otherwise: string): string => (value === null ? otherwise : formatMoment(value, locale, zone));
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>{fill(texts.tokensOf, { name: user.full_name })}</Text>} closeButtonProps={{ 'aria-label': general.close }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {texts.tokensHint}
        </Text>
        {tokens.isPending ? <Loading /> : live.length === 0 ? <Text size="sm">{texts.noTokens}</Text> : (
          <PlainTable
            label={texts.tokens}
            head={[texts.tokenName, texts.expires, texts.lastUsed, '']}
            rows={live.map((one) => ({
              key: one.id,
              cells: [
                one.name, moment(one.expires_at, '—'), moment(one.last_used_at, texts.never),
                <Button key="revoke" size="compact-xs" variant="default" aria-label={`${texts.revoke}: ${one.name}`} loading={revoke.isPending && revoke.variables === one.id} onClick={() => revoke.mutate(one.id)}>
                  {texts.revoke}
                </Button>,
              ],
            }))}
          />
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Group gap="sm" align="flex-end">
            <TextInput label={texts.tokenName} value={name} onChange={(event) => setName(event.currentTarget.value)} style={{ flex: 1 }} data-autofocus />
            <TextInput type="date" label={texts.expires} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
            <Button type="submit" disabled={name.trim() === ''} loading={make.isPending}>
              {texts.makeToken}
            </Button>
          </Group>
        </form>
        <ProblemAlert error={make.error ?? revoke.error ?? tokens.error} />
        {make.data === undefined ? null : (
          <Alert color="teal" variant="light" title={texts.tokenMade}>
            <Group gap="xs">
              <Code style={{ overflowWrap: 'anywhere' }}>{make.data.token}</Code>
              <CopyButton value={make.data.token}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="default" onClick={copy}>
                    {copied ? texts.copied : texts.copy}
                  </Button>
                )}
              </CopyButton>
            </Group>
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}
