import type { Company } from '../company/index.ts';
import { scheduleRows } from './schedules.ts';

/** When the company's next timer or schedule comes due by its clock, possibly in the past; undefined when none is armed. Those pausing after a failure are left out, as is all of a company that is not active. */
export async function nextDue(company: Company): Promise<Date | undefined> {
  return company.read(company.robot, async (uow) => {
    const timers = await uow.query<{ due_at: Date | null }>(
      `select min(due_at) as due_at from core_timer where fired_at is null and cancelled_at is null and (next_try_at is null or next_try_at <= clock_timestamp())
         and exists (select from reglament.company where id = $1 and status = 'active')`,
      [company.id],
    );
    const schedules = company.hasRegulation ? [...(await scheduleRows(uow)).values()].filter((row) => !row.paused).map((row) => row.next_at) : [];
    const moments = [timers[0]?.due_at ?? undefined, ...schedules].filter((moment) => moment !== undefined);
    return moments.length === 0 ? undefined : new Date(Math.min(...moments.map((moment) => moment.getTime())));
  });
}
