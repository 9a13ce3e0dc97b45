import { useState } from 'react';
import { ActionIcon, Button, Group } from '@mantine/core';
import { IconColumns3, IconPlus, IconTrash } from '@tabler/icons-react';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { ownerColumns, useMetadata } from '../api/metadata.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FieldInput, plainDecimal } from './field-input.tsx';
import { FieldValue, isNumeric } from './field-value.tsx';
import { SectionTotals } from './section-table.tsx';
import type { SectionRow } from './section-rows.ts';
import { sectionFields } from './section-rows.ts';

interface Props {
  readonly entity: EntityMeta;
  /** Column that points to the owner; the server fills it. */
  readonly via: string;
  /** What people have typed, row by row; an existing row has its id. */
  readonly value: readonly SectionRow[];
  /** What each row is otherwise: as it is stored, or as the server would complete it. */
  readonly base?: (row: SectionRow, index: number) => SectionRow;
  readonly onChange: (rows: SectionRow[]) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly pointer: string;
}

/** Sums that the server works out and people like to see beside what they type. */
const COMPUTED = new Set(['amount', 'total', 'vat_amount']);

/** One cell of pasted text as the field takes it. */
function pasted(field: FieldMeta, text: string): unknown {
  if (text === '') return null;
  if (field.type === 'decimal') return plainDecimal(text);
  if (field.type === 'integer') return Number(plainDecimal(text));
  if (field.type === 'date') return /^\d\d\.\d\d\.\d{4}$/.test(text) ? text.split('.').reverse().join('-') : text;
  return text;
}

/** A tabular section edited like a sheet: Enter goes down and adds a row at the end, a block copied from Excel is pasted from the cell it is dropped on. */
export function SectionEditor({ entity, via, value, base = () => ({}), onChange, errors, pointer }: Props) {
  const texts = useTexts();
  const [wide, setWide] = useState(false);
  const shown = value.map((row, index) => ({ ...base(row, index), ...row }));
  const { main, all } = sectionFields(entity, [via, ...ownerColumns(useMetadata().entities, entity.id)], shown);
  const fields = wide ? all : main;
  const computed = entity.fields.filter((field) => field.writable === 'system' && COMPUTED.has(field.name) && shown.some((row) => row[field.name] !== undefined && row[field.name] !== null));
  const change = (index: number, name: string, next: unknown): void => onChange(value.map((row, at) => (at === index ? { ...row, [name]: next } : row)));
  const paste = (event: React.ClipboardEvent, index: number, column: number): void => {
    const block = event.clipboardData.getData('text/plain').replace(/\r/g, '').replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
    if (block.length === 1 && block[0]?.length === 1) return;
    event.preventDefault();
    const next = [...value];
    block.forEach((cells, down) => {
      const patch = Object.fromEntries(cells.flatMap((cell, right) => (fields[column + right] === undefined ? [] : [[(fields[column + right] as FieldMeta).name, pasted(fields[column + right] as FieldMeta, cell.trim())]])));
      next[index + down] = { ...next[index + down], ...patch };
    });
    onChange(next);
  };
  return (
    <div>
      {value.length === 0 ? null : (
        <div style={{ overflowX: 'auto' }}>
          <table className="grid-table">
            <thead>
              <tr>
                <th className="numeric">№</th>
                {[...fields, ...computed].map((field) => (
                  <th key={field.name} className={isNumeric(field) ? 'numeric' : ''}>
                    {field.label}
                  </th>
                ))}
                <th aria-label={texts.removeRow} />
              </tr>
            </thead>
            <tbody>
              {value.map((row, index) => (
                <tr key={String(row['id'] ?? index)} style={{ cursor: 'default' }}>
                  <td className="numeric">{index + 1}</td>
                  {fields.map((field, column) => (
                    <td
                      key={field.name}
                      style={{ minWidth: field.type === 'reference' ? 200 : field.type === 'decimal' ? 124 : field.type === 'integer' ? 96 : 130, maxWidth: 'none' }}
                      onPaste={(event) => paste(event, index, column)}
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter' || event.ctrlKey || field.type === 'reference' || field.type === 'enum') return;
                        event.preventDefault();
                        if (index === value.length - 1) onChange([...value, {}]);
                        const cell = event.currentTarget;
                        requestAnimationFrame(() => (cell.parentElement?.nextElementSibling?.children[column + 1]?.querySelector('input') as HTMLInputElement | null)?.focus());
                      }}
                    >
                      <FieldInput field={field} required={field.required} aria-label={`${field.label}, ${index + 1}`} value={shown[index]?.[field.name]} error={errors[`${pointer}/${index}/${field.name}`]} onChange={(next) => change(index, field.name, next)} />
                    </td>
                  ))}
                  {computed.map((field) => (
                    <td key={field.name} className="numeric" style={{ verticalAlign: 'middle' }}>
                      <FieldValue entity={entity} field={field} row={shown[index] ?? {}} />
                    </td>
                  ))}
                  <td>
                    <ActionIcon variant="subtle" color="gray" aria-label={`${texts.removeRow} ${index + 1}`} onClick={() => onChange(value.filter((_, at) => at !== index))}>
                      <IconTrash size={16} />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
            <SectionTotals columns={[...fields, ...computed]} rows={shown} before={1} after={1} />
          </table>
        </div>
      )}
      <Group pt={6} gap="xs">
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => onChange([...value, {}])}>
          {texts.addRow}
        </Button>
        {value.length === 0 || all.length === main.length ? null : (
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconColumns3 size={14} />} aria-pressed={wide} onClick={() => setWide(!wide)}>
            {wide ? texts.fewerColumns : texts.allColumns}
          </Button>
        )}
      </Group>
    </div>
  );
}
