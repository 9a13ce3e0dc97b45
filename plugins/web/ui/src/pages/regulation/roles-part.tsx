import { useState } from 'react';
import { Badge, Card, Group, SimpleGrid, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Empty } from '../../components/page-states.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill } from '../../texts/use-texts.ts';
import type { RoleWords } from './regulation.ts';
import { regulationQuery } from './regulation.ts';

const SCOPES = ['all', 'team', 'own'] as const;

/** Every role with what it may do; one's own come first and stand out. */
export default function RolesPart() {
  const texts = useRuleTexts();
  const { roles } = useSuspenseQuery(regulationQuery).data;
  const [typed, setTyped] = useState('');
  const [onlyMine, setOnlyMine] = useState(false);
  const asked = typed.trim().toLowerCase();
  const shown = roles
    .filter((role) => (!onlyMine || role.covered) && (asked === '' || role.label.toLowerCase().includes(asked) || role.may.some((one) => one.label.toLowerCase().includes(asked))))
    .sort((a, b) => Number(b.mine) - Number(a.mine) || Number(b.covered) - Number(a.covered) || Number(a.outside) - Number(b.outside));
  return (
    <Stack gap="md">
      <Group gap="md">
        <TextInput aria-label={texts.find} placeholder={texts.find} leftSection={<IconSearch size={15} />} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} w={260} />
        <Switch label={texts.onlyMine} checked={onlyMine} onChange={(event) => setOnlyMine(event.currentTarget.checked)} />
      </Group>
      {shown.length === 0 ? <Empty filtered onClear={() => (setTyped(''), setOnlyMine(false))} /> : (
        <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
          {shown.map((role) => (
            <RoleCard key={role.code} role={role} asked={asked} />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
}

function RoleCard({ role, asked }: { role: RoleWords; asked: string }) {
  const texts = useRuleTexts();
  const words = { all: texts.scopeAll, team: texts.scopeTeam, own: texts.scopeOwn };
  const found = asked === '' || role.label.toLowerCase().includes(asked) ? role.may : role.may.filter((one) => one.label.toLowerCase().includes(asked));
  return (
    <Card withBorder padding="md" {...(role.mine ? { style: { borderColor: 'var(--mantine-color-steel-5)', borderWidth: 2 } } : {})}>
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Title order={3}>{role.label}</Title>
          {role.mine ? <Badge tt="none" style={{ flexShrink: 0 }}>{texts.mine}</Badge> : null}
          {role.outside ? <Badge variant="light" color="gray" tt="none" style={{ flexShrink: 0 }}>{texts.outside}</Badge> : null}
        </Group>
        {role.includes.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            {fill(texts.includes, { roles: role.includes.join(', ') })}
          </Text>
        )}
        {found.length === 0 ? <Text size="sm" c="dimmed">{texts.mayNothing}</Text> : null}
        {SCOPES.map((scope) => {
          const labels = [...new Set(found.filter((one) => one.scope === scope).map((one) => one.label))];
          return labels.length === 0 ? null : (
            <div key={scope}>
              <Text size="xs" c="dimmed">
                {texts.may} — {words[scope]}:
              </Text>
              <Text size="sm">{labels.join('; ')}</Text>
            </div>
          );
        })}
      </Stack>
    </Card>
  );
}
