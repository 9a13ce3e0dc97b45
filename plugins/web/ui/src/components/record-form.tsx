import { useEffect, useMemo, useState } from 'react';
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useBlocker } from '@tanstack/react-router';
import { ApiError } from '../api/client.ts';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { useSave } from '../api/records.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FieldInput } from './field-input.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { SectionEditor } from './section-editor.tsx';

const KERNEL = new Set(['id', 'version', 'created_at', 'updated_at', 'created_by', 'updated_by', 'deletion_mark', 'external_ids', 'custom', 'author_id']);

/** Fields a person fills in: of a new row, or of one that is there. */
export function formFields(entity: EntityMeta, isNew: boolean): FieldMeta[] {
  const hasPair = (name: string): boolean => name.endsWith('_entity') && entity.fields.some((one) => one.name === `${name.slice(0, -7)}_id`);
  return entity.fields.filter((field) => !KERNEL.has(field.name) && field.type !== 'json' && field.type !== 'uuid' && !hasPair(field.name) && (field.writable === 'always' || (isNew && field.writable === 'create')));
}

/** Errors by the first and the whole part of their pointer: a field, or a cell of a section. */
function errorsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map((one) => [one.pointer.replace(/^\//, ''), one.message]));
}

/** What was typed and not saved yet, kept for this tab, so that a lost session or a closed page loses nothing. */
function useDraft(key: string, initial: Record<string, unknown>): [Record<string, unknown>, (change: (before: Record<string, unknown>) => Record<string, unknown>) => void, () => void] {
  const [values, setValues] = useState<Record<string, unknown>>(() => {
    try {
      return { ...initial, ...(JSON.parse(sessionStorage.getItem(key) ?? '{}') as object) };
    } catch {
      return initial;
    }
  });
  const change = (make: (before: Record<string, unknown>) => Record<string, unknown>): void =>
    setValues((before) => {
      const next = make(before);
      sessionStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  return [values, change, () => sessionStorage.removeItem(key)];
}

interface Props {
  readonly entity: EntityMeta;
  readonly row?: Row;
  /** Values a new row begins with, such as the deal it is made from. */
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onSaved: (row: Row, close: boolean) => void;
  readonly onCancel: () => void;
}

/** The form of any entity, from its schema; errors stand at their fields in words. Ctrl+Enter saves. */
export function RecordForm({ entity, row, initial = {}, onSaved, onCancel }: Props) {
  const texts = useTexts();
  const { entities } = useMetadata();
  const isNew = row === undefined;
  const fields = useMemo(() => formFields(entity, isNew), [entity, isNew]);
  const sections = Object.entries(entity.sections ?? {}).map(([name, section]) => ({ name, ...section, rows: entities.find((one) => one.id === section.entity) }));
  const [changes, setChanges, forget] = useDraft(`draft ${entity.id} ${row?.id ?? 'new'}`, { ...initial });
  const save = useSave(entity, row?.id);
  const errors = errorsOf(save.error);
  const dirty = Object.keys(changes).some((name) => changes[name] !== initial[name]) && !save.isSuccess;
  useBlocker({ shouldBlockFn: () => dirty && !save.isPending && !confirm(texts.unsaved), enableBeforeUnload: dirty });
  const valueOf = (name: string): unknown => (name in changes ? changes[name] : row?.[name]);
  const submit = (close: boolean): void => {
    const body = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined && (!isNew || (value !== null && value !== ''))));
    save.mutate(isNew ? body : { ...body, version: row.version }, {
      onSuccess: (saved) => {
        forget();
        notifications.show({ color: 'teal', message: texts.saved });
        onSaved(saved, close);
      },
    });
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey && event.code === 'Enter') submit(true);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(true);
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={save.error} hideFields={Object.keys(errors).some((pointer) => fields.some((field) => field.name === pointer))} />
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing="sm">
          {fields.map((field, index) => (
            <FieldInput key={field.name} field={field} label={field.label} required={field.required} value={valueOf(field.name)} error={errors[field.name]} autoFocus={index === 0 && isNew} onChange={(value) => setChanges((before) => ({ ...before, [field.name]: value }))} />
          ))}
          {Object.entries(entity.custom ?? {}).map(([name, one]) => {
            const custom = (valueOf('custom') ?? {}) as Record<string, unknown>;
            const type = one.enum !== undefined ? 'enum' : one.type === 'number' ? 'decimal' : (one.type as FieldMeta['type']);
            return (
              <FieldInput key={`custom.${name}`} field={{ type, ...(one.enum === undefined ? {} : { values: one.enum.map((code) => ({ code, label: code })) }) }} label={one.label} required={one.required === true} value={custom[name]} error={errors[`custom/${name}`]}
                onChange={(value) => setChanges((before) => ({ ...before, custom: { ...custom, ...((before['custom'] as object | undefined) ?? {}), [name]: value } }))} />
            );
          })}
        </SimpleGrid>
        {sections.map(({ name, label, rows, via }) =>
          rows === undefined || !rows.can.update ? null : (
            <Stack key={name} gap={6}>
              <Text fw={600}>{label}</Text>
              <SectionEditor entity={rows} via={via} value={(valueOf(name) as readonly Record<string, unknown>[] | undefined) ?? []} errors={errors} pointer={name} onChange={(next) => setChanges((before) => ({ ...before, [name]: next }))} />
            </Stack>
          ),
        )}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {texts.saveAndClose}
          </Button>
          <Button variant="default" onClick={() => submit(false)} disabled={save.isPending}>
            {texts.save}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              const leave = (): void => {
                forget();
                onCancel();
              };
              if (!dirty) return leave();
              modals.openConfirmModal({ title: texts.unsaved, labels: { confirm: texts.leave, cancel: texts.stay }, onConfirm: leave });
            }}
          >
            {texts.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
