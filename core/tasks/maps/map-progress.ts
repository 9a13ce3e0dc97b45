import { sum } from '../../money/index.ts';
import type { DecimalString } from '../../money/index.ts';
import type { MapDocument } from '../../regulation/index.ts';

/** How far each begun step of a run has come; a step that is absent waits. */
export type StepProgress = 'open' | 'done' | 'skipped';
export type Progress = Readonly<Record<string, StepProgress>>;

/** Waiting steps whose turn has come: everything they follow is done or skipped. Those that only follow skipped steps are to be skipped as well. */
export function readySteps(map: MapDocument, progress: Progress): { readonly turn: readonly string[]; readonly skipped: readonly string[] } {
  const turn: string[] = [];
  const skipped: string[] = [];
  for (const [code, step] of Object.entries(map.steps)) {
    if (Object.hasOwn(progress, code)) continue;
    const before = (step.follows ?? []).map((other) => (Object.hasOwn(progress, other) ? progress[other] : undefined));
    if (before.some((one) => one !== 'done' && one !== 'skipped')) continue;
    (before.length > 0 && before.every((one) => one === 'skipped') ? skipped : turn).push(code);
  }
  return { turn, skipped };
}

/** Steps that somebody is at. */
export function openSteps(progress: Progress): string[] {
  return Object.entries(progress).filter(([, state]) => state === 'open').map(([code]) => code);
}

/** What the steps done so far have cost on average, roubles. */
export function costOf(map: MapDocument, progress: Progress): DecimalString {
  return sum(Object.entries(map.steps).map(([code, step]) => (progress[code] === 'done' ? String(step.cost ?? 0) : '0')));
}

/** Whether nothing is left to do or to wait for. */
export function isFinished(map: MapDocument, progress: Progress): boolean {
  return Object.keys(map.steps).every((code) => progress[code] === 'done' || progress[code] === 'skipped');
}

/** What an event means to a run of the map: the open steps it does and the end it brings. */
export function meaningOf(map: MapDocument, progress: Progress, event: string): { readonly done: readonly string[]; readonly end?: { readonly outcome: string; readonly terminated: boolean } } {
  const done = openSteps(progress).filter((code) => map.steps[code]?.done_on === event);
  const end = map.ends_on?.find((one) => one.event === event);
  return end === undefined ? { done } : { done, end: { outcome: end.outcome, terminated: end.terminated === true } };
}

/** Every event a map listens to. */
export function eventsOf(map: MapDocument): string[] {
  const steps = Object.values(map.steps).flatMap((step) => (step.done_on === undefined ? [] : [step.done_on]));
  return [...steps, ...(map.ends_on ?? []).map((one) => one.event), ...(map.starts_on === undefined ? [] : [map.starts_on])];
}
