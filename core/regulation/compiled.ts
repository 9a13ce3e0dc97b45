import type { Label } from '../language/index.ts';
import type { PermissionScope } from '../company/index.ts';
import type { CompiledEffect, CompiledProcess, Condition } from '../process/index.ts';
import type { DecisionTable } from '../rules/index.ts';
import type { WorkingCalendar } from '../calendar/index.ts';
import type { RegulationDocument } from './document.ts';

export interface CompiledRole {
  readonly code: string;
  readonly label: Label;
  /** Its own code and those of every role it includes. */
  readonly covers: readonly string[];
  readonly permissions: ReadonlyMap<string, PermissionScope>;
  readonly external: boolean;
  readonly guest: boolean;
}

export interface CompiledDecision {
  readonly id: string;
  readonly code: string;
  readonly label: Label;
  readonly entity?: string;
  readonly table: DecisionTable;
  readonly messages: Readonly<Record<string, Label>>;
}

export interface CompiledRule {
  readonly id: string;
  readonly label: Label;
  readonly when: unknown;
}

export interface CompiledSchedule {
  readonly id: string;
  readonly code: string;
  readonly at?: string;
  readonly every?: string;
  readonly when: readonly Condition[];
  readonly effects: readonly CompiledEffect[];
}

/** One immutable version of a company's regulation, ready to run; `hash` is the content hash of its merged document. */
export interface CompiledRegulation {
  readonly hash: string;
  readonly document: RegulationDocument;
  readonly title: Label;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly roles: ReadonlyMap<string, CompiledRole>;
  readonly processes: ReadonlyMap<string, CompiledProcess>;
  readonly decisions: ReadonlyMap<string, CompiledDecision>;
  readonly rules: ReadonlyMap<string, CompiledRule>;
  readonly schedules: ReadonlyMap<string, CompiledSchedule>;
  readonly calendar: WorkingCalendar;
}

/** Roles whose holders count as holding `role`: itself and every role that includes it. */
export function rolesCovering(regulation: CompiledRegulation, role: string): string[] {
  return [...regulation.roles.values()].filter((one) => one.covers.includes(role)).map((one) => one.code);
}

/** Everything the holder of `roles` may do: the widest scope of each permission. */
export function permissionsOf(regulation: CompiledRegulation, roles: readonly string[]): Map<string, PermissionScope> {
  const rank: Record<PermissionScope, number> = { own: 0, team: 1, all: 2 };
  const merged = new Map<string, PermissionScope>();
  for (const code of roles) {
    for (const [permission, scope] of regulation.roles.get(code)?.permissions ?? []) {
      const present = merged.get(permission);
      if (present === undefined || rank[scope] > rank[present]) merged.set(permission, scope);
    }
  }
  return merged;
}
