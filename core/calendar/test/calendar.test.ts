import t from 'tap';
import type { CalendarData } from '../index.ts';
import { calendarProblems, companyCalendar, formatDuration, nextDaily, parseDuration, previousDaily, productionCalendar, readDuration, WorkingCalendar } from '../index.ts';

const moscow = companyCalendar({}, [2024, 2025, 2026, 2027]);
const at = (local: string) => new Date(`${local}:00+03:00`);
const local = (moment: Date) => new Date(moment.getTime() + 3 * 3_600_000).toISOString().slice(0, 16);

t.test('durations are read in English and in Russian words', async (t) => {
  const cases: [text: string, amount: number, unit: string, working: boolean][] = [
    ['3 working days', 3, 'days', true],
    ['1 business day', 1, 'days', true],
    ['10 days', 10, 'days', false],
    ['10 calendar days', 10, 'days', false],
    ['4 hours', 4, 'hours', false],
    ['8 working hours', 8, 'hours', true],
    ['90 Minutes', 90, 'minutes', false],
    ['2 weeks', 2, 'weeks', false],
    ['1 month', 1, 'months', false],
    ['3 рабочих дня', 3, 'days', true],
    ['1 рабочий день', 1, 'days', true],
    [' 10\u00A0календарных  дней ', 10, 'days', false],
    ['4 часа', 4, 'hours', false],
    ['30 рабочих минут', 30, 'minutes', true],
    ['2 недели', 2, 'weeks', false],
    ['5 лет', 5, 'years', false],
  ];
  for (const [text, amount, unit, working] of cases) t.same(parseDuration(text), { amount, unit, working }, text);
});

t.test('a duration that is not clear is refused with the nearest form', async (t) => {
  const cases: [text: string, suggestion: string | undefined][] = [
    ['3 workng days', '3 working days'],
    ['3 working dyas', '3 working days'],
    ['3 раб. дня', '3 рабочих дня'],
    ['5 рабочи дней', '5 рабочих дней'],
    ['3d', '3 days'],
    ['15 мин', '15 минут'],
    ['P3D', '3 days'],
    ['PT90M', '90 minutes'],
    ['2 working weeks', '10 working days'],
    ['0 days', '1 day'],
    ['99999 дней', '3660 дней'],
    ['99999 working hours', '10000 working hours'],
    ['days', undefined],
    ['', undefined],
    ['soon', undefined],
    ['-3 days', undefined],
    ['1.5 hours', undefined],
    ['P1Y2M', undefined],
    ['3 working calendar days', '3 working days'],
    ['999999999999 days', undefined],
    [`${'9'.repeat(100_000)} ${'x'.repeat(100_000)}`, undefined],
  ];
  for (const [text, suggestion] of cases) {
    const reading = readDuration(text);
    t.match(reading, { ok: false, message: { ru: /«.*»/, en: /".*"/ } }, text.slice(0, 40));
    t.equal(reading.ok ? 'read' : reading.suggestion, suggestion, text.slice(0, 40));
  }
  t.throws(() => parseDuration('3 workng days'), { code: 'core.bad_duration', status: 422, label: { ru: 'Непонятный срок «3 workng days»: возможно, имелось в виду «3 рабочих дня»' } });
});

t.test('durations are written with the right plural', async (t) => {
  const forms: [amount: number, ru: string, en: string][] = [
    [1, '1 рабочий день', '1 working day'],
    [2, '2 рабочих дня', '2 working days'],
    [5, '5 рабочих дней', '5 working days'],
    [11, '11 рабочих дней', '11 working days'],
    [21, '21 рабочий день', '21 working days'],
  ];
  for (const [amount, ru, en] of forms) {
    t.equal(formatDuration({ amount, unit: 'days', working: true }, 'ru'), ru);
    t.equal(formatDuration({ amount, unit: 'days', working: true }, 'en'), en);
  }
  const units = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
  t.same(units.map((unit) => [1, 3, 7].map((amount) => formatDuration({ amount, unit, working: false }, 'ru'))), [
    ['1 минута', '3 минуты', '7 минут'],
    ['1 час', '3 часа', '7 часов'],
    ['1 день', '3 дня', '7 дней'],
    ['1 неделя', '3 недели', '7 недель'],
    ['1 месяц', '3 месяца', '7 месяцев'],
    ['1 год', '3 года', '7 лет'],
  ]);
  t.equal(formatDuration({ amount: 1, unit: 'minutes', working: true }, 'ru'), '1 рабочая минута');
  for (const unit of units) for (const locale of ['ru', 'en'] as const) t.same(parseDuration(formatDuration({ amount: 4, unit, working: false }, locale)), { amount: 4, unit, working: false });
});

t.test('the production calendar gives the official norms of the years', async (t) => {
  const norms: [year: number, days: number, hours: number][] = [
    [2024, 248, 1979],
    [2025, 247, 1972],
    [2026, 247, 1972],
  ];
  for (const [year, days, hours] of norms) {
    const norm = moscow.workingTimeBetween(at(`${year - 1}-12-31T23:59`), at(`${year}-12-31T23:59`));
    t.same(norm, { days, minutes: hours * 60 }, `${year}`);
    t.equal(moscow.isEstimated(year), false);
  }
  const kinds: [date: string, kind: string][] = [
    ['2024-04-27', 'working'], ['2024-11-02', 'short'], ['2024-04-30', 'off'], ['2024-12-28', 'working'],
    ['2025-05-02', 'off'], ['2025-05-08', 'off'], ['2025-11-01', 'short'], ['2025-11-03', 'off'], ['2025-12-31', 'off'], ['2025-12-30', 'working'],
    ['2026-01-09', 'off'], ['2026-01-12', 'working'], ['2026-05-08', 'short'], ['2026-05-11', 'off'],
    ['2025-06-14', 'off'], ['2025-06-16', 'working'],
  ];
  for (const [date, kind] of kinds) t.equal(moscow.dayKind(date), kind, date);
  t.throws(() => moscow.isWorkingDay('2025-02-31'), RangeError);
});

t.test('a year without a decree follows the law and says that it is an estimate', async (t) => {
  const { days, estimatedYears } = productionCalendar('ru', [2025, 2027]);
  t.same(estimatedYears, [2027]);
  t.equal(moscow.isEstimated(2027), true);
  const kinds: [date: string, kind: string | undefined][] = [
    ['2027-01-04', 'off'], ['2027-01-11', undefined], ['2027-02-22', 'short'], ['2027-02-23', 'off'], ['2027-05-03', 'off'], ['2027-05-10', 'off'],
    ['2027-06-14', 'off'], ['2027-11-03', 'short'], ['2027-12-31', 'short'], ['2027-03-07', undefined],
  ];
  for (const [date, kind] of kinds) t.equal(days[date], kind, date);
});

t.test('due moments follow the calendar', async (t) => {
  const cases: [from: string, duration: string, due: string][] = [
    ['2025-04-30T10:00', '3 working days', '2025-05-07T10:00'],
    ['2025-04-30T10:00', '3 days', '2025-05-03T10:00'],
    ['2025-10-31T15:00', '1 working day', '2025-11-01T15:00'],
    ['2025-10-31T17:30', '1 working day', '2025-11-01T17:00'],
    ['2025-10-31T15:00', '2 working days', '2025-11-05T15:00'],
    ['2025-06-20T20:00', '1 working day', '2025-06-23T18:00'],
    ['2025-06-21T12:00', '1 working day', '2025-06-23T18:00'],
    ['2025-06-23T07:00', '1 working day', '2025-06-24T09:00'],
    ['2025-12-29T12:00', '3 working days', '2026-01-13T12:00'],
    ['2025-06-23T09:00', '8 working hours', '2025-06-23T18:00'],
    ['2025-06-23T12:30', '1 working hours', '2025-06-23T14:30'],
    ['2025-06-23T13:20', '10 working minutes', '2025-06-23T14:10'],
    ['2025-06-20T17:00', '8 working hours', '2025-06-23T17:00'],
    ['2025-06-11T16:00', '2 working hours', '2025-06-16T10:00'],
    ['2025-06-21T12:00', '30 working minutes', '2025-06-23T09:30'],
    ['2025-06-20T17:00', '24 hours', '2025-06-21T17:00'],
    ['2025-01-31T10:00', '1 month', '2025-02-28T10:00'],
    ['2024-02-29T10:00', '1 year', '2025-02-28T10:00'],
    ['2025-06-20T23:59', '2 weeks', '2025-07-04T23:59'],
  ];
  for (const [from, duration, due] of cases) {
    const length = parseDuration(duration);
    t.equal(local(moscow.addDuration(at(from), length)), due, `${from} + ${duration}`);
    if (length.working) {
      const { days, minutes } = moscow.workingTimeBetween(at(from), at(due));
      t.equal(length.unit === 'days' ? days : minutes, length.unit === 'hours' ? length.amount * 60 : length.amount, 'counting back gives the same');
    }
  }
  t.same(moscow.workingTimeBetween(at('2025-06-24T10:00'), at('2025-06-23T10:00')), { minutes: -480, days: -1 });
  t.same(moscow.workingTimeBetween(at('2025-06-21T10:00'), at('2025-06-22T10:00')), { minutes: 0, days: 0 });
});

t.test('a later start is never due earlier', async (t) => {
  const starts = Array.from({ length: 24 * 4 * 12 }, (_, quarter) => new Date(at('2025-04-28T00:00').getTime() + quarter * 900_000));
  for (const duration of ['1 working day', '3 working days', '5 working hours', '45 working minutes']) {
    const dues = starts.map((start) => moscow.addDuration(start, parseDuration(duration)).getTime());
    t.ok(dues.every((due, index) => due > starts[index]!.getTime() && due >= (dues[index - 1] ?? 0)), duration);
  }
});

t.test('a company may mark its own days, hours and weekend', async (t) => {
  const shop = companyCalendar({ weekend: [7], hours: [['10:00', '24:00']], days: { '2025-06-12': 'working', '2025-06-16': 'off' }, zone: 'Asia/Yekaterinburg' }, [2025]);
  t.equal(shop.dayKind('2025-06-12'), 'working');
  t.equal(shop.reason('2025-06-12'), undefined, 'the official reason is not given for it');
  t.equal(shop.isWorkingDay('2025-06-14'), true, 'Saturday works');
  t.equal(shop.isWorkingDay('2025-06-15'), false);
  t.equal(shop.addDuration(new Date('2025-06-14T18:30:00Z'), parseDuration('1 working hour')).toISOString(), '2025-06-17T05:30:00.000Z');
  t.equal(shop.addDuration(new Date('2025-06-14T18:00:00Z'), parseDuration('1 working hour')).toISOString(), '2025-06-14T19:00:00.000Z');
  t.equal(companyCalendar({ country: 'none' }, [2025]).isWorkingDay('2025-05-01'), true);
});

t.test('a change of the clocks moves nothing on the wall', async (t) => {
  const berlin = companyCalendar({ country: 'none', zone: 'Europe/Berlin', hours: [['01:00', '05:00'], ['09:00', '17:00']], weekend: [] }, []);
  const cases: [from: string, duration: string, due: string][] = [
    ['2025-03-29T09:00:00Z', '1 day', '2025-03-30T08:00:00.000Z'],
    ['2025-03-29T09:00:00Z', '24 hours', '2025-03-30T09:00:00.000Z'],
    ['2025-10-25T08:00:00Z', '1 day', '2025-10-26T09:00:00.000Z'],
    ['2025-10-25T08:00:00Z', '1 working day', '2025-10-26T09:00:00.000Z'],
    ['2025-03-29T16:30:00Z', '1 week', '2025-04-05T15:30:00.000Z'],
    ['2025-03-29T01:30:00Z', '1 working day', '2025-03-30T01:30:00.000Z'],
  ];
  for (const [from, duration, due] of cases) t.equal(berlin.addDuration(new Date(from), parseDuration(duration)).toISOString(), due, `${from} + ${duration}`);
});

t.test('a daily time comes once a day, on the night of the change too', async (t) => {
  const zone = 'Europe/Berlin';
  const fired: string[] = [];
  for (let now = new Date('2025-10-25T12:00:00Z'), day = 0; day < 3; day += 1) fired.push((now = nextDaily(now, '02:30', zone)).toISOString());
  t.same(fired, ['2025-10-26T00:30:00.000Z', '2025-10-27T01:30:00.000Z', '2025-10-28T01:30:00.000Z']);
  t.equal(nextDaily(new Date('2025-03-29T12:00:00Z'), '02:30', zone).toISOString(), '2025-03-30T01:30:00.000Z', 'a skipped time comes after the gap');
  const nine = at('2025-06-20T09:00');
  t.equal(local(nextDaily(nine, '09:00', 'Europe/Moscow')), '2025-06-21T09:00', 'next is strictly later');
  t.equal(local(nextDaily(at('2025-06-20T08:59'), '09:00', 'Europe/Moscow')), '2025-06-20T09:00');
  t.equal(local(previousDaily(nine, '09:00', 'Europe/Moscow')), '2025-06-20T09:00', 'previous may be now');
  t.equal(local(previousDaily(at('2025-06-20T08:59'), '09:00', 'Europe/Moscow')), '2025-06-19T09:00');
  t.equal(local(nextDaily(at('2025-06-20T23:30'), '00:00', 'Europe/Moscow')), '2025-06-21T00:00');
  for (const time of ['9', '24:00', '25:00', '09:60']) t.throws(() => nextDaily(nine, time, zone), { code: 'core.bad_time' }, time);
});

t.test('a due moment can say why it is that day', async (t) => {
  const { due, steps } = moscow.explain(at('2025-04-30T19:00'), parseDuration('3 working days'));
  t.equal(local(due), '2025-05-07T18:00');
  t.same(steps.map((step) => step.ru), [
    'Отсчёт от: ср 30 апреля 2025 19:00',
    'Начало — вне рабочего времени',
    'чт 1 мая: Праздник Весны и Труда',
    'пт 2 мая: выходной, перенесённый с 04.01',
    'сб 3 мая – вс 4 мая: выходной',
    'ср 30 апреля: предпраздничный день, на час короче',
    '3 рабочих дня — до: ср 7 мая 2025 18:00',
  ]);
  t.match(steps.map((step) => step.en), ['Counted from: Wed 30 April 2025 19:00', /outside/, 'Thu 1 May: Spring and Labour Day']);
  const long = moscow.explain(at('2026-12-20T10:00'), parseDuration('200 working days')).steps.map((step) => step.en);
  t.ok(long.includes('The calendar of 2027 is not approved yet: the date may change'));
  t.ok(long.length < 50 && long.some((step) => /more breaks/.test(step)), 'a long way is cut short');
  t.same(moscow.explain(at('2025-05-01T10:00'), parseDuration('2 days')).steps.map((step) => step.en), ['Counted from: Thu 1 May 2025 10:00', '2 days — until: Sat 3 May 2025 10:00']);
});

t.test('a calendar with mistakes is refused, every mistake with its place', async (t) => {
  const good: CalendarData = { zone: 'Europe/Moscow', hours: [['09:00', '18:00']], weekend: [6, 0], days: {} };
  const cases: [change: object, pointers: string[]][] = [
    [{ zone: 'Moscow' }, ['/zone']],
    [{ hours: [] }, ['/hours']],
    [{ hours: [['9:00', '18:00'], ['14:00', '13:00']] }, ['/hours/0', '/hours/1']],
    [{ hours: [['09:00', '13:00'], ['12:00', '18:00']] }, ['/hours/1']],
    [{ weekend: [1, 2, 3, 4, 5, 6, 7] }, ['/weekend']],
    [{ weekend: [8] }, ['/weekend']],
    [{ days: { '2025-02-30': 'off', '2025-03-01': 'free' } }, ['/days/2025-02-30', '/days/2025-03-01']],
  ];
  t.same(calendarProblems(good), []);
  for (const [change, pointers] of cases) {
    const data = { ...good, ...change } as CalendarData;
    t.same(calendarProblems(data).map((one) => one.pointer), pointers, JSON.stringify(change));
    t.throws(() => new WorkingCalendar(data), { code: 'core.bad_calendar' });
  }
  const never = new WorkingCalendar({ ...good, weekend: [0, 1, 2, 3, 4, 5], days: {}, hours: [['09:00', '09:01']] });
  t.throws(() => never.addDuration(at('2025-01-01T00:00'), parseDuration('10000 working hours')), { code: 'core.calendar_exhausted' });
});
