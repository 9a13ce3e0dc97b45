import { Suspense, lazy, useMemo, useState } from 'react';
import { Anchor, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useEntityByPath } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { recordQuery, titleOf } from '../api/records.ts';
import { CardDetails, relationsOf } from '../components/card-details.tsx';
import { CreateMenu } from '../components/create-menu.tsx';
import { EventButtons } from '../components/event-buttons.tsx';
import { included } from '../components/field-value.tsx';
import { FileList } from '../components/file-list.tsx';
import { HistoryList } from '../components/history-list.tsx';
import { Loading } from '../components/loading.tsx';
import { NeighbourButtons } from '../components/neighbour-buttons.tsx';
import { Failed, NotFound } from '../components/page-states.tsx';
import { ProcessMap } from '../components/process-map.tsx';
import { RecordForm } from '../components/record-form.tsx';
import { RelatedLists } from '../components/related-lists.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { SubjectTasks } from '../components/subject-tasks.tsx';
import { useTitle } from '../components/use-title.ts';
import { pluginPanels } from '../contributions.ts';
import { neighboursOf } from '../list/neighbours.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';

/** Any item: what it is, where it stands, what can be done now and why the rest cannot; what belongs to it. */
export function EntityCardPage() {
  const { plugin, entities, id } = useParams({ strict: false }) as { plugin: string; entities: string; id: string };
  const entity = useEntityByPath(plugin, entities);
  return entity === undefined ? <NotFound /> : <EntityCard key={id} entity={entity} id={id} />;
}

function EntityCard({ entity, id }: { entity: EntityMeta; id: string }) {
  const texts = useTexts();
  const record = useQuery(recordQuery(entity, id, relationsOf(entity)));
  const [editing, setEditing] = useState(false);
  const title = record.data === undefined ? undefined : titleOf(entity, record.data);
  useTitle(title === undefined || title === entity.label.one ? entity.label.one : `${entity.label.one} ${title}`);
  if (record.isPending) return <Loading />;
  if (record.data === undefined) return <Failed error={record.error as Error} retry={() => void record.refetch()} />;
  const row = record.data;
  const regions = Object.values(entity.regions ?? {});
  const partner = included(row, 'partner_id') ?? included(row, 'counterparty_id');
  const about = [partner === undefined ? '' : titleOf(undefined, partner), ...['title', 'topic'].map((name) => row[name])].filter((one): one is string => typeof one === 'string' && one !== '' && one !== title);
  // Back to the list as it was filtered, when the card was opened from it.
  const list = neighboursOf(entity.id, id).from ?? pageOf(entity);
  return (
    <div className="page">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} miw={0}>
          <Group gap="sm">
            <Anchor component={Link} to={list as never} size="xs">
              {entity.label.many}
            </Anchor>
            <NeighbourButtons entity={entity} id={id} />
          </Group>
          <Group gap="sm">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>{title}</Title>
            {regions.map((region) => (
              <StateBadge key={region.field} region={region} state={String(row[region.field])} />
            ))}
          </Group>
          {about.length === 0 ? null : (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {about.join(' · ')}
            </Text>
          )}
        </Stack>
        <Group gap="xs">
          {regions.length > 0 ? <EventButtons entity={entity} id={id} /> : null}
          {editing ? null : <CreateMenu entity={entity} row={row} />}
          {entity.can.update && !editing ? (
            <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
              {texts.edit}
            </Button>
          ) : null}
        </Group>
      </Group>
      <div className="page-scroll">
        {editing ? (
          <RecordForm
            entity={entity}
            row={row}
            onCancel={() => setEditing(false)}
            onSaved={(_, close) => {
              if (close) setEditing(false);
            }}
          />
        ) : (
          <CardTabs entity={entity} row={row} />
        )}
      </div>
    </div>
  );
}

/** The card's own tabs and those that plugins add for this entity; the one that is open stands in the address. */
function CardTabs({ entity, row }: { entity: EntityMeta; row: Row }) {
  const texts = useTexts();
  const locale = useLocale();
  const navigate = useNavigate();
  const { tab: wanted } = useSearch({ strict: false }) as { tab?: string };
  const panels = useMemo(() => pluginPanels.filter((one) => one.entity === entity.id).map((one) => ({ ...one, order: one.order ?? 15, Panel: lazy(one.load) })), [entity.id]);
  const states = entity.regions === undefined ? undefined : Object.fromEntries(Object.entries(entity.regions).map(([region, { field }]) => [region, String(row[field])]));
  const tabs = [
    { id: 'details', order: 0, label: texts.details, body: <CardDetails entity={entity} row={row} /> },
    { id: 'related', order: 10, label: texts.related, body: <RelatedLists entity={entity} id={row.id} /> },
    { id: 'files', order: 20, label: texts.files, body: <FileList entity={entity} id={row.id} /> },
    ...(states === undefined
      ? []
      : [
          { id: 'tasks', order: 18, label: texts.tasks, body: <SubjectTasks entity={entity} id={row.id} /> },
          { id: 'map', order: 25, label: texts.processMap, body: <ProcessMap entity={entity.id} here={states} /> },
          { id: 'history', order: 30, label: texts.history, body: <HistoryList entity={entity} id={row.id} /> },
        ]),
    ...panels.map(({ id, order, label, Panel }) => ({
      id, order, label: label[locale],
      body: (
        <Suspense fallback={<Loading />}>
          <Panel id={row.id} />
        </Suspense>
      ),
    })),
  ].sort((a, b) => a.order - b.order);
  const first = tabs[0]?.id ?? 'details';
  const open = tabs.some((tab) => tab.id === wanted) ? wanted : first;
  return (
    <Tabs value={open ?? first} onChange={(next) => void navigate({ to: '.', search: (next === first ? {} : { tab: next }) as never, replace: true })} keepMounted={false}>
      <Tabs.List className="tab-row">
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.id} value={tab.id}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} pt="md">
          {tab.body}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
