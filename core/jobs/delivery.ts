import type { UnitOfWork } from '../company/index.ts';

/** An effect that leaves the database, ordered inside a transaction and carried out after its commit. */
export interface DeliveryOrder {
  /** Stable id of the effect, at most 400 characters: the same key is the same effect, however often it is ordered. */
  readonly key: string;
  readonly effect: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly entity?: string;
  readonly itemId?: string;
  /** Name of a lane: deliveries of one lane run one after another, as ordered; a failed one holds up those behind it. */
  readonly order?: string;
  /** Not before this moment of the company's clock; what counts is its distance from the transaction's `now`. */
  readonly runAt?: Date;
}

/** Row of `core_delivery`. `failed`: out of tries, an incident is open; `queued` includes the pause between two tries. */
export interface Delivery {
  readonly key: string;
  readonly effect: string;
  readonly entity: string | null;
  readonly item_id: string | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** Tries begun since it was ordered or re-run. */
  readonly attempts: number;
  /** Grows with every try; a try may write its result only while its number is still here. */
  readonly fence: number;
  readonly lane: string | null;
  readonly created_at: Date;
  /** Null while it is to be carried out, and while it is failed but neither repaired nor given up. */
  readonly finished_at: Date | null;
  readonly error: string | null;
  readonly result: unknown;
}

export const DELIVERY_COLUMNS = 'key, effect, entity, item_id, params, state, attempts, fence, lane, created_at, finished_at, error, result';

/** What an effect is run with. */
export interface DeliveryContext {
  /** Its own transaction; the delivery is marked done in it. */
  readonly uow: UnitOfWork;
  /** `key` of the delivery, for `Idempotency-Key`, Message-ID and the like. */
  readonly key: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the try takes too long or the process is stopping by force. */
  readonly signal: AbortSignal;
}
