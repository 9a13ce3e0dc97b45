import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { pageOf, useEntityByPath } from '../api/metadata.ts';
import { useList } from '../api/records.ts';
import type { SavedView, ViewSettings } from '../api/views.ts';
import { useViews } from '../api/views.ts';
import { Loading } from '../components/loading.tsx';
import { Empty, Failed, NotFound } from '../components/page-states.tsx';
import { RecordTable } from '../components/record-table.tsx';
import { useTitle } from '../components/use-title.ts';
import { BulkBar } from '../list/bulk-bar.tsx';
import { ColumnsMenu } from '../list/columns-menu.tsx';
import { defaultColumns, includeOf, isSummed, listFields } from '../list/columns.ts';
import { ExportButton } from '../list/export-button.tsx';
import { FilterBar } from '../list/filter-bar.tsx';
import { rememberWalk } from '../list/neighbours.ts';
import { ViewsMenu } from '../list/views-menu.tsx';
import { fill, useTexts } from '../texts/use-texts.ts';

function stored<Value>(key: string, otherwise: Value): Value {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '') as Value;
  } catch {
    return otherwise;
  }
}

/** The list of any entity: search, conditions over any field, saved views, columns, sort, selection; thousands of rows scroll. What is filtered stands in the address, so it can be sent. */
export function EntityListPage() {
  const { plugin, entities } = useParams({ strict: false }) as { plugin: string; entities: string };
  const entity = useEntityByPath(plugin, entities);
  return entity === undefined || entity.kind === 'section' ? <NotFound /> : <EntityList key={entity.id} entity={entity} />;
}

/** Columns are the reader's own until a view says otherwise. */
function useColumns(entity: EntityMeta): [string[], (names: readonly string[]) => void] {
  const [columns, setColumns] = useState(() => stored(`columns ${entity.id}`, defaultColumns(entity)));
  const choose = (names: readonly string[]): void => {
    setColumns([...names]);
    localStorage.setItem(`columns ${entity.id}`, JSON.stringify(names));
  };
  return [columns, choose];
}

function EntityList({ entity }: { entity: EntityMeta }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  // What looks like a number or a yes stands in the address unquoted; a filter is text all the same.
  const { q = '', sort = '', view: viewId, ...filter } = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => [name, String(value)]));
  const { views, isSettled } = useViews(entity.id);
  const view = views.find((one) => one.id === viewId);
  const [typed, setTyped] = useState(q);
  const [asked] = useDebouncedValue(typed, 250);
  const [columns, setColumns] = useColumns(entity);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useTitle(view === undefined ? entity.label.many : `${view.name} — ${entity.label.many}`);

  const go = (next: Readonly<Record<string, string | undefined>>): void => {
    const kept = Object.fromEntries(Object.entries(next).filter((one) => one[1] !== undefined && one[1] !== ''));
    void navigate({ to: pageOf(entity) as never, search: kept as never, replace: true });
  };
  const change = (patch: Readonly<Record<string, string | undefined>>): void => go({ ...filter, q: typed, sort, view: viewId, ...patch });
  const apply = (next: SavedView | undefined): void => {
    setChosen(new Set());
    setTyped(next?.settings.q ?? '');
    setColumns(next === undefined || next.settings.columns.length === 0 ? defaultColumns(entity) : next.settings.columns);
    go(next === undefined ? {} : { ...next.settings.filter, q: next.settings.q, sort: next.settings.sort, view: next.id });
  };

  // The view that opens first does so once, and only where the address asks for nothing else.
  const isBare = Object.keys(filter).length === 0 && q === '' && sort === '' && viewId === undefined;
  const opened = useRef(false);
  useEffect(() => {
    if (!isSettled || opened.current) return;
    opened.current = true;
    const first = views.find((one) => one.is_default);
    if (isBare && first !== undefined) apply(first);
  }, [isSettled]);

  const fields = useMemo(() => listFields(entity), [entity]);
  const shown = columns.map((name) => fields.find((field) => field.name === name)).filter((field): field is FieldMeta => field !== undefined);
  const summed = shown.filter(isSummed).map((field) => field.name);
  const question = { q: asked.length > 1 ? asked : '', sort, filter };
  const list = useList(entity, { ...question, include: includeOf(shown), total: true, ...(summed.length === 0 ? {} : { sum: summed.join(',') }) });
  const pages = list.data?.pages ?? [];
  const rows = useMemo(() => pages.flatMap((page) => page.data), [pages]);
  const total = pages[0]?.total;
  // Sums of different currencies are no sum.
  const isOneCurrency = !entity.fields.some((field) => field.name === 'currency_id') || 'currency_id' in filter || (!list.hasNextPage && new Set(rows.map((row) => row['currency_id'])).size <= 1);
  const settings: ViewSettings = { filter, q: asked, sort, columns };
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
      if (event.code === 'KeyN' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping && entity.can.create) void navigate({ to: `${pageOf(entity)}/new` as never });
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [entity, navigate]);

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
        <TextInput aria-label={texts.search} placeholder={texts.search} leftSection={<IconSearch size={15} />} value={typed} w={{ base: '100%', xs: 240 }} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => typed !== q && change({ q: typed })} />
        <ViewsMenu entity={entity.id} views={views} current={view} settings={settings} onChoose={apply} />
        <ColumnsMenu entity={entity} fields={fields} columns={columns} onChange={setColumns} />
        {rows.length === 0 ? null : <ExportButton entity={entity} columns={columns} parameters={question} />}
      </Group>
      <FilterBar entity={entity} fields={fields} filter={filter} onChange={change} />
      {chosen.size === 0 ? null : <BulkBar entity={entity} rows={rows.filter((row) => chosen.has(row.id))} onClear={() => setChosen(new Set())} />}
      {list.isPending ? (
        <Loading />
      ) : list.error !== null && list.data === undefined ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty
          filtered={asked !== '' || Object.keys(filter).length > 0}
          onClear={() => apply(undefined)}
          {...(entity.can.create ? { create: { to: `${pageOf(entity)}/new`, label: `${texts.create}: ${entity.label.one.toLowerCase()}` } } : {})}
        />
      ) : (
        <RecordTable
          entity={entity}
          columns={shown}
          rows={rows}
          sort={sort}
          sums={isOneCurrency ? pages[0]?.sums : undefined}
          onSort={(field) => change({ sort: sort === field ? `-${field}` : sort === `-${field}` ? undefined : field })}
          onOpen={(row) => {
            rememberWalk(entity.id, rows);
            void navigate({ to: pageOf(entity, row.id) as never });
          }}
          onMore={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
          {...(entity.regions === undefined ? {} : { selection: { ids: chosen, toggle, label: texts.select, toggleAll: () => setChosen(chosen.size >= rows.length ? new Set() : new Set(rows.map((row) => row.id))) } })}
        />
      )}
    </div>
  );
}
