import { Button, Menu } from '@mantine/core';
import { IconCopyPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useMetadata } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { useTexts } from '../texts/use-texts.ts';

interface Way {
  readonly entity: EntityMeta;
  readonly search: Readonly<Record<string, string>>;
}

/** Everything that can be made from an item: whatever kind refers to it, or may be about it, and this person may create. */
export function waysFrom(entities: readonly EntityMeta[], entity: EntityMeta, row: Row): Way[] {
  return entities.flatMap((other): Way[] => {
    if (!other.can.create || other.kind === 'section' || other.kind === 'register') return [];
    const isOpen = (name: string): boolean => other.fields.some((field) => field.name === name && field.writable !== 'system');
    const field = other.fields.find((one) => one.type === 'reference' && one.target === entity.id && isOpen(one.name));
    const about = isOpen('subject_entity') && isOpen('subject_id');
    if (field === undefined && !(about && entity.regions !== undefined && !other.id.startsWith('core.'))) return [];
    // References that both have say the same of both: the client of a deal is the client of its order.
    const shared = other.fields.filter((one) => one.type === 'reference' && one.target !== 'core.user' && one.writable !== 'system' && typeof row[one.name] === 'string' && entity.fields.some((own) => own.name === one.name && own.target === one.target));
    return [{
      entity: other,
      search: {
        ...Object.fromEntries(shared.map((one) => [one.name, String(row[one.name])])),
        ...(about ? { subject_entity: entity.id, subject_id: row.id } : {}),
        ...(field === undefined ? {} : { [field.name]: row.id }),
        ...(entity.kind === 'document' && isOpen('based_on_entity') && other.id !== entity.id ? { based_on_entity: entity.id, based_on_id: row.id } : {}),
      },
    }];
  });
}

/** «Создать на основании»: a new row of another kind with what is known from this one. */
export function CreateMenu({ entity, row }: { entity: EntityMeta; row: Row }) {
  const texts = useTexts();
  const { entities } = useMetadata();
  const ways = waysFrom(entities, entity, row);
  if (ways.length === 0) return null;
  return (
    <Menu shadow="md" position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconCopyPlus size={16} />}>
          {texts.createBasedOn}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
        {ways.map(({ entity: other, search }) => (
          <Menu.Item key={other.id} component={Link} to={`${pageOf(other)}/new` as never} search={search as never}>
            {other.label.one}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
