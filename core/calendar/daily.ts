import { InvalidError } from '../errors/index.ts';
import { minuteOf, momentOf, shiftDate, wallClock } from './local-date.ts';

/**
 * The first moment after `from` (not `from` itself) at which the clock of `zone` shows `time` ('HH:mm').
 * @throws InvalidError core.bad_time
 */
export function nextDaily(from: Date, time: string, zone: string): Date {
  const { date } = wallClock(from, zone);
  return [-1, 0, 1, 2].map((days) => momentOf(shiftDate(date, days), wanted(time), zone)).find((moment) => moment > from)!;
}

/**
 * The last moment up to `from` (`from` included) at which the clock of `zone` showed `time`; for catching up after an outage.
 * @throws InvalidError core.bad_time
 */
export function previousDaily(from: Date, time: string, zone: string): Date {
  const { date } = wallClock(from, zone);
  return [1, 0, -1, -2].map((days) => momentOf(shiftDate(date, days), wanted(time), zone)).find((moment) => moment <= from)!;
}

function wanted(time: string): number {
  const minute = minuteOf(time);
  if (minute === undefined || minute === 1440) {
    throw new InvalidError('core.bad_time', { ru: 'Время «{time}» непонятно: пишите, например, 09:00', en: 'The time "{time}" is not clear: write, for example, 09:00' }, { params: { time } });
  }
  return minute;
}
