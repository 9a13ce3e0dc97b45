import t from 'tap';
import { isOccurrence, latestOccurrence, occurrenceAfter } from '../occurrence.ts';
import { DEFAULT_RETRY, SWEEP_RETRY, pauseMs } from '../retry-policy.ts';

const at = (text: string): Date => new Date(text);

t.test('the moments of a schedule', async (t) => {
  const cases = [
    { name: 'later today', recurrence: { at: '09:00' }, zone: 'Europe/Moscow', now: '2020-01-30T05:59:59Z', next: '2020-01-30T06:00:00Z' },
    { name: 'not the same moment again', recurrence: { at: '09:00' }, zone: 'Europe/Moscow', now: '2020-01-30T06:00:00Z', next: '2020-01-31T06:00:00Z' },
    { name: 'the day is the zone’s', recurrence: { at: '09:00' }, zone: 'Asia/Vladivostok', now: '2020-01-30T22:00:00Z', next: '2020-01-30T23:00:00Z' },
    { name: 'the night clocks go forward', recurrence: { at: '02:30' }, zone: 'Europe/Berlin', now: '2020-03-28T12:00:00Z', next: '2020-03-29T01:30:00Z' },
    { name: 'summer time', recurrence: { at: '09:00' }, zone: 'Europe/Berlin', now: '2020-03-29T12:00:00Z', next: '2020-03-30T07:00:00Z' },
    { name: 'an interval from the schedule', recurrence: { every: '15 minutes' }, zone: 'Europe/Moscow', now: '2020-01-30T06:16:00Z', next: '2020-01-30T06:30:00Z' },
    { name: 'an interval that is just over', recurrence: { every: '15 minutes' }, zone: 'Europe/Moscow', now: '2020-01-30T06:15:00Z', next: '2020-01-30T06:30:00Z' },
    { name: 'in the words of the regulation', recurrence: { every: '4 часа' }, zone: 'Europe/Moscow', now: '2020-01-30T11:00:00Z', next: '2020-01-30T14:00:00Z' },
    { name: 'the end of each month', recurrence: { every: '1 month' }, zone: 'Europe/Moscow', anchor: '2020-01-31T06:00:00Z', now: '2020-02-29T06:00:00Z', next: '2020-03-31T06:00:00Z' },
    { name: 'days keep the time of day', recurrence: { every: '2 days' }, zone: 'Europe/Berlin', anchor: '2020-03-28T08:00:00Z', now: '2020-03-29T08:00:00Z', next: '2020-03-30T07:00:00Z' },
  ];
  for (const { name, recurrence, zone, now, next, anchor = '2020-01-30T06:00:00Z' } of cases) {
    t.same(occurrenceAfter(recurrence, at(anchor), at(now), zone), at(next), name);
  }
});

t.test('the latest of several that were missed', async (t) => {
  t.same(latestOccurrence({ at: '09:00' }, at('2020-01-27T06:00:00Z'), at('2020-01-30T05:00:00Z'), 'Europe/Moscow'), at('2020-01-29T06:00:00Z'));
  t.same(latestOccurrence({ at: '09:00' }, at('2020-01-30T06:00:00Z'), at('2020-01-30T06:00:00Z'), 'Europe/Moscow'), at('2020-01-30T06:00:00Z'));
  t.same(latestOccurrence({ every: '15 minutes' }, at('2020-01-30T06:05:00Z'), at('2020-01-30T07:00:00Z'), 'Europe/Moscow'), at('2020-01-30T06:50:00Z'));
  t.equal(isOccurrence({ at: '09:00' }, at('2020-01-30T06:00:00Z'), 'Europe/Moscow'), true);
  t.equal(isOccurrence({ at: '10:00' }, at('2020-01-30T06:00:00Z'), 'Europe/Moscow'), false);
  const wrong = [{ at: '9 am' }, { every: '0 minutes' }, { every: '3 working days' }, {}];
  for (const recurrence of wrong) t.throws(() => occurrenceAfter(recurrence, at('2020-01-30T06:00:00Z'), at('2020-01-30T06:00:00Z'), 'Europe/Moscow'), JSON.stringify(recurrence));
});

t.test('pauses grow up to a cap', async (t) => {
  const pauses = (policy: typeof DEFAULT_RETRY, tries: number): number[] => Array.from({ length: tries }, (_unused, index) => pauseMs(policy, index + 1, () => 0) / 1000);
  t.same(pauses(DEFAULT_RETRY, 8), [5, 15, 45, 135, 405, 1215, 1800, 1800]);
  t.same(pauses(SWEEP_RETRY, 8), [60, 120, 240, 480, 960, 1920, 3600, 3600]);
  t.equal(pauseMs(DEFAULT_RETRY, 1, () => 1), 6000, 'spread by a fifth');
  t.ok(Number.isFinite(pauseMs(SWEEP_RETRY, 100_000)));
});
