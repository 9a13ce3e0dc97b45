import type { EntityMeta, FieldMeta } from '../api/metadata.ts';
import { ownerColumns, useMetadata } from '../api/metadata.ts';
import { formatDecimal } from '../format/index.ts';
import { sumDecimals } from '../format/sum.ts';
import { useLocale, useTexts } from '../texts/use-texts.ts';
import { FieldValue, isNumeric } from './field-value.tsx';
import type { SectionRow } from './section-rows.ts';
import { isAdded, readColumns } from './section-rows.ts';
import { useIncluded } from './use-included.ts';

/** What the columns of money and quantities add up to, below a table of more than one row; `before` and `after`: cells beside the columns. */
export function SectionTotals({ columns, rows, before = 0, after = 0 }: { columns: readonly FieldMeta[]; rows: readonly SectionRow[]; before?: number; after?: number }) {
  const texts = useTexts();
  const locale = useLocale();
  if (rows.length < 2 || !columns.some(isAdded)) return null;
  const first = columns.findIndex(isAdded) + before;
  return (
    <tfoot>
      <tr style={{ cursor: 'default' }}>
        {first === 0 ? null : (
          <td colSpan={first} style={{ fontWeight: 600 }}>
            {texts.total}
          </td>
        )}
        {columns.slice(first - before).map((field) => (
          <td key={field.name} className="numeric" style={{ fontWeight: 600 }}>
            {isAdded(field) ? formatDecimal(sumDecimals(rows.map((row) => row[field.name])), locale, field.scale) : null}
          </td>
        ))}
        {after === 0 ? null : <td colSpan={after} />}
      </tr>
    </tfoot>
  );
}

/** A tabular section as it is read. */
export function SectionTable({ entity, via, rows: stored }: { entity: EntityMeta; via: string; rows: readonly SectionRow[] }) {
  const columns = readColumns(entity, [via, ...ownerColumns(useMetadata().entities, entity.id)], stored);
  const rows = useIncluded(columns, stored);
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="grid-table">
        <thead>
          <tr>
            {columns.map((field) => (
              <th key={field.name} className={isNumeric(field) ? 'numeric' : ''}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={String(row['id'] ?? index)} style={{ cursor: 'default' }}>
              {columns.map((field) => (
                <td key={field.name} className={isNumeric(field) ? 'numeric' : 'clip'}>
                  <FieldValue entity={entity} field={field} row={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <SectionTotals columns={columns} rows={rows} />
      </table>
    </div>
  );
}
