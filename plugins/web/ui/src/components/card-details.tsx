import { Card, Grid, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { EntityMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { isSystemField } from '../list/columns.ts';
import { FieldValue } from './field-value.tsx';
import { NextSteps } from './next-steps.tsx';
import { SectionTable } from './section-table.tsx';

const QUIET = new Set(['id', 'version', 'deletion_mark', 'external_ids', 'custom', 'created_by', 'updated_by', 'updated_at', 'regulation_hash']);

/** Names of the relations a row is shown with: every reference, so that no id is ever on the screen. */
export function relationsOf(entity: EntityMeta): string {
  return entity.fields.filter((field) => field.type === 'reference' && field.name.endsWith('_id')).map((field) => field.name.slice(0, -3)).join(',');
}

/** What a row is: its filled fields and its tables; beside them what is needed next, where it lives a process. */
export function CardDetails({ entity, row }: { entity: EntityMeta; row: Row }) {
  if (entity.regions === undefined) return <Facts entity={entity} row={row} />;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8.5 }} order={{ base: 2, lg: 1 }}>
        <Facts entity={entity} row={row} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3.5 }} order={{ base: 1, lg: 2 }}>
        <NextSteps entity={entity} row={row} />
      </Grid.Col>
    </Grid>
  );
}

function Facts({ entity, row }: { entity: EntityMeta; row: Row }) {
  const { entities } = useMetadata();
  const states = new Set(Object.values(entity.regions ?? {}).map((region) => region.field));
  const isPair = (name: string): boolean => typeof row[`${name.slice(0, -3)}_entity`] === 'string';
  const fields = entity.fields.filter((field) => {
    const value = row[field.name];
    if (field.name === 'posting_state' || (field.name === 'created_at' && row['date'] !== undefined) || (value === false && field.writable === 'system')) return false;
    if (QUIET.has(field.name) || states.has(field.name) || value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return false;
    return !isSystemField(field) || (field.type === 'uuid' && field.name.endsWith('_id') && isPair(field.name));
  });
  const custom = (row['custom'] ?? {}) as Record<string, unknown>;
  const long = fields.filter((field) => field.type === 'text');
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg" verticalSpacing="md">
        {fields.filter((field) => field.type !== 'text').map((field) => (
          <Fact key={field.name} label={field.label}>
            <FieldValue entity={entity} field={field} row={row} />
          </Fact>
        ))}
        {Object.entries(entity.custom ?? {}).filter(([name]) => custom[name] !== undefined && custom[name] !== null).map(([name, one]) => (
          <Fact key={name} label={one.label}>
            {String(custom[name])}
          </Fact>
        ))}
      </SimpleGrid>
      {long.map((field) => (
        <Fact key={field.name} label={field.label}>
          <span style={{ whiteSpace: 'pre-line' }}>
            <FieldValue entity={entity} field={field} row={row} />
          </span>
        </Fact>
      ))}
      {Object.entries(entity.sections ?? {}).map(([name, section]) => {
        const rows = (row[name] as readonly Record<string, unknown>[] | undefined) ?? [];
        const meta = entities.find((one) => one.id === section.entity);
        if (meta === undefined || rows.length === 0) return null;
        return (
          <Card key={name} withBorder padding="sm">
            <Title order={3} pb={6}>
              {section.label}
            </Title>
            <SectionTable entity={meta} via={section.via} rows={rows} />
          </Card>
        );
      })}
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}
