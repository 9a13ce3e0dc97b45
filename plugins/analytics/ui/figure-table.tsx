import type { ReactNode } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconTableExport } from '@tabler/icons-react';
import { useNumbersTexts } from './texts.ts';

/** A column of a table of figures. `text` is what an export writes; `render` what the screen shows instead. */
export interface FigureColumn<Row> {
  readonly key: string;
  readonly label: string;
  readonly numeric?: boolean;
  readonly text: (row: Row) => string;
  readonly render?: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly caption?: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  readonly foot?: readonly string[];
  /** Makes rows open something. */
  readonly onOpen?: (row: Row) => void;
}

/** Figures beside their chart, or alone; digits stand under each other. */
export function FigureTable<Row>({ caption, columns, rows, rowKey, foot, onOpen }: Props<Row>) {
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={caption ?? columns[0]?.label ?? ''}>
      <table className="grid-table">
        <thead>
          <tr>
            {columns.map((one) => (
              <th key={one.key} scope="col" className={one.numeric === true ? 'numeric' : ''} style={{ whiteSpace: 'normal', verticalAlign: 'bottom' }}>
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={rowKey(row, index)}
              style={onOpen === undefined ? { cursor: 'default' } : undefined}
              {...(onOpen === undefined ? {} : { tabIndex: 0, onClick: () => onOpen(row), onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && event.target === event.currentTarget && onOpen(row) })}
            >
              {columns.map((one) => (
                <td key={one.key} className={one.numeric === true ? 'numeric' : ''}>
                  {one.render === undefined ? one.text(row) : one.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot === undefined ? null : (
          <tfoot>
            <tr style={{ cursor: 'default' }}>
              {foot.map((text, index) => (
                <td key={columns[index]?.key ?? index} className={columns[index]?.numeric === true ? 'numeric' : ''}>
                  <Text component="span" fz="inherit" fw={600}>
                    {text}
                  </Text>
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** A cell of a CSV; one that a spreadsheet would take for a formula is made plain text. */
function cell(text: string): string {
  const plain = text.replace(/[\u00a0\u202f]/g, ' ');
  const safe = /^[=+@\t\r]|^-(?![\d ])/.test(plain) ? `'${plain}` : plain;
  return /[";\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Saves what a table shows as a file that spreadsheets open. */
export function downloadCsv<Row>(name: string, columns: readonly FigureColumn<Row>[], rows: readonly Row[]): void {
  const lines = [columns.map((one) => cell(one.label)), ...rows.map((row) => columns.map((one) => cell(one.text(row))))];
  saveFile(`${name}.csv`, new Blob([`\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }));
}

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Takes figures away: as the server's workbook, or as the table on the screen. */
export function ExportButtons({ workbook, onCsv }: { workbook?: string; onCsv?: () => void }) {
  const texts = useNumbersTexts();
  return (
    <Group gap={6}>
      {workbook === undefined ? null : (
        <Button component="a" href={workbook} download variant="default" size="xs" leftSection={<IconFileSpreadsheet size={15} />}>
          {texts.toExcel}
        </Button>
      )}
      {onCsv === undefined ? null : (
        <Button variant="default" size="xs" leftSection={<IconTableExport size={15} />} onClick={onCsv}>
          {texts.toCsv}
        </Button>
      )}
    </Group>
  );
}
