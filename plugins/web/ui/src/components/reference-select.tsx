import { useState } from 'react';
import { Loader, MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useEntity } from '../api/metadata.ts';
import type { Page, Row } from '../api/records.ts';
import { listSearch, recordQuery, titleOf } from '../api/records.ts';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  readonly target: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly label?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
  /** Narrows what may be chosen, as filters of the list. */
  readonly filter?: Readonly<Record<string, string>>;
}

/** Chooses a row of another entity: the first ones at once, any other by typing a part of its name or number. */
export function ReferenceSelect({ target, value, onChange, filter, ...props }: Props) {
  const texts = useTexts();
  const entity = useEntity(target);
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed, 200);
  const [opened, setOpened] = useState(false);
  const chosen = useQuery({ ...recordQuery(entity ?? NO_ENTITY, value ?? ''), enabled: entity !== undefined && value !== null });
  const chosenTitle = chosen.data === undefined ? undefined : titleOf(entity, chosen.data);
  const asked = query === chosenTitle ? '' : query;
  const found = useQuery({
    queryKey: ['list', target, 'choose', asked, filter],
    enabled: entity !== undefined && opened,
    queryFn: ({ signal }) => request<Page>(`${entity?.path ?? ''}${listSearch({ limit: 30, ...(filter === undefined ? {} : { filter }), ...(asked.length > 1 ? { q: asked } : {}) })}`, { signal }),
  });
  const rows = new Map<string, Row>();
  if (chosen.data !== undefined) rows.set(chosen.data.id, chosen.data);
  for (const row of found.data?.data ?? []) rows.set(row.id, row);
  return (
    <Select
      {...props}
      searchable
      clearable={props.required !== true}
      placeholder={texts.choose}
      data={[...rows.values()].map((row) => ({ value: row.id, label: titleOf(entity, row) }))}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
      // What was found was found by the server, in words of any form; it is not narrowed again here.
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? texts.loading : texts.nothingFound}
      rightSection={found.isFetching || (value !== null && chosen.isLoading) ? <Loader size={14} /> : undefined}
      maxDropdownHeight={280}
    />
  );
}

/** Chooses several rows of another entity. */
export function ReferencesSelect({ target, value, onChange, ...props }: Omit<Props, 'value' | 'onChange' | 'filter'> & { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }) {
  const texts = useTexts();
  const entity = useEntity(target);
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed, 200);
  const chosen = useQueries({ queries: value.map((id) => ({ ...recordQuery(entity ?? NO_ENTITY, id), enabled: entity !== undefined })) });
  const found = useQuery({
    queryKey: ['list', target, 'choose', query],
    enabled: entity !== undefined,
    queryFn: ({ signal }) => request<Page>(`${entity?.path ?? ''}${listSearch({ limit: 30, ...(query.length > 1 ? { q: query } : {}) })}`, { signal }),
  });
  const rows = new Map([...chosen.flatMap((one) => (one.data === undefined ? [] : [one.data])), ...(found.data?.data ?? [])].map((row) => [row.id, row]));
  return (
    <MultiSelect
      {...props}
      searchable
      clearable
      placeholder={value.length === 0 ? texts.choose : ''}
      data={[...rows.values()].map((row) => ({ value: row.id, label: titleOf(entity, row) }))}
      value={value.filter((id) => rows.has(id))}
      onChange={onChange}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? texts.loading : texts.nothingFound}
    />
  );
}

const NO_ENTITY = { id: '', kind: 'record', path: '', label: { one: '', many: '' }, fields: [], can: { create: false, update: false } } as const;
