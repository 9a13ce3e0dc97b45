import { useState } from 'react';
import { PasswordInput, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { ApiError, actionKey, request } from '../../api/client.ts';
import { useRefresh } from '../../api/records.ts';
import { ReferenceSelect } from '../../components/reference-select.tsx';
import { useRuleTexts } from '../../texts/rules.ts';
import { AskDialog, RoleSelect } from './user-dialogs.tsx';

/** Makes a user: name, address, roles; a login and a password when he signs in himself. */
export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const texts = useRuleTexts();
  const refresh = useRefresh();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ locale: 'ru' });
  const [roles, setRoles] = useState<readonly string[]>([]);
  const make = useMutation({
    mutationFn: () => request('/api/access/users', { method: 'POST', key: actionKey(), body: { ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')), roles } }),
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: texts.created });
      await refresh();
      onClose();
    },
  });
  const errors = make.error instanceof ApiError ? (make.error.problem.errors ?? []) : [];
  const errorOf = (name: string): string | undefined => errors.find((one) => one.pointer === `/${name}`)?.message;
  const set = (name: string, value: string): void => setValues((before) => ({ ...before, [name]: value }));
  const text = (name: string, label: string, required = false) => <TextInput label={label} withAsterisk={required} value={values[name] ?? ''} error={errorOf(name)} onChange={(event) => set(name, event.currentTarget.value)} {...(name === 'full_name' ? { 'data-autofocus': true } : {})} autoComplete="off" />;
  return (
    <AskDialog title={texts.newUser} error={make.error} busy={make.isPending} onClose={onClose} onSend={() => make.mutate()}>
      {text('full_name', texts.fullName, true)}
      {text('email', texts.email, true)}
      <RoleSelect value={roles} onChange={setRoles} />
      {text('login', texts.login)}
      <PasswordInput label={texts.password} autoComplete="new-password" value={values['password'] ?? ''} error={errorOf('password')} onChange={(event) => set('password', event.currentTarget.value)} />
      {text('position', texts.position)}
      <ReferenceSelect target="core.department" label={texts.department} value={values['department_id'] ?? null} onChange={(id) => set('department_id', id ?? '')} />
      <Select label={texts.language} allowDeselect={false} value={values['locale'] ?? 'ru'} onChange={(value) => set('locale', value ?? 'ru')} data={[{ value: 'ru', label: texts.russian }, { value: 'en', label: texts.english }]} />
    </AskDialog>
  );
}
