import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PlainTable } from '../../components/plain-table.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { fill } from '../../texts/use-texts.ts';
import { regulationQuery } from '../regulation/regulation.ts';
import { userRolesQuery, usersQuery } from './users.ts';

/** The roles of the regulation with who holds each; one that nobody holds stands out, since its work is nobody's. */
export default function RolesPart() {
  const texts = useRuleTexts();
  const { roles } = useSuspenseQuery(regulationQuery).data;
  const users = useQuery(usersQuery);
  const assigned = useQuery(userRolesQuery);
  const holders = (code: string) => (assigned.data ?? []).flatMap((one) => (one.role === code ? (users.data ?? []).filter((user) => user.id === one.user_id && user.is_active) : []));
  return (
    <Stack gap="sm">
      <Anchor component={Link} to={'/regulation' as never} search={{ part: 'roles' } as never} size="sm">
        {texts.regulation}: {texts.roles}
      </Anchor>
      <PlainTable
        label={texts.rolesWord}
        head={[texts.role, texts.holders]}
        rows={roles.map((role) => {
          const people = holders(role.code);
          return {
            key: role.code,
            cells: [
              <Stack key="role" gap={0}>
                <span>{role.label}</span>
                {role.includes.length === 0 ? null : <Text size="xs" c="dimmed">{fill(texts.includes, { roles: role.includes.join(', ') })}</Text>}
              </Stack>,
              people.length > 0 ? people.map((user) => user.full_name).join(', ') : <Text key="nobody" span fz="inherit" c="dimmed">{role.outside ? texts.outside : '—'}</Text>,
            ],
          };
        })}
      />
    </Stack>
  );
}
