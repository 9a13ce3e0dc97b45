import type { Label } from '../language/index.ts';
import type { PermissionScope } from '../company/index.ts';
import type { KpiDocument } from '../kpis/index.ts';
import type { Condition, EffectCall, RegionSpec, TransitionSpec } from '../process/index.ts';
import type { FactType } from '../rules/index.ts';

/** A role: what it is called and what it may do. `includes` lends it everything another role has. */
export interface RoleDocument {
  readonly label: Label;
  readonly includes?: readonly string[];
  readonly permissions?: Readonly<Record<string, PermissionScope>>;
  /** Outside party (client, supplier): named in texts, never signs in. */
  readonly external?: boolean;
  /** Outside party that signs in: reaches only what is offered to guests. */
  readonly guest?: boolean;
}

/** A company's overlay of a plugin's process; whatever it names replaces the same key of the base. */
export interface ProcessDocument {
  readonly label?: Label;
  readonly regions?: Readonly<Record<string, Partial<RegionSpec>>>;
  readonly transitions?: Readonly<Record<string, Partial<TransitionSpec>>>;
}

export interface RuleDocument {
  readonly label?: Label;
  readonly entity?: string;
  readonly facts?: Readonly<Record<string, FactType>>;
  readonly when: unknown;
  readonly source?: string;
  readonly examples?: readonly { readonly name?: string; readonly given: Readonly<Record<string, unknown>>; readonly then: unknown }[];
}

export interface DecisionRowDocument {
  readonly id?: string;
  readonly when?: unknown;
  readonly then: unknown;
}

export interface DecisionDocument {
  /** Number of the table in the source: `R-08`. */
  readonly code?: string;
  readonly label?: Label;
  readonly hit?: 'first' | 'collect';
  readonly combine?: Readonly<Record<string, unknown>>;
  readonly rows: readonly DecisionRowDocument[];
  /** What a refusal by this table says, by its `why`. */
  readonly messages?: Readonly<Record<string, Label>>;
  readonly source?: string;
  readonly base?: Readonly<Record<string, unknown>>;
  readonly examples?: readonly { readonly name: string; readonly given: Readonly<Record<string, unknown>>; readonly then: unknown }[];
}

export interface ScheduleDocument {
  readonly code?: string;
  readonly label?: Label;
  /** Time of day in the company's zone; every day at that time. */
  readonly at?: string;
  /** Instead of `at`: a duration such as `15 minutes`. */
  readonly every?: string;
  readonly when?: readonly Condition[];
  readonly effects?: readonly EffectCall[];
  readonly disabled?: boolean;
}

/** A field that only this company has; it lives in the `custom` column. */
export interface CustomFieldDocument {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'decimal';
  readonly label: Label;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly indexed?: boolean;
}

/** One step of a sequence of tasks. */
export interface MapStepDocument {
  readonly label: Label;
  readonly role?: string;
  /** Column of the subject with the performing user. */
  readonly user?: string;
  readonly due?: string;
  /** Steps that must be done first; none: it starts with the process. */
  readonly follows?: readonly string[];
  /** A step whose conditions do not hold when its turn comes is skipped. */
  readonly when?: readonly Condition[];
  readonly resultRequired?: boolean;
  /** Event of the subject, or of a row related to it, that does the step as well as its performer can. */
  readonly done_on?: string;
  /** What performing it costs on average, roubles. */
  readonly cost?: number;
}

/** What ends a process map: an event of the subject or of a row related to it. */
export interface MapEndDocument {
  readonly event: string;
  readonly outcome: string;
  /** Ended without success. */
  readonly terminated?: boolean;
}

/** A process map: tasks in order around a subject, ended by an event. */
export interface MapDocument {
  readonly label: Label;
  readonly subject: string;
  readonly steps: Readonly<Record<string, MapStepDocument>>;
  readonly outcomes: Readonly<Record<string, Label>>;
  /** Event of the subject that starts it. */
  readonly starts_on?: string;
  readonly ends_on?: readonly MapEndDocument[];
}

export interface CalendarDocument {
  readonly country?: string;
  readonly hours?: readonly (readonly [string, string])[];
  readonly weekend?: readonly number[];
  readonly days?: Readonly<Record<string, 'off' | 'short' | 'working'>>;
}

/** A whole regulation after `extends` and the plugins' defaults were merged. */
export interface RegulationDocument {
  readonly company: string;
  readonly title: Label;
  readonly time_zone?: string;
  /** Ids of the installed plugins the company uses, with all that they require; absent: every one. */
  readonly plugins?: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly roles?: Readonly<Record<string, RoleDocument>>;
  readonly processes?: Readonly<Record<string, ProcessDocument>>;
  readonly rules?: Readonly<Record<string, RuleDocument>>;
  readonly decisions?: Readonly<Record<string, DecisionDocument>>;
  readonly schedules?: Readonly<Record<string, ScheduleDocument>>;
  readonly defaults?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly numbering?: Readonly<Record<string, { readonly prefix?: string; readonly digits?: number; readonly period?: 'year' | 'none' }>>;
  readonly fields?: Readonly<Record<string, Readonly<Record<string, CustomFieldDocument>>>>;
  /** Rows of reference books that a new company starts with, by entity. */
  readonly catalogs?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly maps?: Readonly<Record<string, MapDocument>>;
  /** Criteria of efficiency. */
  readonly kpis?: Readonly<Record<string, KpiDocument>>;
  readonly calendar?: CalendarDocument;
  /** States that a newer version renames or removes, for the items standing in them. */
  readonly migrate?: { readonly from: string; readonly states: Readonly<Record<string, Readonly<Record<string, string>>>> };
}
