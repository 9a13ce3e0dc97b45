import { label } from '../../../core/index.ts';
import type { Locale, SheetSpec } from '../../../core/index.ts';
import type { ComparedFigure, KpiLine } from './kpi-table.ts';
import { column } from './report-file.ts';

function figures(one: ComparedFigure): Record<string, unknown> {
  return { value: one.value, numerator: one.numerator, denominator: one.denominator, previous: one.previous.value, last_year: one.last_year.value };
}

function figureColumns(locale: Locale): SheetSpec['columns'] {
  return [
    column('numerator', label('Числитель', 'Numerator'), locale, 'decimal'),
    column('denominator', label('Знаменатель', 'Denominator'), locale, 'decimal'),
    column('value', label('Значение', 'Value'), locale, 'decimal'),
    column('target', label('Цель', 'Target'), locale, 'decimal'),
    column('previous', label('Предыдущий период', 'Previous period'), locale, 'decimal'),
    column('last_year', label('Год назад', 'A year before'), locale, 'decimal'),
  ];
}

/** D-20: the KPIs as a table, and the same for each person. */
export function kpiSheets(lines: readonly KpiLine[], locale: Locale): SheetSpec[] {
  const head = [column('code', label('Код', 'Code'), locale), column('label', label('Показатель', 'KPI'), locale), column('period', label('Период', 'Period'), locale), column('unit', label('Единица', 'Unit'), locale)];
  return [
    {
      name: { ru: 'Показатели', en: 'KPIs' }[locale],
      columns: [...head, ...figureColumns(locale)],
      rows: lines.map((one) => ({ ...one, ...figures(one), target: one.target === null ? null : String(one.target) })),
    },
    {
      name: { ru: 'По сотрудникам', en: 'By person' }[locale],
      columns: [...head, column('person', label('Сотрудник', 'Person'), locale), ...figureColumns(locale)],
      rows: lines.flatMap((one) => one.people.map((person) => ({ ...one, person: person.name, ...figures(person), target: one.target === null ? null : String(one.target) }))),
    },
  ];
}
