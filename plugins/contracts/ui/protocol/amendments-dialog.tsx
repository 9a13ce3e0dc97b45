import { useState } from 'react';
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { AvailableEvent, EntityMeta } from '../../../web/ui/src/kit.ts';
import { ApiError, FieldInput, ProblemAlert, Reasons, useMovedNotice, useSend, useTexts } from '../../../web/ui/src/kit.ts';
import { PointsSheet } from './points-sheet.tsx';
import type { Column, SheetRow } from './sheet-rows.ts';
import { cellErrors, itemsOf, newRow } from './sheet-rows.ts';

const ASKED: readonly Column[] = ['clause', 'our_wording', 'client_wording', 'proposed_wording'];

interface Props {
  readonly contract: EntityMeta;
  readonly protocol: EntityMeta;
  readonly item: EntityMeta;
  readonly id: string;
  readonly event: AvailableEvent;
  readonly onClose: () => void;
}

/** Enters what the client disputes, point by point or in his own words; the server opens the next round with it. */
export function AmendmentsDialog({ contract, protocol, item, id, event, onClose }: Props) {
  const common = useTexts();
  const send = useSend(contract, id);
  const moved = useMovedNotice();
  const [rows, setRows] = useState<SheetRow[]>([newRow()]);
  const [text, setText] = useState('');
  const [origin, setOrigin] = useState<unknown>(null);
  const label = (name: string): string => event.fields.find((field) => field.name === name)?.label ?? '';
  const originField = protocol.fields.find((field) => field.name === 'origin');
  const errors = send.error instanceof ApiError ? cellErrors(send.error.problem.errors ?? []) : undefined;
  const submit = (): void => {
    const items = itemsOf(rows).filter((row) => Object.values(row).some((value) => value !== null && value !== ''));
    send.mutate(
      { event: event.event, data: { ...(items.length === 0 ? {} : { items }), ...(text.trim() === '' ? {} : { text }), ...(origin === null ? {} : { origin }) } },
      {
        onSuccess: (sent) => {
          moved(sent);
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={<Text fw={600}>{event.label}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack
        gap="sm"
        onKeyDown={(pressed) => {
          if (pressed.key === 'Enter' && (pressed.ctrlKey || pressed.metaKey)) submit();
        }}
      >
        {event.allowed || event.reasons.length === 0 ? null : (
          <Alert color="yellow" variant="light" title={common.notNow}>
            <Reasons reasons={event.reasons} />
          </Alert>
        )}
        <PointsSheet item={item} rows={rows} columns={ASKED} writable={ASKED} grows onChange={setRows} {...(errors === undefined ? {} : { errors })} />
        <Textarea label={label('text')} autosize minRows={2} maxRows={8} value={text} onChange={(typed) => setText(typed.currentTarget.value)} />
        {originField === undefined ? null : <FieldInput field={originField} label={label('origin')} value={origin} onChange={setOrigin} />}
        <ProblemAlert error={send.error} hideFields={(errors?.size ?? 0) > 0} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={send.isPending} onClick={submit}>
            {event.label}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
