import { fireTimer, ProcessEngine, runSchedule } from '../process/index.ts';
import type { DueTimer } from '../process/index.ts';
import type { ScheduleActions, TimerActions } from '../jobs/index.ts';

/** What a due timer and a due schedule do, as the sweeps are told. */
export function clockActions(): { readonly timers: TimerActions; readonly schedules: ScheduleActions } {
  return {
    timers: {
      lock: async (uow, timer) => {
        await ProcessEngine.of(uow).store.lock({ entity: timer.entity, id: timer.item_id });
      },
      fire: (uow, timer) => fireTimer(uow, timer as unknown as DueTimer),
    },
    schedules: { run: (uow, schedule) => runSchedule(uow, schedule) },
  };
}
