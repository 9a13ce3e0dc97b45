import { Anchor, Badge, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEntity, pageOf, useMetadata } from '../api/metadata.ts';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { titleOf } from '../api/records.ts';
import { formatDate, formatDecimal, formatInteger, formatMoment } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { AnyReference } from './any-reference.tsx';
import { StateBadge } from './state-badge.tsx';

/** The row a reference field was included as: `partner_id` → `partner`. */
export function included(row: Readonly<Record<string, unknown>>, field: string): Readonly<Record<string, unknown>> | undefined {
  const value = row[field.replace(/_id$/, '')];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** Whether values of a field are numbers, to be aligned by their digits. */
export function isNumeric(field: FieldMeta): boolean {
  return field.type === 'decimal' || field.type === 'integer';
}

function Reference({ target, id, row, link }: { target: string; id: string; row: Readonly<Record<string, unknown>> | undefined; link: boolean }) {
  const entity = useEntity(target);
  const name = row === undefined ? entity?.label.one : titleOf(entity, row);
  if (entity === undefined || !link || entity.kind === 'section') return <>{name ?? '—'}</>;
  return (
    <Anchor component={Link} to={pageOf(entity, id) as never} fz="inherit" onClick={(event: React.MouseEvent) => event.stopPropagation()}>
      {name}
    </Anchor>
  );
}

/** One value of a row, as a person reads it: never a code, an id or JSON. */
export function FieldValue({ entity, field, row, link = true }: { entity: EntityMeta; field: FieldMeta; row: Readonly<Record<string, unknown>>; link?: boolean }) {
  const locale = useLocale();
  const texts = useTexts();
  const { company, roles } = useMetadata();
  const zone = company.time_zone;
  const value = row[field.name];
  const region = Object.values(entity.regions ?? {}).find((one) => one.field === field.name);
  if (value === null || value === undefined || value === '') return <span aria-hidden="true">—</span>;
  if (region !== undefined) return <StateBadge region={region} state={String(value)} />;
  switch (field.type) {
    case 'boolean':
      return <>{value === true ? texts.yes : texts.no}</>;
    case 'decimal':
      return <>{formatDecimal(String(value), locale, field.scale)}</>;
    case 'integer':
      return <>{formatInteger(Number(value), locale)}</>;
    case 'date':
      return <>{formatDate(String(value), locale)}</>;
    case 'datetime':
      return <>{formatMoment(String(value), locale, zone)}</>;
    case 'enum':
      return <>{field.values?.find((one) => one.code === value)?.label ?? '—'}</>;
    case 'enums':
      return (
        <Group gap={4}>
          {(value as string[]).map((code) => (
            <Badge key={code} variant="default" tt="none" fw={400}>
              {field.values?.find((one) => one.code === code)?.label ?? '—'}
            </Badge>
          ))}
        </Group>
      );
    case 'strings':
      return <>{(value as string[]).join(', ')}</>;
    case 'reference':
      return <Reference target={field.target ?? ''} id={String(value)} row={included(row, field.name)} link={link} />;
    case 'references':
      return (
        <Group gap={8}>
          {(value as string[]).slice(0, 8).map((id) => (
            <AnyReference key={id} entity={field.target ?? ''} id={id} />
          ))}
          {(value as string[]).length > 8 ? `+${(value as string[]).length - 8}` : null}
        </Group>
      );
    case 'uuid': {
      const pair = row[`${field.name.slice(0, -3)}_entity`];
      const target = field.target ?? (typeof pair === 'string' ? pair : undefined);
      return target === undefined ? <span aria-hidden="true">—</span> : <AnyReference entity={target} id={String(value)} kind={field.target === undefined} />;
    }
    case 'json':
      return <span aria-hidden="true">…</span>;
    default:
      // A role is kept by its code; people know it by its name.
      if (/(^|_)role$/.test(field.name)) return <>{roles.find((one) => one.code === value)?.label ?? '—'}</>;
      return <>{String(value)}</>;
  }
}
