import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { Button, Group, Modal, MultiSelect, PasswordInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMetadata } from '../../api/metadata.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { User } from './users.ts';
import { useUserCommand } from './users.ts';

interface DialogProps {
  readonly title: string;
  readonly error: unknown;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly onClose: () => void;
  readonly onSend: () => void;
  readonly children: ReactNode;
}

/** A question with a form: Enter sends, Escape leaves. */
export function AskDialog({ title, error, busy, disabled = false, onClose, onSend, children }: DialogProps) {
  const texts = useTexts();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={600}>{title}</Text>} closeButtonProps={{ 'aria-label': texts.close }}>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          {children}
          <ProblemAlert error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled}>
              {texts.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Chooses roles by their names in the regulation. */
export function RoleSelect({ value, onChange, autoFocus = false }: { value: readonly string[]; onChange: (roles: string[]) => void; autoFocus?: boolean }) {
  const texts = useRuleTexts();
  const { roles } = useMetadata();
  return <MultiSelect label={texts.rolesWord} searchable clearable hidePickedOptions value={[...value]} onChange={onChange} data={roles.map((one) => ({ value: one.code, label: one.label }))} {...(autoFocus ? { 'data-autofocus': true } : {})} />;
}

/** Sets a person's roles. */
export function RolesDialog({ user, roles, onClose }: { user: User; roles: readonly string[]; onClose: () => void }) {
  const texts = useRuleTexts();
  const [chosen, setChosen] = useState<readonly string[]>(roles);
  const set = useUserCommand(user, 'roles');
  const send = (): void =>
    set.mutate({ roles: chosen }, {
      onSuccess: () => {
        notifications.show({ color: 'teal', message: texts.rolesSet });
        onClose();
      },
    });
  return (
    <AskDialog title={user.full_name} error={set.error} busy={set.isPending} onClose={onClose} onSend={send}>
      <RoleSelect value={chosen} onChange={setChosen} autoFocus />
    </AskDialog>
  );
}

/** Sets a person's password; his sessions end. */
export function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const texts = useRuleTexts();
  const [password, setPassword] = useState('');
  const set = useUserCommand(user, 'password');
  const send = (): void =>
    set.mutate({ password }, {
      onSuccess: () => {
        notifications.show({ color: 'teal', message: texts.passwordSet });
        onClose();
      },
    });
  return (
    <AskDialog title={user.full_name} error={set.error} busy={set.isPending} disabled={password === ''} onClose={onClose} onSend={send}>
      <PasswordInput label={texts.newPassword} description={texts.passwordHint} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} data-autofocus />
    </AskDialog>
  );
}
