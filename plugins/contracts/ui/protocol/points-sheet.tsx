import { ActionIcon, Badge, Button, Group, Select, Text, TextInput, Textarea, VisuallyHidden } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { EntityMeta, FieldMeta } from '../../../web/ui/src/kit.ts';
import { fill } from '../../../web/ui/src/kit.ts';
import { useContractTexts } from '../texts.ts';
import type { Column, SheetRow } from './sheet-rows.ts';
import { COLUMNS, columnsOf, newRow, pasteBlock } from './sheet-rows.ts';
import './protocol.css';

interface Props {
  readonly item: EntityMeta;
  readonly rows: readonly SheetRow[];
  /** Columns that may be written; none for points that no longer change. */
  readonly writable: readonly Column[];
  /** Columns to show; all of them when nothing is said. */
  readonly columns?: readonly Column[];
  /** Rows may be added and removed. */
  readonly grows?: boolean;
  readonly frozen?: boolean;
  /** By `row/column`. */
  readonly errors?: ReadonlyMap<string, string>;
  readonly onChange?: (rows: SheetRow[]) => void;
}

/** The points of a protocol like a sheet: Enter goes down, a block from Excel is pasted from its cell on; the same table without inputs for what is frozen. */
export function PointsSheet({ item, rows, writable, columns = COLUMNS, grows = false, frozen = false, errors, onChange }: Props) {
  const texts = useContractTexts();
  const fields = columnsOf(item, columns);
  const inputs = fields.filter((field) => writable.includes(field.name as Column));
  const change = (index: number, name: string, value: string | null): void => onChange?.(rows.map((row, at) => (at === index ? { ...row, [name]: value } : row)));
  const paste = (event: React.ClipboardEvent, row: number, field: FieldMeta): void => {
    const text = event.clipboardData.getData('text/plain');
    // One cell is pasted by the browser, at the cursor.
    if (!/\t|\n./.test(text)) return;
    event.preventDefault();
    onChange?.(pasteBlock(rows, text, { row, column: inputs.indexOf(field) }, inputs, grows));
  };
  const down = (event: React.KeyboardEvent, index: number, name: string): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (index === rows.length - 1 && grows) onChange?.([...rows, newRow()]);
    const body = event.currentTarget.closest('tbody');
    requestAnimationFrame(() => body?.children[index + 1]?.querySelector<HTMLElement>(`[data-column="${name}"] textarea, [data-column="${name}"] input`)?.focus());
  };
  const cell = (row: SheetRow, index: number, field: FieldMeta): React.ReactNode => {
    const value = (row[field.name] as string | null | undefined) ?? '';
    const common = { 'aria-label': `${field.label}, ${fill(texts.point, { no: index + 1 })}`, error: errors?.get(`${index}/${field.name}`), size: 'xs' as const };
    if (!writable.includes(field.name as Column)) {
      const label = field.type === 'enum' ? field.values?.find((one) => one.code === value)?.label : value;
      return label === undefined || label === '' ? <span aria-hidden="true">—</span> : label;
    }
    if (field.type === 'enum') return <Select {...common} size="xs" allowDeselect={false} data={(field.values ?? []).map((one) => ({ value: one.code, label: one.label }))} value={value === '' ? (field.values?.[0]?.code ?? null) : value} onChange={(next) => change(index, field.name, next)} />;
    if (field.type === 'text') return <Textarea {...common} autosize minRows={1} maxRows={10} value={value} onChange={(event) => change(index, field.name, event.currentTarget.value === '' ? null : event.currentTarget.value)} onKeyDown={(event) => down(event, index, field.name)} />;
    return <TextInput {...common} value={value} onChange={(event) => change(index, field.name, event.currentTarget.value)} onKeyDown={(event) => down(event, index, field.name)} />;
  };
  return (
    <div>
      <div style={{ overflowX: 'auto' }}>
        <table className={`grid-table points points-sheet${frozen ? ' points-frozen' : ''}`}>
          <thead>
            <tr>
              <th className="numeric">№</th>
              {fields.map((field) => (
                <th key={field.name}>{field.label}</th>
              ))}
              {grows ? <th><VisuallyHidden>{texts.removePoint}</VisuallyHidden></th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key}>
                <td className="numeric">{index + 1}</td>
                {fields.map((field) => (
                  <td key={field.name} data-label={field.label} data-column={field.name} className="frozen-cell" style={{ minWidth: field.name === 'clause' ? 92 : field.type === 'enum' ? 240 : field.name === 'reviewer_comment' ? 150 : 180 }} onPaste={(event) => paste(event, index, field)}>
                    {cell(row, index, field)}
                    {field.name === 'clause' ? <Origin row={row} /> : null}
                  </td>
                ))}
                {grows ? (
                  <td>
                    <ActionIcon variant="subtle" color="gray" aria-label={`${texts.removePoint} ${index + 1}`} onClick={() => onChange?.(rows.filter((_, at) => at !== index))}>
                      <IconTrash size={16} />
                    </ActionIcon>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? (
        <Text c="dimmed" size="sm" py="xs">
          {texts.noPoints}
        </Text>
      ) : null}
      {grows ? (
        <Group pt={6}>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => onChange?.([...rows, newRow()])}>
            {texts.addPoint}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

/** Where a point came from, when it is not of the round's first revision. */
function Origin({ row }: { row: SheetRow }) {
  const texts = useContractTexts();
  const carried = row.carried_from_id !== null && row.carried_from_id !== undefined;
  const late = (row.added_in_revision ?? 1) > 1;
  if (!carried && !late) return null;
  return (
    <Badge variant="default" tt="none" fw={400} size="sm" mt={4} style={{ display: 'block', width: 'fit-content', maxWidth: '100%' }}>
      {carried ? texts.carried : fill(texts.addedIn, { revision: row.added_in_revision ?? 1 })}
    </Badge>
  );
}
