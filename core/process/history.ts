import { createHash } from 'node:crypto';
import { canonicalJson } from '../validation/index.ts';
import type { Need } from './spec.ts';

/** One step of an item's life as it is stored and chained. Moments are ISO 8601 UTC with milliseconds. */
export interface HistoryEntry {
  readonly entity: string;
  readonly item_id: string;
  readonly version: number;
  readonly step: number;
  readonly region: string;
  readonly from_value: string | null;
  readonly to_value: string;
  readonly transition_code: string;
  readonly event: string;
  readonly actor_id: string | null;
  readonly on_behalf_of: string | null;
  readonly at: string;
  readonly regulation_hash: string | null;
}

/** What an entry tells beside the step itself: what was said, what was given, and what the rules saw. Part of what is chained. */
export interface HistoryDetails {
  readonly cause: string | null;
  readonly is_manual: boolean;
  readonly skipped_states: readonly string[] | null;
  readonly comment: string | null;
  readonly data: unknown;
  readonly trace: unknown;
}

/** What the first entry of an item is chained to. */
export const GENESIS = '0'.repeat(64);

/** sha256 (hex) of an entry together with the hash before it: whoever alters, drops or inserts a row breaks every later one. */
export function historyHash(previous: string, entry: HistoryEntry, details: HistoryDetails): string {
  const parts = [
    previous, entry.entity, entry.item_id, entry.version, entry.step, entry.region, entry.from_value, entry.to_value, entry.transition_code,
    entry.event, entry.actor_id, entry.on_behalf_of, entry.at, entry.regulation_hash,
    details.cause, details.is_manual, details.skipped_states, details.comment, stored(details.data), stored(details.trace),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** JSON as jsonb gives it back: keys in no order of their own, without what JSON cannot say. */
function stored(value: unknown): string | null {
  return value === null || value === undefined ? null : canonicalJson(JSON.parse(JSON.stringify(value)));
}

/** Hash of the company's own chain, over the items' chains in the order they were sealed. */
export function sealHash(previous: string, historyId: string, hash: string): string {
  return createHash('sha256').update(`${previous}|${historyId}|${hash}`).digest('hex');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whom the sender of an event says he acts for, when that is somebody else. */
export function absentPerson(needs: Readonly<Record<string, Need>> | undefined, data: Readonly<Record<string, unknown>>, senderId: string): string | undefined {
  return Object.entries(needs ?? {}).filter(([, need]) => need.behalf === true).map(([name]) => data[name])
    .find((value): value is string => typeof value === 'string' && UUID.test(value) && value !== senderId);
}
