import { Button, Checkbox, Menu } from '@mantine/core';
import { IconColumns3, IconRestore } from '@tabler/icons-react';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useTexts } from '../texts/use-texts.ts';
import { defaultColumns } from './columns.ts';

/** Which columns a list shows. */
export function ColumnsMenu({ entity, fields, columns, onChange }: { entity: EntityMeta; fields: readonly FieldMeta[]; columns: readonly string[]; onChange: (names: string[]) => void }) {
  const texts = useTexts();
  return (
    <Menu closeOnItemClick={false} shadow="md" position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          {texts.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflow: 'auto' }}>
        {fields.map((field) => (
          <Menu.Item key={field.name} component="div">
            <Checkbox label={field.label} checked={columns.includes(field.name)} onChange={(event) => onChange(event.currentTarget.checked ? [...columns, field.name] : columns.filter((name) => name !== field.name))} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => onChange(defaultColumns(entity))}>
          {texts.usualColumns}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
