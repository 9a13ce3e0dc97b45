export { KpiValue } from './kpi-value.ts';
export type { KpiValueRow } from './kpi-value.ts';
export { SavedReport } from './saved-report.ts';
export type { SavedReportRow } from './saved-report.ts';
