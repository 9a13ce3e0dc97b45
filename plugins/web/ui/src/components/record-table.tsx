import { useEffect, useRef } from 'react';
import { UnstyledButton, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import type { Row } from '../api/records.ts';
import { formatDecimal } from '../format/index.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { FieldValue, isNumeric } from './field-value.tsx';

interface Props {
  readonly entity: EntityMeta;
  readonly columns: readonly FieldMeta[];
  readonly rows: readonly Row[];
  readonly sort?: string;
  readonly onSort?: (field: string) => void;
  readonly onOpen: (row: Row) => void;
  /** Called when the end comes in sight. */
  readonly onMore?: () => void;
  /** Sums of columns over the whole list, decimal text. */
  readonly sums?: Readonly<Record<string, string>> | undefined;
  readonly selection?: { readonly ids: ReadonlySet<string>; readonly toggle: (id: string) => void; readonly toggleAll: () => void; readonly label: string };
}

/** Rows of an entity; only those in sight are drawn, so thousands scroll as easily as ten. */
export function RecordTable({ entity, columns, rows, sort, onSort, onOpen, onMore, sums, selection }: Props) {
  const texts = useTexts();
  const locale = useLocale();
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => 37, overscan: 12 });
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 10) onMore?.();
  }, [last, rows.length, onMore]);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  const width = columns.length + (selection === undefined ? 0 : 1);
  return (
    <div className="table-scroll" ref={frame} tabIndex={-1}>
      <table className="grid-table">
        <thead>
          <tr>
            {selection === undefined ? null : (
              <th style={{ width: 32 }}>
                <input type="checkbox" aria-label={selection.label} checked={rows.length > 0 && selection.ids.size >= rows.length} onChange={selection.toggleAll} />
              </th>
            )}
            {columns.map((field) => {
              const direction = sort === field.name ? 'ascending' : sort === `-${field.name}` ? 'descending' : 'none';
              return (
                <th key={field.name} aria-sort={direction} className={isNumeric(field) ? 'numeric' : ''}>
                  <UnstyledButton fz="inherit" fw="inherit" onClick={() => onSort?.(field.name)}>
                    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
                      {field.label}
                      {direction === 'ascending' ? <IconArrowUp size={13} /> : direction === 'descending' ? <IconArrowDown size={13} /> : null}
                    </Group>
                  </UnstyledButton>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true"><td colSpan={width} style={{ height: before, padding: 0 }} /></tr> : null}
          {items.map((item) => {
            const row = rows[item.index] as Row;
            return (
              <tr
                key={row.id}
                tabIndex={0}
                onClick={() => onOpen(row)}
                onKeyDown={(event) => {
                  if (event.target !== event.currentTarget) return;
                  if (event.key === 'Enter') onOpen(row);
                  if (event.key === ' ' && selection !== undefined) {
                    event.preventDefault();
                    selection.toggle(row.id);
                  }
                  if (event.key === 'ArrowDown') (event.currentTarget.nextElementSibling as HTMLElement | null)?.focus();
                  if (event.key === 'ArrowUp') (event.currentTarget.previousElementSibling as HTMLElement | null)?.focus();
                }}
              >
                {selection === undefined ? null : (
                  <td onClick={(event) => event.stopPropagation()}>
                    <input type="checkbox" aria-label={selection.label} checked={selection.ids.has(row.id)} onChange={() => selection.toggle(row.id)} />
                  </td>
                )}
                {columns.map((field) => (
                  <td key={field.name} className={isNumeric(field) ? 'numeric' : 'clip'}>
                    <FieldValue entity={entity} field={field} row={row} />
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? <tr aria-hidden="true"><td colSpan={width} style={{ height: after, padding: 0 }} /></tr> : null}
        </tbody>
        {sums === undefined || Object.keys(sums).length === 0 ? null : (
          <tfoot>
            <tr style={{ cursor: 'default' }}>
              {selection === undefined ? null : <td />}
              {columns.map((field, index) => (
                <td key={field.name} className={isNumeric(field) ? 'numeric' : ''}>
                  {sums[field.name] !== undefined ? formatDecimal(sums[field.name] ?? '0', locale, field.scale) : index === 0 ? texts.total : null}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
