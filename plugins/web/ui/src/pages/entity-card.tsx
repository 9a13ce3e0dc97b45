import { Suspense, lazy, useMemo, useState } from 'react';
import { Anchor, Button, Card, Group, SimpleGrid, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useEntityByPath, useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { recordQuery, titleOf } from '../api/records.ts';
import { EventButtons } from '../components/event-buttons.tsx';
import { FieldValue, isNumeric } from '../components/field-value.tsx';
import { FileList } from '../components/file-list.tsx';
import { HistoryList } from '../components/history-list.tsx';
import { Loading } from '../components/loading.tsx';
import { Failed, NotFound } from '../components/page-states.tsx';
import { ProcessMap } from '../components/process-map.tsx';
import { RecordForm } from '../components/record-form.tsx';
import { RelatedLists } from '../components/related-lists.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { pluginPanels } from '../contributions.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';

const QUIET = new Set(['id', 'version', 'deletion_mark', 'external_ids', 'custom', 'created_by', 'updated_by', 'regulation_hash']);

/** Names of the relations a row is shown with: every reference, so that no id is ever on the screen. */
function relationsOf(entity: EntityMeta): string {
  return entity.fields.filter((field) => field.type === 'reference' && field.name.endsWith('_id')).map((field) => field.name.slice(0, -3)).join(',');
}

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
  if (record.isPending) return <Loading />;
  if (record.data === undefined) return <Failed error={record.error as Error} retry={() => void record.refetch()} />;
  const row = record.data;
  const regions = Object.values(entity.regions ?? {});
  return (
    <div className="page">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} miw={0}>
          <Anchor component={Link} to={pageOf(entity) as never} size="xs">
            {entity.label.many}
          </Anchor>
          <Group gap="sm">
            <Title order={1}>{titleOf(entity, row)}</Title>
            {regions.map((region) => (
              <StateBadge key={region.field} region={region} state={String(row[region.field])} />
            ))}
          </Group>
        </Stack>
        <Group gap="xs">
          {regions.length > 0 ? <EventButtons entity={entity} id={id} /> : null}
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

/** The card's own tabs and those that plugins add for this entity. */
function CardTabs({ entity, row }: { entity: EntityMeta; row: Row }) {
  const texts = useTexts();
  const locale = useLocale();
  const panels = useMemo(() => pluginPanels.filter((one) => one.entity === entity.id).map((one) => ({ ...one, order: one.order ?? 15, Panel: lazy(one.load) })), [entity.id]);
  const tabs = [
    { id: 'details', order: 0, label: texts.details, body: <Details entity={entity} row={row} /> },
    { id: 'related', order: 10, label: texts.related, body: <RelatedLists entity={entity} id={row.id} /> },
    { id: 'files', order: 20, label: texts.files, body: <FileList entity={entity} id={row.id} /> },
    ...(entity.regions === undefined ? [] : [{ id: 'map', order: 25, label: texts.processMap, body: <ProcessMap entity={entity.id} here={Object.fromEntries(Object.entries(entity.regions).map(([region, { field }]) => [region, String(row[field])]))} /> }, { id: 'history', order: 30, label: texts.history, body: <HistoryList entity={entity} id={row.id} /> }]),
    ...panels.map(({ id, order, label, Panel }) => ({
      id, order, label: label[locale],
      body: (
        <Suspense fallback={<Loading />}>
          <Panel id={row.id} />
        </Suspense>
      ),
    })),
  ].sort((a, b) => a.order - b.order);
  return (
    <Tabs defaultValue={tabs[0]?.id ?? 'details'} keepMounted={false}>
      <Tabs.List>
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

function Details({ entity, row }: { entity: EntityMeta; row: Row }) {
  const { entities } = useMetadata();
  const states = new Set(Object.values(entity.regions ?? {}).map((region) => region.field));
  const fields = entity.fields.filter((field) => !QUIET.has(field.name) && !states.has(field.name) && field.type !== 'json' && field.type !== 'uuid' && row[field.name] !== null && row[field.name] !== undefined && row[field.name] !== '' && !(field.name.endsWith('_entity') && `${field.name.slice(0, -7)}_id` in row));
  const custom = (row['custom'] ?? {}) as Record<string, unknown>;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="lg" verticalSpacing="md">
        {fields.map((field) => (
          <div key={field.name}>
            <Text size="xs" c="dimmed">
              {field.label}
            </Text>
            <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
              <FieldValue entity={entity} field={field} row={row} />
            </Text>
          </div>
        ))}
        {Object.entries(entity.custom ?? {}).filter(([name]) => custom[name] !== undefined && custom[name] !== null).map(([name, one]) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {one.label}
            </Text>
            <Text size="sm">{String(custom[name])}</Text>
          </div>
        ))}
      </SimpleGrid>
      {Object.entries(entity.sections ?? {}).map(([name, section]) => {
        const rows = (row[name] as readonly Record<string, unknown>[] | undefined) ?? [];
        const meta = entities.find((one) => one.id === section.entity);
        if (meta === undefined || rows.length === 0) return null;
        const columns = meta.fields.filter((field) => !QUIET.has(field.name) && field.name !== section.via && field.type !== 'json' && field.type !== 'uuid' && !['created_at', 'updated_at'].includes(field.name) && rows.some((one) => one[field.name] !== null && one[field.name] !== undefined));
        return (
          <Card key={name} withBorder padding="sm">
            <Text fw={600} pb={6}>
              {section.label}
            </Text>
            <div style={{ overflowX: 'auto' }}>
              <table className="grid-table">
                <thead>
                  <tr>
                    {columns.map((field) => (
                      <th key={field.name} className={isNumeric(field) ? 'numeric' : ''}>
                        {field.label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((one, index) => (
                    <tr key={String(one['id'] ?? index)} style={{ cursor: 'default' }}>
                      {columns.map((field) => (
                        <td key={field.name} className={isNumeric(field) ? 'numeric' : 'clip'}>
                          <FieldValue entity={meta} field={field} row={one} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        );
      })}
    </Stack>
  );
}
