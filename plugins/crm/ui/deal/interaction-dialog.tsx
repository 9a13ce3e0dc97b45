import { useState } from 'react';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { EntityMeta } from '../../../web/ui/src/kit.ts';
import { ApiError, FieldInput, ProblemAlert, actionKey, request, useRefresh, useTexts } from '../../../web/ui/src/kit.ts';
import { useSalesTexts } from '../texts.ts';

const PLANNED = ['kind', 'start_at', 'topic', 'content'];
const LOGGED = ['kind', 'direction', 'start_at', 'topic', 'result'];

/** A call, letter or meeting in a few fields: one to come, or one that has happened and is written down with its result. */
export function InteractionDialog({ entity, about, logged, onClose }: { entity: EntityMeta; about: Readonly<Record<string, string>>; logged: boolean; onClose: () => void }) {
  const texts = useSalesTexts();
  const common = useTexts();
  const refresh = useRefresh();
  const [values, setValues] = useState<Record<string, unknown>>({ kind: 'phone_call', ...(logged ? { start_at: new Date().toISOString(), direction: 'outgoing' } : {}) });
  const save = useMutation({
    mutationFn: () => request(logged ? `${entity.path}/log` : entity.path, { method: 'POST', key: actionKey(), body: { ...about, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== '')) } }),
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: common.saved });
      onClose();
      await refresh();
    },
  });
  const errors = save.error instanceof ApiError ? Object.fromEntries((save.error.problem.errors ?? []).map((one) => [one.pointer.replace(/^\//, ''), one.message])) : {};
  const fields = (logged ? LOGGED : PLANNED).flatMap((name) => entity.fields.find((field) => field.name === name) ?? []);
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{logged ? texts.logDone : texts.planNext}</Text>} closeButtonProps={{ 'aria-label': common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          {fields.map((field, index) => (
            <FieldInput key={field.name} field={field} label={field.label} required={field.required || (logged && field.name === 'result')} value={values[field.name]} error={errors[field.name]} autoFocus={index === 0} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} />
          ))}
          <ProblemAlert error={save.error} hideFields={fields.some((field) => errors[field.name] !== undefined)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
