export { KpiValue, SavedReport } from './entities/index.ts';
export type { KpiValueRow, SavedReportRow } from './entities/index.ts';
