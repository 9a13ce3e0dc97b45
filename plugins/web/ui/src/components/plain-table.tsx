import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly head: readonly (string | { readonly text: string; readonly numeric: true })[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A table of a few rows that are read and not opened. */
export function PlainTable({ label, head, rows }: Props) {
  const numeric = head.map((one) => (typeof one === 'string' ? '' : 'numeric'));
  return (
    <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={label}>
      <table className="grid-table">
        <thead>
          <tr>
            {head.map((one, index) => {
              const text = typeof one === 'string' ? one : one.text;
              return text === '' ? <td key={index} style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }} /> : <th key={index} scope="col" className={numeric[index]}>{text}</th>;
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} style={{ cursor: 'default' }}>
              {row.cells.map((cell, index) => (
                <td key={index} className={numeric[index]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
