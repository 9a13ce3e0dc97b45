import type { Label } from '../language/index.ts';

/**
 * The vocabulary of processes. A plugin writes its base machine in it, a regulation overlays it by merge-patch, and both compile to one XState v5
 * machine. Transitions stand in one flat map by their stable code (`I-06`), so that a company names exactly what it changes.
 */

/** JSON-logic, or a named rule, or a decision whose outcome must contain `is`. */
export type ConditionTest =
  | { readonly logic: unknown }
  | { readonly rule: string }
  | { readonly decision: string; readonly is: Readonly<Record<string, unknown>> };

/** One clause of a guard. `code` and `message` are what a refused person reads. */
export type Condition = ConditionTest & {
  readonly code?: string;
  readonly message?: Label;
  /** Role codes that can cure a refusal by it. */
  readonly who?: readonly string[];
};

/** Datum an event needs from its sender; the screen asks for exactly these. */
export interface Need {
  readonly label: Label;
  /** JSON Schema of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly required?: boolean;
  /** Entity id when the value is a reference. */
  readonly target?: string;
  /** The value is the id of the person for whom the sender acts; the history names both. */
  readonly behalf?: boolean;
}

/** An ordered effect: its name and the parameters its schema allows. */
export type EffectCall = string | { readonly [effect: string]: Readonly<Record<string, unknown>> };

/** A wait inside a state, on the company's working calendar; it is cancelled when the state is left. */
export interface AfterSpec {
  /** Duration in words: `3 working days`. */
  readonly in: string;
  /** Column with the date to count from; default: the moment the state was entered. */
  readonly from?: string;
  /** Counted again from the schedule (not from the firing) until the state is left. */
  readonly repeat?: boolean;
  readonly when?: readonly Condition[];
  readonly effects?: readonly EffectCall[];
  /** Event sent to the item itself. */
  readonly send?: string;
  readonly label?: Label;
}

/** A state of affairs: what it is called, whether it ends the region, and what waiting in it leads to. */
export interface StateSpec {
  readonly label: Label;
  readonly final?: boolean;
  /** Accepts nothing and is not drawn; a company switches an optional state off. */
  readonly disabled?: boolean;
  /** What has to happen here, for the printed regulation and the card. */
  readonly description?: Label;
  readonly after?: Readonly<Record<string, AfterSpec>>;
  readonly order?: number;
}

/** States that exclude each other, kept in one column; a process with several regions is in one state of each. */
export interface RegionSpec {
  /** Column that holds the state. */
  readonly field: string;
  readonly initial: string;
  readonly label?: Label;
  readonly states: Readonly<Record<string, StateSpec>>;
  /** Columns the engine marks when the region changes. */
  readonly enteredAt?: string;
}

/** One way from state to state: on which event, by whom, under which conditions, with which effects. */
export interface TransitionSpec {
  /** Region it belongs to; a process with one region need not name it. */
  readonly region?: string;
  /** States it leaves: a list, `open` (every state that is not final), `any`, or `start` (the row is being made). */
  readonly from: readonly string[] | 'open' | 'any' | 'start';
  /** Event that triggers it. Absent for an automatic one. */
  readonly on?: string;
  /** True: taken by the system as soon as its conditions hold. */
  readonly automatic?: boolean;
  /** Events of this transaction after which an automatic one is considered; default: any. */
  readonly causes?: readonly string[];
  /** State it enters; `=` stays (history row all the same); `each` lets the sender choose in `data.to`. */
  readonly to: string;
  readonly label?: Label;
  /** Role codes that may send the event; absent: the system only. */
  readonly by?: readonly string[];
  /** Permission code checked as well, with its `own` scope. */
  readonly permission?: string;
  readonly needs?: Readonly<Record<string, Need>>;
  readonly when?: readonly Condition[];
  readonly effects?: readonly EffectCall[];
  readonly disabled?: boolean;
  /** Marks the history row as moved by hand past the stages. */
  readonly manual?: boolean;
  readonly source?: string;
}

/** How a row's locks are ordered: the parent is locked first, and re-considered after its child has changed. */
export interface ParentLink {
  readonly entity: string;
  readonly via: string;
}

/** A process as a plugin gives it and a regulation overlays it; its id is the entity whose rows live it. */
export interface ProcessSpec {
  /** Same id as the entity it moves. */
  readonly id: string;
  readonly label: Label;
  readonly regions: Readonly<Record<string, RegionSpec>>;
  readonly transitions: Readonly<Record<string, TransitionSpec>>;
  readonly parent?: ParentLink;
}

/** Types a plugin's base machine without loosening it. */
export function defineProcess<const Spec extends ProcessSpec>(spec: Spec): Spec & ProcessSpec {
  return spec;
}

/** The region of a document that is written, posted and, if need be, cancelled: its column is the one every document has. */
export const POSTING_REGION: RegionSpec = {
  field: 'posting_state',
  initial: 'draft',
  label: { ru: 'Проведение', en: 'Posting' },
  states: {
    draft: { label: { ru: 'Черновик (записан)', en: 'Draft' } },
    posted: { label: { ru: 'Проведен', en: 'Posted' } },
    cancelled: { label: { ru: 'Отменен', en: 'Cancelled' }, final: true },
  },
};
