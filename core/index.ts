/** The kernel's public surface: all that a plugin may import. */
export { may } from './company/index.ts';
export type { Actor, PermissionScope, UnitOfWork } from './company/index.ts';
export { migrationsFrom } from './company/index.ts';
export { formatDuration, parseDuration } from './calendar/index.ts';
export { Entity, anyReference, defineEntity, enumeration, field, label, tableName } from './entity/index.ts';
export type { EntityClass, EntityDefinition, EntityKind, EntityPermissions, EntityRow, EnumValue, Field, FieldOptions, Fields, SectionLink } from './entity/index.ts';
export { BadRequestError, ConflictError, ForbiddenError, InvalidError, NotFoundError, RefusalError } from './errors/index.ts';
export type { FieldProblem, RefusalReason } from './errors/index.ts';
export { defineRoute } from './http/index.ts';
export type { RouteDefinition, RouteRequest, RouteResponse } from './http/index.ts';
export { fillLabel, nearest, translate } from './language/index.ts';
export type { Label, Locale } from './language/index.ts';
export { add, compare, formatMoney, greater, isDecimal, lesser, multiply, percentOf, percentRatio, round, subtract, sum, toFactNumber, vatInside, vatOnTop } from './money/index.ts';
export type { DecimalString } from './money/index.ts';
export { defineDecision, defineEffect, defineFacts, definePlugin, defineSaveRule, defineSchedule, defineSubscription } from './plugin/index.ts';
export type {
  DecisionDefinition, DomainEvent, EffectDefinition, FactSource, ImportContext, ImporterDefinition, InvariantDefinition, PermissionDefinition, PluginDefinition, SaveContext, SaveRule,
  ScheduleDefinition, ServiceRegistration, Subscription,
} from './plugin/index.ts';
export { POSTING_REGION, ProcessEngine, defineProcess } from './process/index.ts';
export type { CompiledProcess, Condition, EffectContext, ItemRef, ProcessSpec, RegionSpec, StateSpec, TransitionSpec } from './process/index.ts';
export { createRecord, demandAccess, isReadable, readRecord, readableRows, reportProblems, runReport, titleColumn, updateRecord } from './records/index.ts';
export type { ReportColumn, ReportFilter, ReportGroup, ReportProblem, ReportSpec, ReportTable, ReportTotal } from './records/index.ts';
export type { CompiledRegulation } from './regulation/index.ts';
export { decide } from './process/index.ts';
export { checkRule, evaluateGuard } from './rules/index.ts';
export type { FactType, Rule } from './rules/index.ts';
export { inject, injectAll, injectable } from './plugin/index.ts';
export type { InjectionToken } from './plugin/index.ts';
export { defineSnapshot, notifyPeople, openTask, requestApproval, sendToOpenTasks } from './tasks/index.ts';
export { FileStore, filesOf } from './files/index.ts';
export { findOpenIncident, raiseIncident, resolveIncident } from './jobs/index.ts';
export type { Incident } from './jobs/index.ts';
export { audit } from './records/index.ts';
export { columnMapper, convertCell, headerKey, mapColumns, mappedHeaders, openTable, problemFields, readTable, refuseRows, sheetNames, writeWorkbook } from './tables/index.ts';
export type { ColumnGroup, ColumnMapping, ColumnSpec, ColumnType, MappedRow, MappedTable, ReadTableOptions, SheetColumn, SheetSpec, Table, TableProblem, TableRow, TableStream } from './tables/index.ts';
export { answerImport, runImport } from './imports/index.ts';
export type { ImportFile, ImportOptions, ImportOutcome } from './imports/index.ts';
export { computeKpi, isBreached, isClosed, kpiItems, kpiOf, kpisOf, parsePeriod, periodName, periodOf, previousPeriod, yearBefore } from './kpis/index.ts';
export type { CompiledKpi, Kpi, KpiDocument, KpiItem, KpiItemPage, KpiNumbers, KpiResult, KpiUnit, Period, PeriodKind } from './kpis/index.ts';
export { holdersOf } from './tasks/index.ts';
