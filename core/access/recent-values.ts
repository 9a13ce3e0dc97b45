const MOST_VALUES = 10_000;

interface Kept<Value> {
  readonly value: Promise<Value | undefined>;
  readonly until: number;
}

/** Values kept for a moment in this process; equal questions asked at the same time are asked once. What is not found is not kept. */
export class RecentValues<Value> {
  readonly #kept = new Map<string, Kept<Value>>();

  /** `ttlMs`: how long a value may be behind. `now` in milliseconds, any origin. */
  constructor(readonly ttlMs: number, readonly now: () => number = () => performance.now()) {}

  async get(key: string, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const known = this.#kept.get(key);
    if (known !== undefined && known.until > this.now()) return known.value;
    if (this.#kept.size >= MOST_VALUES) this.#kept.clear();
    const kept = { value: load(), until: this.now() + this.ttlMs };
    this.#kept.set(key, kept);
    const forget = () => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    };
    try {
      const value = await kept.value;
      if (value === undefined) forget();
      return value;
    } catch (error) {
      forget();
      throw error;
    }
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
  }
}
