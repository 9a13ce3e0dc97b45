import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty, fill, formatDate, formatDecimal, formatInteger, formatMoment, pageOf, useEntity, useLocale, useMetadata } from '../../../web/ui/src/kit.ts';
import type { Locale } from '../../../web/ui/src/kit.ts';
import { FigureTable } from '../figure-table.tsx';
import type { FigureColumn } from '../figure-table.tsx';
import type { NumbersTexts } from '../texts.ts';
import { useNumbersTexts } from '../texts.ts';
import type { ReportTable } from './reports.ts';

type Row = Readonly<Record<string, unknown>>;
type Column = ReportTable['columns'][number];

function shown(value: unknown, column: Column, texts: NumbersTexts, locale: Locale, zone: string): string {
  if (value === null || value === undefined || value === '') return '—';
  if (column.total === 'count') return formatInteger(Number(value), locale);
  switch (column.type) {
    case 'decimal':
      return formatDecimal(String(value), locale, column.scale);
    case 'integer':
      return column.total === 'avg' ? formatDecimal(String(value), locale, 3) : formatInteger(Number(value), locale);
    case 'date':
      return formatDate(String(value), locale);
    case 'datetime':
      return formatMoment(String(value), locale, zone);
    case 'boolean':
      return value === true ? texts.yes : texts.no;
    default:
      return Array.isArray(value) ? value.join(', ') : String(value);
  }
}

/** Columns of a report's answer, with the name of its total where it has one. */
export function useReportColumns(table: ReportTable): readonly FigureColumn<Row>[] {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const isGrouped = table.columns.some((one) => one.key === 'count');
  return table.columns.map((one) => ({
    key: one.key,
    label: isGrouped && one.total !== undefined ? `${one.label} (${texts[one.total]})` : one.label,
    numeric: one.type === 'decimal' || one.type === 'integer' || one.total === 'count',
    text: (row) => shown(row[one.key], one, texts, locale, zone),
  }));
}

/** Rows of a report: ungrouped ones lead to their cards. */
export function ReportRows({ entity: entityId, table }: { entity: string; table: ReportTable }) {
  const texts = useNumbersTexts();
  const locale = useLocale();
  const zone = useMetadata().company.time_zone;
  const entity = useEntity(entityId);
  const columns = useReportColumns(table);
  const linked = columns.map((one, index): FigureColumn<Row> => {
    if (index !== 0 || entity === undefined) return one;
    return { ...one, render: (row) => (typeof row['id'] === 'string' ? <Anchor component={Link} to={pageOf(entity, row['id']) as never} fz="inherit">{one.text(row)}</Anchor> : one.text(row)) };
  });
  const hasTotals = Object.keys(table.totals).length > 0;
  const foot = table.columns.map((one, index) => {
    const total = table.totals[one.key];
    if (total !== undefined) return shown(total, one, texts, locale, zone);
    return one.key === 'count' ? formatInteger(table.count, locale) : index === 0 ? texts.total : '';
  });
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {table.more ? fill(texts.rowsMore, { shown: table.rows.length, count: table.count }) : fill(texts.rowsCount, { count: table.rows.length })}
      </Text>
      {table.omitted.length === 0 ? null : <Alert color="yellow" variant="light" py={6}>{texts.omitted}</Alert>}
      {table.rows.length === 0 ? <Empty /> : <FigureTable caption={texts.reports} columns={linked} rows={table.rows} rowKey={(row, index) => `${String(row['id'] ?? '')}${index}`} {...(hasTotals ? { foot } : {})} />}
    </Stack>
  );
}
