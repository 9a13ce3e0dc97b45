import { parseDuration } from '../calendar/index.ts';
import type { Item } from './item-store.ts';
import type { CompiledAfter } from './compile.ts';
import { stateKey } from './compile.ts';

/** A wait to be armed, as `core_timer` keeps it. `due_at` is UTC. */
export interface NewTimer {
  readonly entity: string;
  readonly item_id: string;
  readonly code: string;
  readonly due_at: string;
  readonly schedule: { readonly region: string; readonly state: string; readonly in: string };
  readonly sequence_no: number;
  readonly armed_at: string;
}

/** Waits that begin when `state` is entered at `now`, on the company's working calendar. */
export function timersOfState(item: Item, region: string, state: string, now: Date): NewTimer[] {
  return (item.process?.after.get(stateKey(region, state)) ?? []).map((wait) => newTimer(item, wait, startOf(item, wait, now), 1, now));
}

function startOf(item: Item, wait: CompiledAfter, now: Date): Date {
  const value = wait.from === undefined ? undefined : item.row[wait.from];
  if (value instanceof Date) return value;
  return typeof value === 'string' ? new Date(value) : now;
}

/** The wait counted from `start`; a repetition counts from the moment the one before was due, whenever that one was fired. */
export function newTimer(item: Item, wait: CompiledAfter, start: Date, sequenceNo: number, now: Date): NewTimer {
  return {
    entity: item.entity,
    item_id: item.id,
    code: wait.code,
    due_at: item.regulation.calendar.addDuration(start, parseDuration(wait.in)).toISOString(),
    schedule: { region: wait.region, state: wait.state, in: wait.in },
    sequence_no: sequenceNo,
    armed_at: now.toISOString(),
  };
}

/** Codes of the waits a state holds, to be cancelled when it is left. */
export function waitCodes(item: Item, region: string, state: string): string[] {
  return (item.process?.after.get(stateKey(region, state)) ?? []).map((wait) => wait.code);
}
