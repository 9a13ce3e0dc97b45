import { ActionIcon, Button, Group } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FieldInput, plainDecimal } from './field-input.tsx';
import { FieldValue, isNumeric } from './field-value.tsx';
import { formFields } from './record-form.tsx';

type SectionRow = Readonly<Record<string, unknown>>;

interface Props {
  readonly entity: EntityMeta;
  /** Column that points to the owner; the server fills it. */
  readonly via: string;
  readonly value: readonly SectionRow[];
  readonly onChange: (rows: SectionRow[]) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly pointer: string;
}

/** One cell of pasted text as the field takes it. */
function pasted(field: FieldMeta, text: string): unknown {
  if (text === '') return null;
  if (field.type === 'decimal') return plainDecimal(text);
  if (field.type === 'integer') return Number(plainDecimal(text));
  if (field.type === 'date') return /^\d\d\.\d\d\.\d{4}$/.test(text) ? text.split('.').reverse().join('-') : text;
  return text;
}

/** A tabular section edited like a sheet: Enter goes down and adds a row at the end, a block copied from Excel is pasted from the cell it is dropped on. */
export function SectionEditor({ entity, via, value, onChange, errors, pointer }: Props) {
  const texts = useTexts();
  const fields = formFields(entity, true).filter((field) => field.name !== via && field.name !== 'line_no');
  const computed = entity.fields.filter((field) => field.writable === 'system' && ['amount', 'total', 'price', 'vat_amount'].includes(field.name) && !fields.includes(field));
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
            <th />
          </tr>
        </thead>
        <tbody>
          {value.map((row, index) => (
            <tr key={String(row['id'] ?? index)} style={{ cursor: 'default' }}>
              <td className="numeric">{index + 1}</td>
              {fields.map((field, column) => (
                <td
                  key={field.name}
                  style={{ minWidth: field.type === 'reference' ? 220 : 110 }}
                  onPaste={(event) => paste(event, index, column)}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.ctrlKey || field.type === 'reference' || field.type === 'enum') return;
                    event.preventDefault();
                    if (index === value.length - 1) onChange([...value, {}]);
                    const cell = event.currentTarget;
                    requestAnimationFrame(() => (cell.parentElement?.nextElementSibling?.children[column + 1]?.querySelector('input') as HTMLInputElement | null)?.focus());
                  }}
                >
                  <FieldInput field={field} aria-label={`${field.label}, ${index + 1}`} value={row[field.name]} error={errors[`${pointer}/${index}/${field.name}`]} onChange={(next) => change(index, field.name, next)} />
                </td>
              ))}
              {computed.map((field) => (
                <td key={field.name} className="numeric">
                  <FieldValue entity={entity} field={field} row={row} />
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
      </table>
      <Group pt={6}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => onChange([...value, {}])}>
          {texts.addRow}
        </Button>
      </Group>
    </div>
  );
}
