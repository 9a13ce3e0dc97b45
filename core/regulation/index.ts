export { permissionsOf, rolesCovering } from './compiled.ts';
export type { CompiledDecision, CompiledRegulation, CompiledRole, CompiledRule, CompiledSchedule } from './compiled.ts';
export { compileRegulation, decisionTable, documentHash } from './compile.ts';
export { diffDocuments } from './diff.ts';
export type { DocumentChange } from './diff.ts';
export type {
  CalendarDocument, CustomFieldDocument, DecisionDocument, MapDocument, MapStepDocument, ProcessDocument, RegulationDocument, RoleDocument, RuleDocument, ScheduleDocument,
} from './document.ts';
export { loadRegulation, mergePatch } from './load.ts';
export type { LoadedRegulation } from './load.ts';
export { regulationSchema } from './schema.ts';
export { formatDiagnostic, readYaml } from './source/index.ts';
export type { Diagnostic } from './source/index.ts';
export { listVersions, loadVersion, orphanStates, publish, versionChanges } from './versions.ts';
export type { OrphanState, VersionRow } from './versions.ts';
