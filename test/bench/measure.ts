/** Middle of the values; of an even number the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** What one series of operations came to. Times are milliseconds, CPU is microseconds of this process for one operation. */
export interface Series {
  readonly perSecond: number;
  readonly p50: number;
  readonly cpuUs: number;
}

/** Runs the measured work between two readings of the process's own CPU clock. */
export async function withCpu(work: () => Promise<{ readonly count: number; readonly seconds: number; readonly p50: number }>): Promise<Series> {
  const before = process.cpuUsage();
  const { count, seconds, p50 } = await work();
  const { user, system } = process.cpuUsage(before);
  return { perSecond: count / seconds, p50, cpuUs: (user + system) / count };
}

/** Operations per second of a synchronous function, over about `ms`. */
export function ratePerSecond(work: () => unknown, ms = 300): number {
  for (let index = 0; index < 200; index += 1) work();
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < ms) {
    for (let index = 0; index < 50; index += 1) work();
    count += 50;
  }
  return (count * 1000) / (performance.now() - started);
}
