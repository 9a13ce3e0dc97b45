import type { Label } from '../language/index.ts';
import type { Place } from '../regulation/source/index.ts';

/** A row looked up by a list query: exactly one must fit. */
export interface Lookup {
  readonly find: string;
  readonly where: Readonly<Record<string, unknown>>;
}

/** What must be refused: every code must be among those of the answer (its own, of its reasons, of its field problems). */
export interface Refusal {
  readonly codes: readonly string[];
  readonly status?: number;
  /** Facts some reason must have seen, by name. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** JSON pointers that must be complained about. */
  readonly fields?: readonly string[];
}

/** What somebody does, before references are filled in. */
export type Deed =
  | { readonly verb: 'create'; readonly entity: string }
  | { readonly verb: 'send'; readonly item: string; readonly event: string }
  | { readonly verb: 'patch' | 'delete'; readonly item: string }
  | { readonly verb: 'post'; readonly path: string }
  | { readonly verb: 'upload'; readonly path: string; readonly file: string }
  | { readonly verb: 'import'; readonly importer: string; readonly file: string };

/** One request of one person. */
export interface Action {
  readonly pointer: string;
  readonly deed: Deed;
  /** Short name of the person. */
  readonly by: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Name its result goes by afterwards. */
  readonly as?: string;
  /** Version the sender claims to have seen; a reference or a number. */
  readonly version?: unknown;
  readonly refused?: Refusal;
}

/** One thing that must be so after a step. */
export type Expectation = { readonly pointer: string } & (
  | { readonly kind: 'states'; readonly item: string; readonly text: string }
  | { readonly kind: 'row'; readonly item: string; readonly path: readonly string[]; readonly wanted: unknown }
  | { readonly kind: 'history'; readonly item: string; readonly region: string | undefined; readonly states: readonly string[] }
  | { readonly kind: 'list'; readonly entity: string; readonly where: Readonly<Record<string, unknown>>; readonly rows: unknown }
  | { readonly kind: 'decision'; readonly decision: string; readonly item: string; readonly wanted: unknown }
  | { readonly kind: 'get'; readonly path: string; readonly wanted: unknown }
);

/** A moment of the company's life: the clock moves, people act, and then it is so. */
export interface Step {
  readonly pointer: string;
  readonly id?: string;
  readonly note?: Label;
  /** Moment as written: local date, local date and time, or with an offset. */
  readonly at?: string;
  /** Duration by which the clock moves: `3 days`. */
  readonly wait?: string;
  readonly actions: readonly Action[];
  readonly expectations: readonly Expectation[];
  /** Short name of whoever looks; default the scenario's observer. */
  readonly seenBy?: string;
}

/** A story that must come true, read from a file. A variant is a scenario of its own. */
export interface Scenario {
  readonly id: string;
  readonly title: Label;
  readonly source?: string;
  readonly file: string;
  /** Path on disk of the file, for uploads. */
  readonly folder: string;
  readonly starts: string;
  readonly observer: string;
  /** Short name → login. */
  readonly users: Readonly<Record<string, string>>;
  readonly known: Readonly<Record<string, Lookup>>;
  readonly steps: readonly Step[];
  /** Where the value, or the key, at a JSON pointer of the file stands. */
  locate(pointer: string): Place;
}
