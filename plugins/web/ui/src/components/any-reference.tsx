import { Anchor, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EntityMeta } from '../api/metadata.ts';
import { pageOf, useEntity, useMetadata } from '../api/metadata.ts';
import { recordQuery, titleOf } from '../api/records.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { InputProps } from './field-input.tsx';
import { ReferenceSelect } from './reference-select.tsx';

/** A row known by its entity and id alone, as a link with its name; a person who may not read it sees its kind. */
export function AnyReference({ entity: entityId, id, kind = false }: { entity: string; id: string; kind?: boolean }) {
  const entity = useEntity(entityId);
  return entity === undefined ? <span aria-hidden="true">—</span> : <KnownReference entity={entity} id={id} kind={kind} />;
}

function KnownReference({ entity, id, kind }: { entity: EntityMeta; id: string; kind: boolean }) {
  const { data } = useQuery({ ...recordQuery(entity, id), retry: false });
  if (data === undefined) return <>{entity.label.one}</>;
  const name = titleOf(entity, data);
  return (
    <Anchor component={Link} to={pageOf(entity, id) as never} fz="inherit" onClick={(event: React.MouseEvent) => event.stopPropagation()}>
      {kind && name !== entity.label.one ? `${entity.label.one} ${name}` : name}
    </Anchor>
  );
}

interface PairProps extends Omit<InputProps, 'value' | 'onChange'> {
  readonly entity: string | null;
  readonly id: string | null;
  readonly onPair: (entity: string | null, id: string | null) => void;
}

/** Chooses what something is about: first the kind, then the row. */
export function AnyReferenceInput({ entity, id, onPair, label, error, required = false }: PairProps) {
  const texts = useTexts();
  const { entities } = useMetadata();
  const kinds = entities.filter((one) => one.kind !== 'section' && one.kind !== 'register' && !one.id.startsWith('core.') && (one.regions !== undefined || one.kind === 'document' || one.id === entity));
  return (
    <Group gap="xs" align="flex-end" grow wrap="nowrap">
      <Select
        label={label}
        placeholder={texts.kindOf}
        searchable
        clearable={!required}
        withAsterisk={required}
        data={kinds.map((one) => ({ value: one.id, label: one.label.one })).sort((a, b) => a.label.localeCompare(b.label))}
        value={entity}
        error={entity === null ? error : undefined}
        onChange={(chosen) => onPair(chosen, null)}
      />
      {entity === null ? null : <ReferenceSelect target={entity} value={id} onChange={(chosen) => onPair(entity, chosen)} error={error} aria-label={label ?? texts.choose} />}
    </Group>
  );
}
