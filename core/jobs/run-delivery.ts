import type { Company } from '../company/index.ts';
import type { HeldJob } from './claim-delivery.ts';
import { FenceLostError, claimDelivery, finishDelivery, recordFailure } from './claim-delivery.ts';
import type { Delivery, DeliveryContext } from './delivery.ts';
import type { JobLog, JobMetrics } from './job-log.ts';
import { faultText, isOutage } from './outage.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Carries an effect out; what it resolves to is kept as the delivery's `result` (JSON). */
export type RunEffect = (company: Company, delivery: Delivery, context: DeliveryContext) => Promise<unknown>;

export interface DeliveryOptions {
  readonly runEffect: RunEffect;
  readonly retry: RetryPolicy;
  /** A try that takes longer has failed. */
  readonly effectTimeoutMs: number;
  readonly log: JobLog;
  readonly metrics: JobMetrics;
}

/**
 * One try of a delivery: claimed in a first transaction, so that its fence number is known to all; carried out and marked done in a second one.
 * An effect that fails is dealt with here; what is thrown is an outage or a company asleep, after which the queue offers the job again.
 */
export async function runDelivery(company: Company, job: HeldJob, options: DeliveryOptions, signal: AbortSignal): Promise<void> {
  const delivery = await company.write(company.robot, (uow) => claimDelivery(uow, job, options.retry));
  if (delivery === undefined) return;
  const started = performance.now();
  const told = (outcome: 'done' | 'retry' | 'failed' | 'refused'): void =>
    options.metrics.delivery?.(company.id, delivery.effect, outcome, performance.now() - started);
  try {
    try {
      await carryOut(company, delivery, options, signal);
      told('done');
    } catch (error) {
      if (error instanceof FenceLostError || isOutage(error)) throw error;
      const outcome = await company.write(company.robot, (uow) => recordFailure(uow, delivery, faultText(error), options.retry));
      options.log.warn(`Delivery ${delivery.key} of ${company.id} failed on try ${delivery.attempts}`, { outcome, effect: delivery.effect, error });
      told(outcome);
    }
  } catch (error) {
    if (!(error instanceof FenceLostError)) throw error;
    options.log.warn(error.message, { company: company.id });
    told('refused');
  }
}

async function carryOut(company: Company, delivery: Delivery, options: DeliveryOptions, stopping: AbortSignal): Promise<void> {
  await company.write(company.robot, async (uow) => {
    const result = await limited(options.effectTimeoutMs, stopping, (signal) =>
      options.runEffect(company, delivery, { uow, key: delivery.key, attempt: delivery.attempts, signal }),
    );
    await finishDelivery(uow, delivery, result);
  });
}

/** Work that does not heed its signal is left behind: its transaction is rolled back, so nothing it has written can stay. */
async function limited<Value>(timeoutMs: number, stopping: AbortSignal, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  const late = setTimeout(() => controller.abort(new Error(`Not finished within ${timeoutMs} ms`)), timeoutMs);
  const stop = (): void => controller.abort(stopping.reason);
  stopping.addEventListener('abort', stop, { once: true });
  try {
    const aborted = new Promise<never>((_resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error), { once: true });
    });
    return await Promise.race([work(controller.signal), aborted]);
  } finally {
    clearTimeout(late);
    stopping.removeEventListener('abort', stop);
  }
}
