import { useState } from 'react';
import { Button, Chip, Group, Popover } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useMetadata } from '../api/metadata.ts';
import { useSession } from '../api/session.ts';
import { dayOf } from '../format/index.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ConditionChip } from './condition-chip.tsx';
import { ConditionForm } from './condition-form.tsx';
import type { Condition } from './filters.ts';
import { conditionsOf, filterFields, overdueFilter, ownerField } from './filters.ts';

interface Props {
  readonly entity: EntityMeta;
  readonly fields: readonly FieldMeta[];
  readonly filter: Readonly<Record<string, string>>;
  /** Sets conditions by their names in the address; undefined takes one away. */
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
}

/** «Мои», «Просроченные», every condition as a chip, and a way to add another over any field. */
export function FilterBar({ entity, fields, filter, onChange }: Props) {
  const texts = useTexts();
  const session = useSession();
  const zone = useMetadata().company.time_zone;
  const [editing, setEditing] = useState<Condition | 'new'>();
  const owner = ownerField(entity);
  // To the hour, so that the chip stays lit while the page is open.
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();
  const late = overdueFilter(entity, { moment: hour, day: dayOf(new Date(), zone) });
  const lateKeys = Object.keys(late ?? {});
  const isLate = late !== undefined && lateKeys.every((key) => filter[key] !== undefined && (!key.endsWith('][lte') || filter[key] <= (late[key] ?? '')) && (key.endsWith('][lte') || filter[key] === late[key]));
  const isMine = owner !== undefined && filter[owner] === session.user.id;
  const hidden = new Set([...(isMine ? [owner] : []), ...(isLate ? lateKeys : [])]);
  const conditions = conditionsOf(entity, filter).filter((one) => !hidden.has(one.key));
  const known = filterFields(entity, fields);
  return (
    <Group gap={6} wrap="wrap">
      {owner === undefined ? null : (
        <Chip checked={isMine} onChange={(on) => onChange({ [owner]: on ? session.user.id : undefined })} variant="outline" size="xs">
          {texts.mine}
        </Chip>
      )}
      {late === undefined ? null : (
        <Chip checked={isLate} color="red" onChange={(on) => onChange(on ? late : Object.fromEntries(lateKeys.map((key) => [key, undefined])))} variant="outline" size="xs">
          {texts.overdueOnes}
        </Chip>
      )}
      {conditions.map((condition) => (
        <Popover key={condition.key} opened={editing !== undefined && editing !== 'new' && editing.key === condition.key} onChange={() => setEditing(undefined)} position="bottom-start" shadow="md" width={300} trapFocus>
          <Popover.Target>
            <span style={{ display: 'inline-flex', maxWidth: '100%' }}>
              <ConditionChip entity={entity} condition={condition} onEdit={() => setEditing(condition)} onRemove={() => onChange({ [condition.key]: undefined })} />
            </span>
          </Popover.Target>
          <Popover.Dropdown>
            <ConditionForm
              entity={entity}
              fields={known}
              condition={condition}
              onDone={({ key, value }) => {
                onChange({ [condition.key]: undefined, [key]: value });
                setEditing(undefined);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      ))}
      <Popover opened={editing === 'new'} onChange={() => setEditing(undefined)} position="bottom-start" shadow="md" width={300} trapFocus>
        <Popover.Target>
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconFilterPlus size={15} />} aria-expanded={editing === 'new'} onClick={() => setEditing(editing === 'new' ? undefined : 'new')}>
            {texts.addFilter}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <ConditionForm
            entity={entity}
            fields={known}
            onDone={({ key, value }) => {
              onChange({ [key]: value });
              setEditing(undefined);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
