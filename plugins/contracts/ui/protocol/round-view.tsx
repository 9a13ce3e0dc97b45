import { useState } from 'react';
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { ApiError, EventButtons, ProblemAlert, StateBadge, fill, formatDate, formatMoment, mainRegion, transitionsQuery, useLocale, useMetadata, useMovedNotice, useSave, useSend } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';
import { PointsSheet } from './points-sheet.tsx';
import { Reviews } from './reviews.tsx';
import type { Round } from './rounds.ts';
import type { SheetRow } from './sheet-rows.ts';
import { COLUMNS, DECIDED, cellErrors, decisionsOf, itemsOf } from './sheet-rows.ts';

const DECIDE = 'protocol.points_decided';
/** While this is ahead the protocol is still being written. */
const SUBMIT = 'protocol.submitted';

/** One round: its state and what can be done with it, consents, and its points to write, to decide or only to read. */
export function RoundView({ protocol, item, round, contractId }: { protocol: EntityMeta; item: EntityMeta; round: Round; contractId: string }) {
  const texts = useContractTexts();
  const region = mainRegion(protocol);
  const open = round.items.filter((point) => point.decision === item.fields.find((field) => field.name === 'decision')?.values?.[0]?.code).length;
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={2}>{fill(texts.roundRevision, { round: round.round_no, revision: round.revision_no })}</Title>
          {region === undefined ? null : <StateBadge region={region} state={round.state} />}
          <Text size="sm" c="dimmed">
            {open === 0 ? fill(texts.allDecided, { total: round.items.length }) : fill(texts.openPoints, { open, total: round.items.length })}
          </Text>
        </Group>
        <EventButtons entity={protocol} id={round.id} except={[DECIDE]} />
      </Group>
      <Frozen round={round} final={region?.states[round.state]?.final === true} />
      {round.comment === null ? null : (
        <div>
          <Text size="xs" c="dimmed">
            {texts.wishes}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {round.comment}
          </Text>
        </div>
      )}
      <Reviews contractId={contractId} protocolId={round.id} />
      <Points key={round.id} protocol={protocol} item={item} round={round} />
    </Stack>
  );
}

/** Says that a round stands as it was sent, and who has signed it. */
function Frozen({ round, final }: { round: Round; final: boolean }) {
  const texts = useContractTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const signed = [
    ...(round.signed_by_company_at === null ? [] : [fill(texts.signedByUs, { when: formatDate(round.signed_by_company_at, locale) })]),
    ...(round.signed_by_client_at === null ? [] : [fill(texts.signedByClient, { when: formatDate(round.signed_by_client_at, locale) })]),
  ];
  if (round.sent_at === null && !final) return signed.length === 0 ? null : <Text size="sm">{signed.join(' · ')}</Text>;
  return (
    <Alert color="gray" variant="light" icon={<IconLock size={18} />} title={round.sent_at !== null ? fill(texts.frozen, { when: formatMoment(round.sent_at, locale, zone) }) : texts.frozenEnded} py="xs">
      {signed.length === 0 ? null : signed.join(' · ')}
    </Alert>
  );
}

/** The points of a round. What may be written now is what the server offers for its state: the protocol's own text, decisions about it, or nothing. */
function Points({ protocol, item, round }: { protocol: EntityMeta; item: EntityMeta; round: Round }) {
  const texts = useContractTexts();
  const events = useQuery(transitionsQuery(protocol, round.id)).data?.data ?? [];
  const save = useSave(protocol, round.id);
  const send = useSend(protocol, round.id);
  const moved = useMovedNotice();
  const [draft, setDraft] = useState<{ readonly version: number; readonly rows: SheetRow[] }>();
  const stored: SheetRow[] = round.items.map((point) => ({ ...point, key: point.id }));
  const decides = events.some((one) => one.event === DECIDE && one.allowed);
  const edits = protocol.can.update && events.some((one) => one.event === SUBMIT);
  const mode = decides ? 'decide' : edits ? 'edit' : 'read';
  const rows = draft?.rows ?? stored;
  const error = mode === 'decide' ? send.error : save.error;
  const errors = error instanceof ApiError ? cellErrors(error.problem.errors ?? []) : undefined;
  const close = (): void => {
    setDraft(undefined);
    save.reset();
    send.reset();
  };
  const write = (): void => {
    if (draft === undefined) return;
    if (mode === 'edit') save.mutate({ version: draft.version, items: itemsOf(draft.rows) }, { onSuccess: close });
    if (mode === 'decide') {
      send.mutate({ event: DECIDE, version: draft.version, data: { decisions: decisionsOf(draft.rows, round.items) } }, {
        onSuccess: (sent) => {
          moved(sent);
          close();
        },
      });
    }
  };
  return (
    <Stack
      gap="xs"
      component="section"
      aria-label={texts.points}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) write();
      }}
    >
      <Group justify="space-between" gap="sm">
        <Title order={3}>{texts.points}</Title>
        {mode === 'read' ? null : (
          <Text size="xs" c="dimmed">
            {mode === 'decide' ? texts.decideHint : texts.sheetHint}
          </Text>
        )}
      </Group>
      <PointsSheet
        item={item}
        rows={rows}
        writable={mode === 'edit' ? COLUMNS : mode === 'decide' ? DECIDED : []}
        grows={mode === 'edit'}
        frozen={round.sent_at !== null || mode === 'read'}
        {...(errors === undefined ? {} : { errors })}
        onChange={(next) => setDraft((before) => ({ version: before?.version ?? round.version, rows: next }))}
      />
      <ProblemAlert error={error} hideFields={(errors?.size ?? 0) > 0} />
      {draft === undefined ? null : (
        <Group gap="xs" style={{ position: 'sticky', bottom: 0, background: 'var(--mantine-color-body)', paddingBlock: 8 }}>
          <Button onClick={write} loading={save.isPending || send.isPending}>
            {mode === 'decide' ? texts.saveDecisions : texts.save}
          </Button>
          <Button variant="default" onClick={close}>
            {texts.cancel}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
