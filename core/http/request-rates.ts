import { TooManyRequestsError } from '../errors/index.ts';

/** At most `max` within any window, refilled evenly. */
export interface Rate {
  readonly max: number;
  readonly windowSeconds: number;
}

interface Bucket {
  left: number;
  at: number;
}

const MOST_BUCKETS = 10_000;

/** Token buckets by key in this process: a busy user or company is slowed, its neighbours are not. With n nodes the limit is n times as high. */
export class RequestRates {
  readonly #buckets = new Map<string, Bucket>();

  /** `now` in milliseconds, any origin. */
  constructor(readonly rate: Rate, readonly now: () => number = () => performance.now()) {}

  /** Takes one from the bucket of `key`. @throws TooManyRequestsError with the seconds until one is there */
  take(key: string): void {
    const perMs = this.rate.max / (this.rate.windowSeconds * 1000);
    const now = this.now();
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= MOST_BUCKETS) this.#forgetFull(now, perMs);
      bucket = { left: this.rate.max, at: now };
      this.#buckets.set(key, bucket);
    }
    bucket.left = Math.min(this.rate.max, bucket.left + (now - bucket.at) * perMs);
    bucket.at = now;
    if (bucket.left < 1) throw new TooManyRequestsError(Math.ceil((1 - bucket.left) / perMs / 1000));
    bucket.left -= 1;
  }

  /** A full bucket says nothing that a new one would not. */
  #forgetFull(now: number, perMs: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (bucket.left + (now - bucket.at) * perMs >= this.rate.max) this.#buckets.delete(key);
    }
  }
}
