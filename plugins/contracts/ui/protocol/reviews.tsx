import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta, Page, Row } from '../../../web/ui/src/kit.ts';
import { EventButtons, StateBadge, dayOf, fill, formatMoment, included, listSearch, mainRegion, request, useEntity, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';

/** Consents asked about a contract's form and about one round of its protocol; those that wait are decided here. */
export function Reviews({ contractId, protocolId }: { contractId: string; protocolId?: string }) {
  const approval = useEntity('core.approval');
  return approval === undefined ? null : <ReviewList approval={approval} subjects={protocolId === undefined ? [contractId] : [protocolId, contractId]} contractId={contractId} />;
}

function ReviewList({ approval, subjects, contractId }: { approval: EntityMeta; subjects: readonly string[]; contractId: string }) {
  const texts = useContractTexts();
  const list = useQuery({
    queryKey: ['list', approval.id, 'reviews', subjects],
    queryFn: ({ signal }) => request<Page>(`${approval.path}${listSearch({ filter: { 'subject_id][in': subjects.join(',') }, sort: '-requested_at', include: 'approver', limit: 50 })}`, { signal }),
  });
  const rows = list.data?.data ?? [];
  if (rows.length === 0) return null;
  const waiting = rows.filter((row) => row['state'] === mainRegion(approval)?.initial);
  const decided = rows.filter((row) => !waiting.includes(row));
  return (
    <Stack gap="xs" component="section" aria-label={texts.reviews}>
      <Title order={3}>{texts.reviews}</Title>
      {waiting.map((row) => (
        <Review key={row.id} approval={approval} row={row} ofForm={row['subject_id'] === contractId} waiting />
      ))}
      {decided.map((row) => (
        <Review key={row.id} approval={approval} row={row} ofForm={row['subject_id'] === contractId} waiting={false} />
      ))}
    </Stack>
  );
}

function Review({ approval, row, ofForm, waiting }: { approval: EntityMeta; row: Row; ofForm: boolean; waiting: boolean }) {
  const texts = useContractTexts();
  const locale = useLocale();
  const { company, roles } = useMetadata();
  const region = mainRegion(approval);
  const due = typeof row['due_at'] === 'string' ? row['due_at'] : undefined;
  const today = dayOf(new Date(), company.time_zone);
  const color = due === undefined ? 'dimmed' : Date.parse(due) < Date.now() ? 'red' : dayOf(due, company.time_zone) === today ? 'yellow.8' : 'teal';
  const approver = included(row, 'approver_id')?.['full_name'];
  const role = roles.find((one) => one.code === row['required_role'])?.label;
  const comment = typeof row['decision_comment'] === 'string' ? row['decision_comment'] : undefined;
  const line = (
    <Group justify="space-between" gap="sm">
      <Stack gap={2} miw={0}>
        <Group gap={8}>
          <Text size="sm" fw={500}>
            {typeof approver === 'string' ? approver : (role ?? '')}
          </Text>
          {region === undefined ? null : <StateBadge region={region} state={String(row['state'])} />}
          {ofForm ? <Text size="xs" c="dimmed">{texts.formReview}</Text> : null}
        </Group>
        <Group gap={8}>
          {typeof approver === 'string' && role !== undefined ? <Text size="xs" c="dimmed">{role}</Text> : null}
          {waiting && due !== undefined ? <Text size="xs" c={color}>{fill(texts.dueBy, { when: formatMoment(due, locale, company.time_zone) })}</Text> : null}
          {!waiting && typeof row['decided_at'] === 'string' ? <Text size="xs" c="dimmed">{formatMoment(row['decided_at'], locale, company.time_zone)}</Text> : null}
        </Group>
        {comment === undefined ? null : (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            «{comment}»
          </Text>
        )}
      </Stack>
      {waiting ? <EventButtons entity={approval} id={row.id} /> : null}
    </Group>
  );
  return waiting ? (
    <Card withBorder padding="sm" style={{ borderInlineStart: '3px solid var(--mantine-primary-color-filled)', overflow: 'visible' }}>
      {line}
    </Card>
  ) : (
    line
  );
}
