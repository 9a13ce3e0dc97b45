import { Alert, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../api/client.ts';
import type { Reason } from '../api/client.ts';
import { useMetadata } from '../api/metadata.ts';
import { fill, useTexts } from '../texts/use-texts.ts';

/** Names of roles in the company's words. */
function useRoleNames(): (codes: readonly string[]) => string {
  const { roles } = useMetadata();
  return (codes) => codes.flatMap((code) => roles.find((one) => one.code === code)?.label ?? []).join(', ');
}

/** Each reason of a refusal in words, with the clauses that did not hold and who can help. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const texts = useTexts();
  const names = useRoleNames();
  return (
    <List spacing={6} size="sm">
      {reasons.map((reason, index) => (
        <List.Item key={`${reason.code}${index}`}>
          <Stack gap={2}>
            <Text size="sm">{reason.message}</Text>
            {(reason.clauses ?? []).filter((clause) => clause.result === false && clause.text !== undefined).map((clause) => (
              <Text key={clause.text} size="xs" c="dimmed">
                {clause.text}
              </Text>
            ))}
            {reason.who === undefined || names(reason.who) === '' ? null : (
              <Text size="xs" c="dimmed">
                {fill(texts.whoHelps, { roles: names(reason.who) })}
              </Text>
            )}
          </Stack>
        </List.Item>
      ))}
    </List>
  );
}

/** What the server refused and why. Errors of fields are shown at the fields, by whoever draws them. */
export function ProblemAlert({ error, hideFields = false }: { error: unknown; hideFields?: boolean }) {
  const texts = useTexts();
  if (error === null || error === undefined) return null;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const title = problem?.status === 0 ? texts.offline : problem?.code === 'core.version_conflict' ? texts.changedElsewhere : problem !== undefined && problem.status >= 500 ? fill(texts.failedHint, { id: problem.id ?? '—' }) : (error as Error).message;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      {problem?.reasons === undefined || problem.reasons.length === 0 ? null : <Reasons reasons={problem.reasons} />}
      {hideFields || problem?.errors === undefined || problem.errors.length === 0 ? null : (
        <List size="sm">
          {problem.errors.map((one) => (
            <List.Item key={`${one.pointer}${one.code}`}>{one.message}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
