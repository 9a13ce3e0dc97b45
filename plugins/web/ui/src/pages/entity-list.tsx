import { useMemo, useState } from 'react';
import { Button, Checkbox, Chip, Group, Menu, Select, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconColumns3, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { pageOf, useEntityByPath } from '../api/metadata.ts';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useSession } from '../api/session.ts';
import { useList } from '../api/records.ts';
import { Loading } from '../components/loading.tsx';
import { Empty, Failed, NotFound } from '../components/page-states.tsx';
import { RecordTable } from '../components/record-table.tsx';
import { fill, useTexts } from '../texts/use-texts.ts';

const IDLE = new Set(['id', 'version', 'created_by', 'updated_by', 'updated_at', 'deletion_mark', 'external_ids', 'custom', 'comment', 'author_id', 'created_at', 'is_active', 'code', 'regulation_hash', 'based_on_id', 'based_on_entity']);

/** Fields that a list may show. */
export function listFields(entity: EntityMeta): FieldMeta[] {
  return entity.fields.filter((field) => !IDLE.has(field.name) && field.type !== 'json' && field.type !== 'uuid' && field.type !== 'text' && field.type !== 'references');
}

/** What a list shows until a person chooses: its name, number and date, where it stands, whose it is, its sums. */
export function defaultColumns(entity: EntityMeta): string[] {
  const names = listFields(entity).map((field) => field.name);
  const states = Object.values(entity.regions ?? {}).map((region) => region.field);
  const first = ['number', 'date', entity.title ?? '', 'code', 'name', 'working_name', 'partner_id', 'counterparty_id', ...states, 'total', 'amount', 'paid', 'balance', 'responsible_id', 'main_manager_id', 'due_at', 'start_at'];
  const chosen = [...new Set(first)].filter((name) => names.includes(name));
  return [...chosen, ...names.filter((name) => !chosen.includes(name))].slice(0, Math.max(8, chosen.length));
}

function stored<Value>(key: string, otherwise: Value): Value {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '') as Value;
  } catch {
    return otherwise;
  }
}

/** The list of any entity: search, filters, sort, columns; thousands of rows scroll. What is filtered stands in the address, so it can be sent. */
export function EntityListPage() {
  const { plugin, entities } = useParams({ strict: false }) as { plugin: string; entities: string };
  const entity = useEntityByPath(plugin, entities);
  return entity === undefined ? <NotFound /> : <EntityList key={entity.id} entity={entity} />;
}

function EntityList({ entity }: { entity: EntityMeta }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const session = useSession();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const { q = '', sort = '', ...filter } = search;
  const [typed, setTyped] = useState(q);
  const [asked] = useDebouncedValue(typed, 250);
  const [columns, setColumns] = useState(() => stored(`columns ${entity.id}`, defaultColumns(entity)));
  const fields = useMemo(() => listFields(entity), [entity]);
  const shown = columns.map((name) => fields.find((field) => field.name === name)).filter((field): field is FieldMeta => field !== undefined);
  const include = shown.filter((field) => field.type === 'reference').map((field) => field.name.replace(/_id$/, '')).join(',');
  const filters = Object.fromEntries(Object.entries(filter).filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== ''));
  const list = useList(entity, { q: asked.length > 1 ? asked : '', sort, include, filter: filters, total: true });
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  const total = list.data?.pages[0]?.total;
  const region = Object.values(entity.regions ?? {})[0];
  const owner = ['responsible_id', 'main_manager_id', 'manager_id'].find((name) => fields.some((field) => field.name === name));
  const go = (change: Record<string, string | undefined>): void => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter((one) => one[1] !== undefined && one[1] !== ''));
    void navigate({ to: pageOf(entity) as never, search: next as never, replace: true });
  };
  const chooseColumns = (names: string[]): void => {
    setColumns(names);
    localStorage.setItem(`columns ${entity.id}`, JSON.stringify(names));
  };
  return (
    <div className="page">
      <Group justify="space-between" wrap="wrap" gap="xs">
        <Group gap="sm" align="baseline">
          <Title order={1}>{entity.label.many}</Title>
          {total === undefined ? null : (
            <Text size="sm" c="dimmed">
              {fill(texts.shown, { shown: rows.length, total })}
            </Text>
          )}
        </Group>
        {entity.can.create ? (
          <Button component={Link} to={`${pageOf(entity)}/new` as never} leftSection={<IconPlus size={16} />}>
            {texts.create}
          </Button>
        ) : null}
      </Group>
      <Group gap="xs" wrap="wrap">
        <TextInput aria-label={texts.search} placeholder={texts.search} leftSection={<IconSearch size={15} />} value={typed} w={{ base: '100%', xs: 240 }} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => go({ q: typed })} />
        {region === undefined ? null : (
          <Select
            aria-label={region.label ?? texts.filters}
            placeholder={fields.find((field) => field.name === region.field)?.label ?? texts.filters}
            clearable
            w={220}
            data={Object.entries(region.states).filter(([, state]) => state.disabled !== true).map(([value, state]) => ({ value, label: state.label }))}
            value={filters[region.field] ?? null}
            onChange={(value) => go({ [region.field]: value ?? undefined })}
          />
        )}
        {owner === undefined ? null : (
          <Chip checked={filters[owner] === session.user.id} onChange={(on) => go({ [owner]: on ? session.user.id : undefined })} variant="outline" size="sm">
            {texts.mine}
          </Chip>
        )}
        <Menu closeOnItemClick={false} shadow="md">
          <Menu.Target>
            <Button variant="default" leftSection={<IconColumns3 size={16} />}>
              {texts.columns}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={400} style={{ overflow: 'auto' }}>
            {fields.map((field) => (
              <Menu.Item key={field.name} component="div">
                <Checkbox label={field.label} checked={columns.includes(field.name)} onChange={(event) => chooseColumns(event.currentTarget.checked ? [...columns, field.name] : columns.filter((name) => name !== field.name))} />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {list.isPending ? (
        <Loading />
      ) : list.error !== null && list.data === undefined ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty
          filtered={asked !== '' || Object.keys(filters).length > 0}
          onClear={() => {
            setTyped('');
            void navigate({ to: pageOf(entity) as never, search: {} as never });
          }}
        />
      ) : (
        <RecordTable
          entity={entity}
          columns={shown}
          rows={rows}
          sort={sort}
          onSort={(field) => go({ sort: sort === field ? `-${field}` : sort === `-${field}` ? undefined : field })}
          onOpen={(row) => void navigate({ to: pageOf(entity, row.id) as never })}
          onMore={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
    </div>
  );
}
