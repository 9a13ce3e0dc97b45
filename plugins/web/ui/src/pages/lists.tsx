import { Anchor, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useMetadata } from '../api/metadata.ts';
import { useTitle } from '../components/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';

const ORDER = ['document', 'record', 'catalogue', 'register'] as const;

/** Every list I may open, documents first, by the plugin that brings them. */
export function ListsPage() {
  const texts = useTexts();
  const { entities } = useMetadata();
  useTitle(texts.lists);
  const groups = new Map<string, EntityMeta[]>();
  for (const entity of entities) {
    // Views are reached from the lists they are of.
    if (entity.kind === 'section' || entity.id.startsWith('web.')) continue;
    const plugin = entity.path.split('/')[2] ?? '';
    groups.set(plugin, [...(groups.get(plugin) ?? []), entity]);
  }
  return (
    <div className="page">
      <Title order={1}>{texts.lists}</Title>
      <div className="page-scroll">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xl">
          {[...groups].map(([plugin, list]) => (
            <Stack key={plugin} gap={4}>
              {ORDER.flatMap((kind) => list.filter((one) => one.kind === kind).sort((a, b) => a.label.many.localeCompare(b.label.many))).map((entity) => (
                <Anchor key={entity.id} component={Link} to={pageOf(entity) as never} size="sm">
                  {entity.label.many}
                </Anchor>
              ))}
              {list.length === 0 ? <Text c="dimmed">{texts.empty}</Text> : null}
            </Stack>
          ))}
        </SimpleGrid>
      </div>
    </div>
  );
}
