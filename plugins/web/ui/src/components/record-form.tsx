import { Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { Button, Collapse, Group, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { ApiError } from '../api/client.ts';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import { useNewRow } from '../api/new-row.ts';
import type { Row } from '../api/records.ts';
import { useSave } from '../api/records.ts';
import { pluginFormAids } from '../contributions.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CustomFields } from './custom-fields.tsx';
import { formFields, groupFields, pairOf } from './form-fields.ts';
import { FormGrid } from './form-grid.tsx';
import { Loading } from './loading.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { SectionEditor } from './section-editor.tsx';
import type { SectionRow } from './section-rows.ts';
import { sentRows } from './section-rows.ts';
import { useDraft } from './use-draft.ts';

/** Errors by the whole of their pointer: a field, or a cell of a section. */
function errorsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.errors ?? []).map((one) => [one.pointer.replace(/^\//, ''), one.message]));
}

interface Props {
  readonly entity: EntityMeta;
  readonly row?: Row;
  /** Values a new row begins with, such as the deal it is made from. */
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onSaved: (row: Row, close: boolean) => void;
  readonly onCancel: () => void;
}

/** The form of any entity, from its schema: what must be given first, the rest under «Ещё»; a new row shows what the server fills in. Errors stand at their fields in words. Ctrl+Enter saves. */
export function RecordForm({ entity, row, initial = {}, onSaved, onCancel }: Props) {
  const texts = useTexts();
  const { entities } = useMetadata();
  const isNew = row === undefined;
  const [changes, setChanges, forget] = useDraft(`draft ${entity.id} ${row?.id ?? `new ${JSON.stringify(initial)}`}`, { ...initial });
  const { row: filled, isReady } = useNewRow(entity, changes, isNew);
  const save = useSave(entity, row?.id);
  const errors = errorsOf(save.error);
  // A saved form must not ask whether to leave it, before the page has drawn itself anew.
  const settled = useRef(false);
  const dirty = Object.keys(changes).some((name) => changes[name] !== initial[name]);
  useBlocker({ shouldBlockFn: () => dirty && !settled.current && !confirm(texts.unsaved), enableBeforeUnload: () => dirty && !settled.current });

  const valueOf = (name: string): unknown => (name in changes ? changes[name] : isNew ? filled?.values[name] : row[name]);
  const fields = useMemo(() => formFields(entity, isNew), [entity, isNew]);
  // What was asked when the form opened stays where it is, however it is answered.
  const asked = useRef<ReadonlySet<string>>(undefined);
  if (isReady && asked.current === undefined) asked.current = new Set([...(filled?.missing ?? []), ...Object.keys(initial)]);
  const groups = groupFields(entity, fields, asked.current ?? new Set());
  // What a row is made from is said where it is known, and is no question otherwise.
  const isSettled = (field: FieldMeta): boolean => field.type === 'uuid' && field.target === undefined && field.writable === 'create' && !field.required && valueOf(field.name) === undefined;
  const main = groups.main.filter((field) => !isSettled(field));
  const more = groups.more.filter((field) => !isSettled(field));
  const [open, setOpen] = useState(() => !isNew || localStorage.getItem(`more ${entity.id}`) === '1');
  const failedBelow = more.some((field) => errors[field.name] !== undefined);

  const sections = Object.entries(entity.sections ?? {}).flatMap(([name, section]) => {
    const rows = entities.find((one) => one.id === section.entity);
    return rows === undefined || section.editable !== true ? [] : [{ name, ...section, rows }];
  });
  const set = (patch: Readonly<Record<string, unknown>>): void => setChanges((before) => ({ ...before, ...patch }));
  const isRequired = (field: FieldMeta): boolean => field.required && (!isNew || filled === undefined || filled.missing.includes(field.name) || field.name in changes);

  const submit = (close: boolean): void => {
    const sent = Object.entries(changes).map(([name, value]) => {
      const section = sections.find((one) => one.name === name);
      return [name, section === undefined ? value : sentRows(section.rows, [section.via], value as readonly SectionRow[])] as const;
    });
    const body = Object.fromEntries(sent.filter(([, value]) => value !== undefined && (!isNew || (value !== null && value !== ''))));
    save.mutate(isNew ? body : { ...body, version: row.version }, {
      onSuccess: (saved) => {
        settled.current = true;
        forget();
        notifications.show({ color: 'teal', message: texts.saved });
        onSaved(saved, close);
        settled.current = !isNew && !close ? false : settled.current;
        if (!isNew && !close) setChanges(() => ({}));
      },
    });
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'Enter' && !save.isPending) submit(true);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  });
  if (!isReady) return <Loading />;
  const grid = { entity, valueOf, isRequired, errors, set };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(true);
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={save.error} hideFields={Object.keys(errors).some((pointer) => fields.some((field) => field.name === pointer) || sections.some((one) => pointer.startsWith(`${one.name}/`)))} />
        <FormGrid {...grid} fields={main} first={isNew ? main.find((field) => isRequired(field) && valueOf(field.name) === undefined && pairOf(entity, field.name) === undefined)?.name : undefined} />
        <CustomFields entity={entity} value={valueOf('custom')} errors={errors} onChange={(custom) => set({ custom })} />
        <FormAids entity={entity.id} values={{ ...(filled?.values ?? {}), ...(row ?? {}), ...changes }} set={set} {...(row === undefined ? {} : { id: row.id })} />
        {more.length === 0 ? null : (
          <div>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              aria-expanded={open || failedBelow}
              leftSection={open || failedBelow ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
              onClick={() => {
                if (isNew) localStorage.setItem(`more ${entity.id}`, open ? '0' : '1');
                setOpen(!open);
              }}
            >
              {texts.more}: {more.slice(0, 3).map((field) => field.label.toLowerCase()).join(', ')}
              {more.length > 3 ? '…' : ''}
            </Button>
            <Collapse expanded={open || failedBelow} pt="sm">
              <FormGrid {...grid} fields={more} />
            </Collapse>
          </div>
        )}
        {sections.map(({ name, label, rows, via }) => {
          const stored = (row?.[name] as readonly SectionRow[] | undefined) ?? [];
          const offered = filled?.sections[name] ?? [];
          const typed = (changes[name] as readonly SectionRow[] | undefined) ?? (isNew ? sentRows(rows, [via], offered) : stored.map((one) => ({ id: one['id'] })));
          return (
            <Stack key={name} gap={6}>
              <Title order={3}>{label}</Title>
              {errors[name] === undefined ? null : (
                <Text c="red" size="sm">
                  {errors[name]}
                </Text>
              )}
              <SectionEditor
                entity={rows}
                via={via}
                value={typed}
                base={(one, index) => (isNew ? (offered[index] ?? {}) : (stored.find((known) => known['id'] === one['id'] && one['id'] !== undefined) ?? {}))}
                errors={errors}
                pointer={name}
                onChange={(next) => set({ [name]: next })}
              />
            </Stack>
          );
        })}
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
                settled.current = true;
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

/** What plugins have to say about what is being typed. */
function FormAids({ entity, values, id, set }: { entity: string; values: Readonly<Record<string, unknown>>; id?: string; set: (patch: Readonly<Record<string, unknown>>) => void }) {
  const aids = useMemo(() => pluginFormAids.filter((one) => one.entity === entity).map((one) => lazy(one.load)), [entity]);
  return aids.map((Aid, index) => (
    <Suspense key={index} fallback={null}>
      <Aid values={values} {...(id === undefined ? {} : { id })} set={(name, value) => set({ [name]: value })} />
    </Suspense>
  ));
}
