/** How often a delivery is tried and how long it waits in between. */
export interface RetryPolicy {
  /** Tries before it becomes an incident, default 8. */
  readonly maxAttempts: number;
  /** Pause after the first failure, milliseconds, default 5000. */
  readonly firstPauseMs: number;
  /** Each pause is so many times the one before, default 3. */
  readonly factor: number;
  /** No pause is longer, milliseconds, default half an hour. */
  readonly longestPauseMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { maxAttempts: 8, firstPauseMs: 5_000, factor: 3, longestPauseMs: 1_800_000 };

/** For timers and schedules, which have no last try: a minute, then twice as long each time, an hour at most. */
export const SWEEP_RETRY: RetryPolicy = { maxAttempts: Infinity, firstPauseMs: 60_000, factor: 2, longestPauseMs: 3_600_000 };

/** Milliseconds to wait after try number `attempt`, up to a fifth longer by chance so that what failed together does not return together. */
export function pauseMs(policy: RetryPolicy, attempt: number, random: () => number = Math.random): number {
  const pause = Math.min(policy.longestPauseMs, policy.firstPauseMs * policy.factor ** Math.min(attempt - 1, 50));
  return Math.round(pause * (1 + random() / 5));
}
