import type { PluginRegistry } from '../../plugin/index.ts';
import { createAjv } from '../../validation/index.ts';
import type { RegulationDocument } from '../document.ts';
import type { Diagnostic, MergedDocument } from '../source/index.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkConflicts } from './check-conflicts.ts';
import { checkDecisions, checkNamedRules } from './check-decisions.ts';
import { checkKpis } from './check-kpis.ts';
import { checkProcesses } from './check-processes.ts';
import { checkCustomFields, checkNumbering, checkRows } from './check-records.ts';
import { checkIdleRoles, checkRoles } from './check-roles.ts';
import { checkMaps, checkMigration, checkSchedules } from './check-schedules.ts';
import type { CheckContext } from './context.ts';
import { typeOfWritten } from './context.ts';
import { Findings } from './findings.ts';

/** What a check may be told beside the document. */
export interface CheckOptions {
  /** Years whose working days must be known exactly, as the present and the next one; default: none. */
  readonly years?: readonly number[];
}

/**
 * Finds what a compiler would in a document whose form is already right: names that nothing answers to, rules that cannot be evaluated or never
 * hold, states without a way in or out, tables with gaps, examples that fail. `document` has the plugins' machines in it; `merged` says where things
 * stand. All findings at once, each with its place and, where there is one, a fix.
 */
export function checkDocument(document: RegulationDocument, merged: MergedDocument, registry: PluginRegistry, options: CheckOptions = {}): Diagnostic[] {
  const findings = new Findings(merged);
  const context: CheckContext = { document, registry, findings, ajv: createAjv(), parameters: typeOfWritten(document.parameters ?? {}), usedRoles: new Set(), usedDecisions: new Set() };
  checkRoles(context);
  checkProcesses(context);
  checkSchedules(context);
  checkMaps(context);
  checkKpis(context);
  checkNamedRules(context);
  checkDecisions(context, merged);
  checkRows(context, merged);
  checkCustomFields(context);
  checkNumbering(context);
  checkCalendar(context, options.years ?? []);
  checkMigration(context);
  checkIdleRoles(context);
  checkConflicts(context, merged);
  return findings.list;
}
