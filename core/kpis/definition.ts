import type { Label } from '../language/index.ts';

/** What a value counts; `percent` is the share of the met ones, the others say what an aggregate is in. */
export type KpiUnit = 'percent' | 'count' | 'quantity' | 'money' | 'days' | 'hours' | 'minutes';
/** How long a period is, in the company's calendar; weeks are those of ISO 8601. */
export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Region of a process → state, or any of several states. */
export type StateChoice = Readonly<Record<string, string | readonly string[]>>;

/**
 * When an item of the population counts: a date or moment column; the first entry into a state, or leaving of one, within the period; an event within
 * it; every so many days after a date column (each mark is an item of its own); or `period_end` — whatever fits then, whenever it came about.
 */
export type KpiMoment =
  | string
  | { readonly entered: StateChoice }
  | { readonly left: StateChoice }
  | { readonly event: string }
  | { readonly every_days: number | { readonly var: string }; readonly from: string };

/** Rows of another entity about the item: through its column that holds the item's id, or by columns that are equal. */
export interface RelatedRows {
  /** Column of the related entity that holds the item's id. */
  readonly via?: string;
  /** Column of the related entity → column of the item. */
  readonly on?: Readonly<Record<string, string>>;
  /** JSON-logic over the related row; `item.…` reads the item. */
  readonly when?: unknown;
  readonly facts?: Readonly<Record<string, KpiFact>>;
}

/** A named value that the rules of a KPI read beside the columns. States are those of the end of the period, rows those of the present. */
export type KpiFact =
  | { readonly reached: StateChoice }
  | { readonly left: StateChoice }
  | { readonly entered_at: StateChoice }
  | { readonly state_at_end: string }
  | ({ readonly exists: string } & RelatedRows)
  | ({ readonly count: string } & RelatedRows)
  | ({ readonly sum: string; readonly of: unknown } & RelatedRows)
  | ({ readonly min: string; readonly of: unknown } & RelatedRows)
  | ({ readonly max: string; readonly of: unknown } & RelatedRows)
  | ({ readonly last: string; readonly of: unknown } & RelatedRows)
  | { readonly between: readonly [string, string]; readonly in: 'days' | 'hours' | 'minutes' };

/** One kind of items that a KPI counts. */
export interface KpiPart {
  readonly population: { readonly entity: string; readonly moment: KpiMoment; readonly when?: unknown };
  readonly facts?: Readonly<Record<string, KpiFact>>;
  /** What an item must fulfil; the KPI is then the share of those that do. */
  readonly met?: unknown;
  /** Instead of `met`: the share of one quantity in another. */
  readonly share?: { readonly part: unknown; readonly whole: unknown };
  /** Instead of both: one number over all items. Without any of the three items are counted. */
  readonly measure?: { readonly aggregate: 'sum' | 'avg' | 'median' | 'min' | 'max'; readonly value: unknown };
  /** Column or fact with the responsible person; default the entity's owner. */
  readonly per?: string;
  /** Column or fact by which the value is also broken down. */
  readonly group?: string;
}

/** What a breach of the target leads to. */
export interface KpiBreach {
  /** Default: the target. */
  readonly limit?: number;
  /** `closed` (default): once the period is over; `open`: as soon as it is seen. */
  readonly period?: 'closed' | 'open';
  /** One task for the company (default), or one for each person whose own value is in breach. */
  readonly scope?: 'company' | 'person';
  readonly task: { readonly title: Label; readonly role?: string; readonly due?: string };
}

/** A criterion as a regulation defines it. */
export interface KpiDocument extends KpiPart {
  /** Number in the source: `KPI-2.1a`. Default: the key. */
  readonly code?: string;
  readonly label: Label;
  readonly source?: string;
  readonly unit?: KpiUnit;
  /** Period it is kept for. Default: month. */
  readonly period?: PeriodKind;
  readonly target?: number;
  /** Whether more or less is better. Default: higher. */
  readonly better?: 'higher' | 'lower';
  /** Roles that see it; default: everybody who may see KPIs. */
  readonly seen_by?: readonly string[];
  /** Further kinds of items that are counted together with the first. */
  readonly also?: readonly KpiPart[];
  /** Part of the comparison of managers. */
  readonly managers?: boolean;
  readonly breach?: KpiBreach;
  readonly disabled?: boolean;
}

/** All kinds of items that a KPI counts, the first one first. */
export function partsOf(definition: KpiDocument): readonly KpiPart[] {
  return [definition, ...(definition.also ?? [])];
}

/** The entity that a fact about related rows reads. */
export function relatedEntity(fact: KpiFact): string | undefined {
  for (const key of ['exists', 'count', 'sum', 'min', 'max', 'last'] as const) if (key in fact) return (fact as unknown as Record<string, string>)[key];
  return undefined;
}

/** States of a choice with their region. */
export function choiceOf(choice: StateChoice): { readonly region: string; readonly states: readonly string[] } {
  const [region = '', states = []] = Object.entries(choice)[0] ?? [];
  return { region, states: typeof states === 'string' ? [states] : states };
}
