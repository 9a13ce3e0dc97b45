import { Anchor, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { request } from '../api/client.ts';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useMetadata } from '../api/metadata.ts';
import type { Page } from '../api/records.ts';
import { listSearch } from '../api/records.ts';
import { defaultColumns, includeOf, listFields } from '../list/columns.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loading } from './loading.tsx';
import { Empty } from './page-states.tsx';
import { RecordTable } from './record-table.tsx';

/** Everything that points at an item, by kind, with a button that makes another one from it. */
export function RelatedLists({ entity, id }: { entity: EntityMeta; id: string }) {
  const texts = useTexts();
  const { entities } = useMetadata();
  const navigate = useNavigate();
  const links = entities.filter((one) => one.kind !== 'section' && one.id !== entity.id).flatMap((other) => {
    const field = other.fields.find((one) => one.type === 'reference' && one.target === entity.id);
    return field === undefined ? [] : [{ other, field: field.name }];
  });
  const found = useQueries({
    queries: links.map(({ other, field }) => ({
      queryKey: ['list', other.id, 'related', field, id],
      queryFn: () => request<Page>(`${other.path}${listSearch({ filter: { [field]: id }, limit: 20, include: includeOf(columnsOf(other, field)) })}`),
    })),
  });
  if (found.some((one) => one.isPending)) return <Loading />;
  const shown = links.map((link, index) => ({ ...link, rows: found[index]?.data?.data ?? [] }));
  const full = shown.filter(({ rows }) => rows.length > 0);
  return (
    <Stack gap="md">
      <Group gap="xs">
        {shown.filter(({ other }) => other.can.create).slice(0, 8).map(({ other, field }) => (
          <Button key={other.id} component={Link} to={`${pageOf(other)}/new` as never} search={{ [field]: id } as never} variant="default" size="xs" leftSection={<IconPlus size={14} />}>
            {other.label.one}
          </Button>
        ))}
      </Group>
      {full.length === 0 ? <Empty /> : null}
      {full.map(({ other, field, rows }) => (
        <Card key={other.id} withBorder padding="sm">
          <Group justify="space-between" pb={4}>
            <Text fw={600}>{other.label.many}</Text>
            <Anchor component={Link} to={pageOf(other) as never} search={{ [field]: id } as never} size="xs">
              {texts.all}
            </Anchor>
          </Group>
          <RecordTable entity={other} columns={columnsOf(other, field)} rows={rows} onOpen={(row) => void navigate({ to: pageOf(other, row.id) as never })} />
        </Card>
      ))}
    </Stack>
  );
}

/** A few columns of the other list; the one that points back here says nothing here. */
function columnsOf(entity: EntityMeta, field: string) {
  return listFields(entity).filter((one) => defaultColumns(entity).slice(0, 7).includes(one.name) && one.name !== field);
}
