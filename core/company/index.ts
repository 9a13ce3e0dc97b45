export { may } from './actor.ts';
export type { Actor, PermissionScope } from './actor.ts';
export { Company } from './company.ts';
export type { CompanyRecord, WriteOptions } from './company.ts';
export { KERNEL_COMPANY_SQL } from './kernel-tables.ts';
export { install, migrationsFrom } from './migrate.ts';
export type { CompanyRegistration, Installation, InstallOptions, Migration, MigrationSet } from './migrate.ts';
export { UnitOfWork } from './unit-of-work.ts';
export type { ChangeNotice, UnitMode } from './unit-of-work.ts';
