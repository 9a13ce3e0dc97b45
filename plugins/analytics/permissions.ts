import { label } from '../../core/index.ts';
import type { PermissionDefinition } from '../../core/index.ts';

/** Who sees figures, and how far: granted as `own` a permission shows the person's own, as `team` those of his departments. */
export const analyticsPermissions: readonly PermissionDefinition[] = [
  { code: 'report.kpi', label: label('Показатели эффективности', 'KPIs') },
  { code: 'report.kpi_values', label: label('Все сохранённые значения показателей', 'Every value that is kept of any KPI') },
  { code: 'report.funnel', label: label('Воронка продаж', 'Sales funnel') },
  { code: 'report.managers', label: label('Сравнение менеджеров', 'Comparison of managers') },
  { code: 'report.build', label: label('Построить отчёт', 'Build a report') },
  { code: 'document.search', label: label('Поиск в реестре документов', 'Search in the document register') },
];
