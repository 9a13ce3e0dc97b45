import type { Company } from '../company/index.ts';
import { finishDelivery, recordFailure } from './claim-delivery.ts';
import type { Delivery } from './delivery.ts';
import { DELIVERY_COLUMNS } from './delivery.ts';
import { faultText } from './outage.ts';
import { DEFAULT_RETRY } from './retry-policy.ts';
import type { RunEffect } from './run-delivery.ts';

/** The oldest delivery that nobody has tried, taken as a worker takes it; one behind an unfinished one of its lane waits. */
async function takeNext(company: Company): Promise<Delivery | undefined> {
  return company.write(company.robot, async (uow) => {
    const [taken] = await uow.query<Delivery>(
      `update core_delivery set state = 'running', fence = fence + 1, attempts = attempts + 1, is_waiting = false where key = (
         select key from core_delivery d where state = 'queued' and attempts = 0
           and not exists (select from core_delivery earlier where earlier.lane = d.lane and earlier.seq < d.seq and earlier.finished_at is null)
         order by seq limit 1 for update skip locked) returning ${DELIVERY_COLUMNS}`,
    );
    return taken;
  });
}

/**
 * Carries out what a company has put off, one after another, until nothing untried is left: for stories and tests on a node without workers, where what
 * follows a commit must have happened before the next question. Each gets one try; one that fails is left to the workers, as if theirs had failed.
 */
export async function settleDeliveries(company: Company, runEffect: RunEffect): Promise<void> {
  if (company.record.status !== 'active') return;
  for (let delivery = await takeNext(company); delivery !== undefined; delivery = await takeNext(company)) {
    const one = delivery;
    try {
      await company.write(company.robot, async (uow) => {
        const result = await runEffect(company, one, { uow, key: one.key, attempt: one.attempts, signal: new AbortController().signal });
        await finishDelivery(uow, one, result);
      });
    } catch (error) {
      await company.write(company.robot, (uow) => recordFailure(uow, one, faultText(error), DEFAULT_RETRY));
    }
  }
}
