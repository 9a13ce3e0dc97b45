export { backupErrors } from './errors.ts';
export type { BackupHeader, CompanyState, TableSummary } from './format.ts';
export { checkBackup } from './read-backup.ts';
export { releaseCompany } from './release-company.ts';
export { restoreCompany } from './restore-company.ts';
export type { RestoreOptions, Restored } from './restore-company.ts';
export { backupCompany } from './write-backup.ts';
export type { BackupOptions } from './write-backup.ts';
