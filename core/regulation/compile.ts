import { createHash } from 'node:crypto';
import { companyCalendar } from '../calendar/index.ts';
import { compileEffects, compileProcess } from '../process/index.ts';
import type { ProcessSpec } from '../process/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { DecisionTable, FactType } from '../rules/index.ts';
import type { PermissionScope } from '../company/index.ts';
import type { CompiledDecision, CompiledRegulation, CompiledRole } from './compiled.ts';
import type { DecisionDocument, RegulationDocument, RoleDocument } from './document.ts';

/** Years the working calendar is laid out for; dates beyond know weekends only. */
const CALENDAR_YEARS = Array.from({ length: 20 }, (_, index) => 2020 + index);

/** sha256 (hex) of a whole document, order of keys included, since the order of states is what people see. */
export function documentHash(document: RegulationDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}

function compileRoles(roles: Readonly<Record<string, RoleDocument>>): Map<string, CompiledRole> {
  const covers = (code: string, seen: readonly string[] = []): string[] =>
    seen.includes(code) ? [] : [code, ...(roles[code]?.includes ?? []).flatMap((other) => covers(other, [...seen, code]))];
  const rank: Record<PermissionScope, number> = { own: 0, team: 1, all: 2 };
  return new Map(
    Object.entries(roles).map(([code, role]) => {
      const all = [...new Set(covers(code))];
      const permissions = new Map<string, PermissionScope>();
      for (const other of all) {
        for (const [permission, scope] of Object.entries(roles[other]?.permissions ?? {})) {
          const present = permissions.get(permission);
          if (present === undefined || rank[scope] > rank[present]) permissions.set(permission, scope);
        }
      }
      return [code, { code, label: role.label, covers: all, permissions, external: role.external === true, guest: role.guest === true }];
    }),
  );
}

/** The table of a decision as the rules folder evaluates it: rows from the regulation, types of facts from the plugin that asks. */
export function decisionTable(id: string, document: DecisionDocument, facts: Readonly<Record<string, FactType>>): DecisionTable {
  return {
    id,
    hit: document.hit ?? 'first',
    facts,
    rows: document.rows.map((row, index) => ({ id: row.id ?? String(index + 1), when: (row.when ?? true) as never, then: row.then })),
    ...(document.combine === undefined ? {} : { combine: document.combine as never }),
    ...(document.base === undefined ? {} : { base: document.base }),
    ...(document.examples === undefined ? {} : { examples: document.examples }),
  };
}

function compileDecision(registry: PluginRegistry, id: string, document: DecisionDocument): CompiledDecision {
  const definition = registry.decision(id);
  return {
    id,
    code: document.code ?? id,
    label: document.label ?? definition?.label ?? { ru: id, en: id },
    ...(definition?.entity === undefined ? {} : { entity: definition.entity }),
    table: decisionTable(id, document, definition?.facts ?? {}),
    messages: document.messages ?? {},
  };
}

/**
 * Turns a whole document into what runs. The document is complete in itself: the plugins' base machines are already in it, so that a version stays
 * what it was after a plugin is upgraded.
 */
export function compileRegulation(document: RegulationDocument, registry: PluginRegistry, timeZone: string): CompiledRegulation {
  const parents = new Map(registry.processes.map((one) => [one.id, one.parent]));
  return {
    hash: documentHash(document),
    document,
    title: document.title,
    parameters: document.parameters ?? {},
    roles: compileRoles(document.roles ?? {}),
    processes: new Map(
      Object.entries(document.processes ?? {}).map(([id, process]) => {
        const parent = parents.get(id);
        return [id, compileProcess({ id, ...process, ...(parent === undefined ? {} : { parent }) } as ProcessSpec)];
      }),
    ),
    decisions: new Map(Object.entries(document.decisions ?? {}).map(([id, one]) => [id, compileDecision(registry, id, one)])),
    rules: new Map(Object.entries(document.rules ?? {}).map(([id, one]) => [id, { id, label: one.label ?? { ru: id, en: id }, when: one.when }])),
    schedules: new Map(
      Object.entries(document.schedules ?? {})
        .filter(([, one]) => one.disabled !== true)
        .map(([id, one]) => [id, { id, code: one.code ?? id, ...(one.at === undefined ? {} : { at: one.at }), ...(one.every === undefined ? {} : { every: one.every }), when: one.when ?? [], effects: compileEffects(one.effects) }]),
    ),
    calendar: companyCalendar({ ...(document.calendar as object | undefined), zone: document.time_zone ?? timeZone } as never, CALENDAR_YEARS),
  };
}
