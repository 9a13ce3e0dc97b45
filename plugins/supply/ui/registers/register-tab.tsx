import { useRef, useState } from 'react';
import { Anchor, Button, Group, Select } from '@mantine/core';
import { IconDownload, IconTable, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Link } from '@tanstack/react-router';
import type { Locale } from '../../../web/ui/src/kit.ts';
import { Failed, Loading, Message, dayOf, fill, formatDate, formatDecimal, pageOf, request, useEntity, useLocale, useMay, useMetadata } from '../../../web/ui/src/kit.ts';
import { useSupplyTexts } from '../texts.ts';
import { RegisterImport } from './register-import.tsx';

type SheetRow = Readonly<Record<string, string | null>>;

interface Sheet {
  readonly year: number;
  readonly columns: readonly { readonly key: string; readonly header: string }[];
  readonly data: readonly SheetRow[];
}

/** One cell as people write it: days as days, fractions as fractions, the rest as it stands. */
export function cellText(value: string | null, locale: Locale): string {
  if (value === null || value === '') return '—';
  if (/^\d+\.\d+$/.test(value)) return formatDecimal(value, locale, 3);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value, locale) : value;
}

/** ORDERS or TRUCK of a year, as computed from the documents; taken out as .xlsx and taken back with its differences shown first. */
export function RegisterTab({ name }: { name: 'orders' | 'truck' }) {
  const texts = useSupplyTexts();
  const locale = useLocale();
  const may = useMay();
  const orders = useEntity('supply.supplier_order');
  const thisYear = Number(dayOf(new Date(), useMetadata().company.time_zone).slice(0, 4));
  const [year, setYear] = useState(String(thisYear));
  const [file, setFile] = useState<File>();
  const input = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useQuery({ queryKey: ['truck-register', name, year], queryFn: ({ signal }) => request<Sheet>(`/api/supply/registers/${name}?year=${year}`, { signal }) });
  const rows = sheet.data?.data ?? [];
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => 37, overscan: 12 });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  const columns = sheet.data?.columns ?? [];
  return (
    <>
      <Group gap="xs">
        <Select aria-label={texts.year} w={100} allowDeselect={false} data={Array.from({ length: 5 }, (_, back) => String(thisYear - back))} value={year} onChange={(value) => setYear(value ?? year)} />
        {may('register.edit') ? (
          <>
            <Button component="a" href={`/api/supply/registers/${name}/export?year=${year}`} download variant="default" leftSection={<IconDownload size={16} />}>
              {texts.exportSheet}
            </Button>
            <Button variant="default" leftSection={<IconUpload size={16} />} onClick={() => input.current?.click()}>
              {texts.importSheet}
            </Button>
            <input
              ref={input} type="file" hidden accept=".xlsx" aria-label={texts.importSheet}
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0]);
                event.currentTarget.value = '';
              }}
            />
          </>
        ) : null}
      </Group>
      {sheet.isPending ? (
        <Loading />
      ) : sheet.data === undefined ? (
        <Failed error={sheet.error as Error} retry={() => void sheet.refetch()} />
      ) : rows.length === 0 ? (
        <Message icon={<IconTable size={26} />} title={fill(texts.sheetEmpty, { year })} />
      ) : (
        <div className="table-scroll" ref={frame} tabIndex={0} role="region" aria-label={name.toUpperCase()}>
          <table className="grid-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.key} className={column.key === 'size' ? 'numeric' : ''}>
                    {column.header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {before > 0 ? <tr aria-hidden="true"><td colSpan={columns.length} style={{ height: before, padding: 0 }} /></tr> : null}
              {items.map((item) => {
                const row = rows[item.index] as SheetRow;
                const id = row['supplier_order_id'];
                return (
                  <tr key={item.key} style={{ cursor: 'default' }}>
                    {columns.map((column, index) => (
                      <td key={column.key} className={column.key === 'size' ? 'numeric' : 'clip'} title={row[column.key] ?? ''}>
                        {index === 0 && typeof id === 'string' && orders !== undefined ? (
                          <Anchor component={Link} to={pageOf(orders, id) as never} fz="inherit">
                            {cellText(row[column.key] ?? null, locale)}
                          </Anchor>
                        ) : (
                          cellText(row[column.key] ?? null, locale)
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
              {after > 0 ? <tr aria-hidden="true"><td colSpan={columns.length} style={{ height: after, padding: 0 }} /></tr> : null}
            </tbody>
          </table>
        </div>
      )}
      {file === undefined ? null : <RegisterImport name={name} year={year} file={file} onClose={() => setFile(undefined)} />}
    </>
  );
}
