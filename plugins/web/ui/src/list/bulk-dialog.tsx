import { useRef, useState } from 'react';
import { Alert, Anchor, Button, Group, Modal, Progress, ScrollArea, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { ApiError, actionKey, request } from '../api/client.ts';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf } from '../api/metadata.ts';
import type { AvailableEvent, Row } from '../api/records.ts';
import { titleOf, useRefresh } from '../api/records.ts';
import { EventField } from '../components/event-field.tsx';
import { Reasons } from '../components/problem-alert.tsx';
import { fill, useTexts } from '../texts/use-texts.ts';

interface Refusal {
  readonly row: Row;
  readonly error: Error;
}

/** Sends one event to many rows, each in its own right: what the guards of one refuse stops none of the others, and is reported row by row. */
export function BulkDialog({ entity, rows, event, onClose, onDone }: { entity: EntityMeta; rows: readonly Row[]; event: AvailableEvent; onClose: () => void; onDone: () => void }) {
  const texts = useTexts();
  const refresh = useRefresh();
  const [data, setData] = useState<Record<string, unknown>>({});
  const [sent, setSent] = useState<number>();
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const stopped = useRef(false);
  const isRunning = sent !== undefined && sent < rows.length && !stopped.current;
  const isOver = sent !== undefined && !isRunning;
  const run = async (): Promise<void> => {
    const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== ''));
    setSent(0);
    for (const [index, row] of rows.entries()) {
      if (stopped.current) break;
      try {
        await request(`${entity.path}/${row.id}/transitions`, { method: 'POST', key: actionKey(), body: { event: event.event, data: given } });
      } catch (error) {
        setRefused((before) => [...before, { row, error: error as Error }]);
        // Without a line nothing more gets through; what was not sent stays chosen.
        if (error instanceof ApiError && (error.status === 0 || error.status === 401)) stopped.current = true;
      }
      setSent(index + 1);
    }
    await refresh();
  };
  const close = (): void => {
    stopped.current = true;
    if (isOver && refused.length === 0) onDone();
    onClose();
  };
  return (
    <Modal opened onClose={close} size="lg" title={<Text fw={600}>{`${event.label}: ${fill(texts.selected, { count: rows.length })}`}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void run();
        }}
      >
        <Stack gap="sm">
          {sent === undefined ? (
            <>
              <Text size="sm" c="dimmed">
                {texts.bulkHint}
              </Text>
              {event.fields.map((field, index) => (
                <EventField key={field.name} entity={entity} event={event} name={field.name} value={data[field.name]} autoFocus={index === 0} onChange={(value) => setData((before) => ({ ...before, [field.name]: value }))} />
              ))}
            </>
          ) : (
            <>
              <Progress value={(sent / Math.max(1, rows.length)) * 100} aria-label={texts.whatNow} animated={isRunning} />
              <Alert color={refused.length === 0 ? 'teal' : 'yellow'} variant="light" icon={<IconCircleCheck size={18} />} role="status">
                {fill(texts.bulkResult, { done: sent - refused.length, refused: refused.length, total: rows.length })}
              </Alert>
              <ScrollArea.Autosize mah={340}>
                <Stack gap="xs">
                  {refused.map(({ row, error }) => (
                    <div key={row.id}>
                      <Anchor component={Link} to={pageOf(entity, row.id) as never} size="sm">
                        {titleOf(entity, row)}
                      </Anchor>
                      {error instanceof ApiError && (error.problem.reasons ?? []).length > 0 ? <Reasons reasons={error.problem.reasons ?? []} /> : <Text size="sm">{error instanceof ApiError && error.status === 0 ? texts.offline : error.message}</Text>}
                    </div>
                  ))}
                </Stack>
              </ScrollArea.Autosize>
            </>
          )}
          <Group justify="flex-end">
            {sent === undefined ? (
              <>
                <Button variant="default" onClick={close}>
                  {texts.cancel}
                </Button>
                <Button type="submit" data-autofocus={event.fields.length === 0 ? true : undefined}>
                  {event.label}
                </Button>
              </>
            ) : (
              <Button variant="default" onClick={close}>
                {isRunning ? texts.stop : texts.close}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
