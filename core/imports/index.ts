export { importContributions } from './contributions.ts';
export { ImportRun } from './import-run.ts';
export { answerImport, importRoutes } from './import-routes.ts';
export { runImport } from './run-import.ts';
export type { ImportFile, ImportOptions, ImportOutcome } from './run-import.ts';
