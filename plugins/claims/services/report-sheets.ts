import type { Locale, SheetSpec } from '../../../core/index.ts';
import type { ClaimPeriod, DynamicsRow, SatisfactionRow, StructureRow } from './reports.ts';

const WORDS = {
  ru: {
    unknown: 'Не установлено', none: 'Не указана', total: 'Итого', peak: 'Больше всего', month: 'Месяц', department: 'Подразделение', registered: 'Зарегистрировано', processed: 'Отработано',
    open: 'Открыто', withdrawn: 'Отозвано', reason: 'Причина', satisfied: 'Удовлетворено', partially: 'Частично', not_satisfied: 'Не удовлетворено', percent: '% удовлетворения', claims: 'Претензий',
    share: 'Доля, %', top: 'Основные причины', dynamics: 'Динамика регистрации претензий', satisfaction: 'Статистика удовлетворения претензий', structure: 'Структура возникновения претензий',
  },
  en: {
    unknown: 'Not established', none: 'Not stated', total: 'Total', peak: 'Most of all', month: 'Month', department: 'Department', registered: 'Registered', processed: 'Processed',
    open: 'Open', withdrawn: 'Withdrawn', reason: 'Reason', satisfied: 'Satisfied', partially: 'In part', not_satisfied: 'Not satisfied', percent: 'Satisfied, %', claims: 'Claims',
    share: 'Share, %', top: 'Main reasons', dynamics: 'Dynamics of claims', satisfaction: 'Satisfaction of claims', structure: 'Structure of claims',
  },
} as const;

const title = (name: string, { from, to }: ClaimPeriod): string[] => [name, from === to ? from : `${from} – ${to}`];

/** Sums of the counting columns of a report. */
export function totalsOf<Row extends object>(rows: readonly Row[], columns: readonly (keyof Row & string)[]): Record<string, number> {
  return Object.fromEntries(columns.map((column) => [column, rows.reduce((sum, row) => sum + Number(row[column]), 0)]));
}

/** D-22a as a sheet. */
export function dynamicsSheet(rows: readonly DynamicsRow[], period: ClaimPeriod, locale: Locale): SheetSpec {
  const w = WORDS[locale];
  return {
    name: w.dynamics, title: title(w.dynamics, period),
    columns: [
      { header: w.month, key: 'month' }, { header: w.department, key: 'department' }, { header: w.registered, key: 'registered', type: 'integer' }, { header: w.processed, key: 'processed', type: 'integer' },
      { header: w.open, key: 'open', type: 'integer' }, { header: w.withdrawn, key: 'withdrawn', type: 'integer' }, { header: w.peak, key: 'peak' },
    ],
    rows: rows.map((row) => ({ ...row, department: row.department ?? w.unknown, peak: row.is_peak ? '●' : '' })),
    totals: { month: w.total, ...totalsOf(rows, ['registered', 'processed', 'open', 'withdrawn']) },
  };
}

/** D-22b as a sheet. */
export function satisfactionSheet(rows: readonly SatisfactionRow[], period: ClaimPeriod, locale: Locale): SheetSpec {
  const w = WORDS[locale];
  return {
    name: w.satisfaction, title: title(w.satisfaction, period),
    columns: [
      { header: w.reason, key: 'reason', width: 40 }, { header: w.registered, key: 'registered', type: 'integer' }, { header: w.satisfied, key: 'satisfied', type: 'integer' },
      { header: w.partially, key: 'partially', type: 'integer' }, { header: w.not_satisfied, key: 'not_satisfied', type: 'integer' }, { header: w.open, key: 'open', type: 'integer' },
      { header: w.withdrawn, key: 'withdrawn', type: 'integer' }, { header: w.percent, key: 'satisfied_percent', type: 'decimal' },
    ],
    rows: rows.map((row) => ({ ...row, reason: row.reason ?? w.none })),
    totals: { reason: w.total, ...totalsOf(rows, ['registered', 'satisfied', 'partially', 'not_satisfied', 'open', 'withdrawn']) },
  };
}

/** D-22c as a sheet. */
export function structureSheet(rows: readonly StructureRow[], period: ClaimPeriod, locale: Locale): SheetSpec {
  const w = WORDS[locale];
  return {
    name: w.structure, title: title(w.structure, period),
    columns: [{ header: w.department, key: 'department', width: 30 }, { header: w.claims, key: 'claims', type: 'integer' }, { header: w.share, key: 'share', type: 'decimal' }, { header: w.top, key: 'top', width: 60 }],
    rows: rows.map((row) => ({ ...row, department: row.department ?? w.unknown, top: row.top_reasons.map((one) => `${one.reason} (${one.claims})`).join(', ') })),
    totals: { department: w.total, ...totalsOf(rows, ['claims']) },
  };
}
