import type { Label } from '../language/index.ts';
import type { Place } from '../regulation/source/index.ts';

/** One thing that is not as the scenario says. `wanted` and `got` are values as JSON, where there is something to compare. */
export interface Failure {
  readonly place: Place;
  readonly message: Label;
  readonly wanted?: string;
  readonly got?: string;
}

export interface StepResult {
  readonly place: Place;
  readonly note: Label;
  readonly ok: boolean;
  readonly failures: readonly Failure[];
}

/** How a scenario went; the steps after a failed one were not taken. */
export interface ScenarioResult {
  readonly id: string;
  readonly title: Label;
  readonly file: string;
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
  /** Steps that were not reached. */
  readonly left: number;
}

const LONGEST = 400;

/** A value for a report, on one line. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
