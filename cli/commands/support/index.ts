export { addCommand, addGroup } from './add-command.ts';
export type { Call, CommandSpec, CommonOptions } from './add-command.ts';
export { actorOf, chosenCompanies, configOf, loggerOf, onlyCompany, openCompany, readInstallation, withInstallation } from './installation.ts';
export { missingTablesSql } from './missing-tables.ts';
export { runningItems } from './running-items.ts';
export type { RunningItems } from './running-items.ts';
