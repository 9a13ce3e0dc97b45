import { useState } from 'react';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';
import type { EntityMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import type { AvailableEvent, Sent } from '../api/records.ts';
import { transitionsQuery, useSend } from '../api/records.ts';
import { fill, useTexts } from '../texts/use-texts.ts';
import { EventField } from './event-field.tsx';
import { ProblemAlert, Reasons } from './problem-alert.tsx';

/** Tells what moved with an event: the item itself and everything that followed it. */
export function useMovedNotice(): (sent: Sent) => void {
  const { entities } = useMetadata();
  const texts = useTexts();
  return (sent) => {
    const said = sent.moved.map((move) => fill(texts.movedTo, { what: entities.find((one) => one.id === move.entity)?.label.one ?? '', state: move.to_label }));
    notifications.show({ color: 'teal', message: said.length === 0 ? texts.done : [...new Set(said)].slice(0, 6).join(' · ') });
  };
}

function dataErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map((one) => [one.pointer.replace(/^\/(data\/)?/, '').split('/')[0] ?? '', one.message]));
}

/** Rows of a table are entered where the plugin has a screen for them; the dialog asks for the rest. */
function isTable(schema: Readonly<Record<string, unknown>> | undefined): boolean {
  return schema?.['type'] === 'array' && (schema['items'] as { readonly type?: unknown } | undefined)?.type === 'object';
}

interface DialogProps {
  readonly entity: EntityMeta;
  readonly id: string;
  readonly version?: number;
  readonly event: AvailableEvent;
  /** Data that is known already, such as the stage a card was dropped on. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
  readonly onDone?: (sent: Sent) => void;
}

/** Asks for exactly the data an event needs, sends it, and when it is refused says why and who can help. */
export function EventDialog({ entity, id, version, event, fixed = {}, onClose, onDone }: DialogProps) {
  const texts = useTexts();
  const send = useSend(entity, id);
  const moved = useMovedNotice();
  const [data, setData] = useState<Record<string, unknown>>({});
  const errors = dataErrors(send.error);
  const properties = event.needs.properties ?? {};
  const submit = (): void => {
    const given = Object.fromEntries(Object.entries({ ...fixed, ...data }).filter(([, value]) => value !== null && value !== ''));
    send.mutate(
      { event: event.event, data: given, ...(version === undefined ? {} : { version }) },
      {
        onSuccess: (sent) => {
          moved(sent);
          onDone?.(sent);
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{event.label}</Text>} size="md" closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm">
          {event.allowed ? null : (
            <Alert color="yellow" variant="light" title={texts.notNow}>
              <Reasons reasons={event.reasons} />
            </Alert>
          )}
          {event.fields.filter((field) => field.required || !isTable(properties[field.name])).map((field, index) => (
            <EventField key={field.name} entity={entity} event={event} name={field.name} value={data[field.name]} error={errors[field.name]} autoFocus={index === 0} onChange={(value) => setData((before) => ({ ...before, [field.name]: value }))} />
          ))}
          <ProblemAlert error={send.error} hideFields={Object.keys(errors).some((name) => properties[name] !== undefined)} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={!event.allowed} data-autofocus={event.fields.length === 0 ? true : undefined}>
              {event.label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The dialog of one event of an item, once what the item can do now is read; for a drag that has only a name. */
export function NamedEventDialog({ entity, id, name, onClose, onDone }: { entity: EntityMeta; id: string; name: string; onClose: () => void; onDone?: (sent: Sent) => void }) {
  const { data } = useQuery(transitionsQuery(entity, id));
  const event = data?.data.find((one) => one.event === name);
  if (event === undefined) return null;
  return <EventDialog entity={entity} id={id} event={event} onClose={onClose} {...(onDone === undefined ? {} : { onDone })} />;
}
