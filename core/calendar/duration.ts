import type { Label, Locale } from '../language/index.ts';
import { nearest } from '../language/index.ts';
import { InvalidError } from '../errors/index.ts';

/** Units a duration is counted in. Working durations know minutes, hours and days. */
export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

/** A length of time in words: "3 working days" is `{ amount: 3, unit: 'days', working: true }`. `amount` is a whole number from 1 on. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
  /** Counted on the company's calendar: days off, nights and breaks do not count. */
  readonly working: boolean;
}

/** The outcome of reading a duration: the duration, or words about what is wrong with the nearest form that would do. */
export type DurationReading =
  | { readonly ok: true; readonly duration: Duration }
  | { readonly ok: false; readonly message: Label; readonly suggestion?: string };

const LARGEST: Readonly<Record<DurationUnit, number>> = { minutes: 525_600, hours: 87_600, days: 3660, weeks: 522, months: 120, years: 10 };
const LARGEST_WORKING: Readonly<Record<DurationUnit, number>> = { ...LARGEST, minutes: 100_000, hours: 10_000 };

const UNIT_WORDS: Readonly<Record<DurationUnit, Readonly<Record<Locale, readonly string[]>>>> = {
  minutes: { ru: ['минута', 'минуты', 'минут', 'минуту'], en: ['minute', 'minutes'] },
  hours: { ru: ['час', 'часа', 'часов'], en: ['hour', 'hours'] },
  days: { ru: ['день', 'дня', 'дней'], en: ['day', 'days'] },
  weeks: { ru: ['неделя', 'недели', 'недель', 'неделю'], en: ['week', 'weeks'] },
  months: { ru: ['месяц', 'месяца', 'месяцев'], en: ['month', 'months'] },
  years: { ru: ['год', 'года', 'лет'], en: ['year', 'years'] },
};

const WORKING_WORDS: Readonly<Record<Locale, readonly string[]>> = {
  ru: ['рабочий', 'рабочих', 'рабочая', 'рабочую', 'рабочие', 'рабочего'],
  en: ['working', 'business'],
};
const CALENDAR_WORDS: Readonly<Record<Locale, readonly string[]>> = {
  ru: ['календарный', 'календарных', 'календарная', 'календарную', 'календарные', 'календарного'],
  en: ['calendar'],
};

const ISO = /^p(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?)?$/;
const SHORT_UNITS: Readonly<Record<string, DurationUnit>> = {
  m: 'minutes', min: 'minutes', mins: 'minutes', мин: 'minutes', h: 'hours', hr: 'hours', hrs: 'hours', ч: 'hours', d: 'days', д: 'days', дн: 'days',
  w: 'weeks', нед: 'weeks', mo: 'months', мес: 'months', y: 'years', г: 'years', л: 'years',
};

/** Reads a duration in English or Russian words: "3 working days", "10 days", «4 часа», «3 рабочих дня», «10 календарных дней». */
export function readDuration(text: string): DurationReading {
  const words = text.normalize('NFC').trim().toLowerCase().replaceAll('ё', 'е').split(/[\s\u00A0]+/);
  const [number = '', ...rest] = words;
  const unit = unitOf(rest.at(-1) ?? '');
  const kind = rest.length === 2 ? kindOf(rest[0] ?? '') : rest.length === 1 ? 'plain' : undefined;
  if (!/^\d{1,6}$/.test(number) || unit === undefined || kind === undefined) return refuse(text, suggestionFor(words));
  const duration: Duration = { amount: Number(number), unit, working: kind === 'working' };
  return checked(text, duration);
}

/**
 * As `readDuration`, for callers that have checked the text before.
 * @throws InvalidError core.bad_duration
 */
export function parseDuration(text: string): Duration {
  const reading = readDuration(text);
  if (reading.ok) return reading.duration;
  throw new InvalidError('core.bad_duration', reading.message, { params: { text, suggestion: reading.suggestion } });
}

/** The duration in words, with the right plural: «3 рабочих дня», "3 working days". */
export function formatDuration({ amount, unit, working }: Duration, locale: Locale): string {
  if (locale === 'en') return `${amount}${working ? ' working' : ''} ${amount === 1 ? unit.slice(0, -1) : unit}`;
  const plural = new Intl.PluralRules('ru').select(amount);
  const [one = '', few = '', many = ''] = UNIT_WORDS[unit].ru;
  const feminine = unit === 'minutes' || unit === 'weeks';
  const adjective = plural !== 'one' ? 'рабочих ' : feminine ? 'рабочая ' : 'рабочий ';
  return `${amount} ${working ? adjective : ''}${plural === 'one' ? one : plural === 'few' ? few : many}`;
}

function checked(text: string, duration: Duration): DurationReading {
  const { amount, unit, working } = duration;
  if (working && (unit === 'weeks' || unit === 'months' || unit === 'years')) {
    return refuse(text, unit === 'weeks' && amount <= 100 ? { amount: amount * 5, unit: 'days', working } : undefined);
  }
  const largest = (working ? LARGEST_WORKING : LARGEST)[unit];
  if (amount >= 1 && amount <= largest) return { ok: true, duration };
  const limit = { ...duration, amount: amount < 1 ? 1 : largest };
  const side = amount < 1 ? { ru: 'не меньше', en: 'at least' } : { ru: 'не больше', en: 'at most' };
  return {
    ok: false,
    message: {
      ru: `Срок «${text}» не подходит: нужно ${side.ru} «${formatDuration(limit, 'ru')}»`,
      en: `The duration "${text}" is not possible: ${side.en} "${formatDuration(limit, 'en')}" is needed`,
    },
    suggestion: formatDuration(limit, languageOf(text)),
  };
}

function refuse(text: string, meant: Duration | undefined): DurationReading {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const fix = meant ?? { amount: 3, unit: 'days', working: true };
  const lead = meant === undefined ? { ru: 'пишите, например,', en: 'write, for example,' } : { ru: 'возможно, имелось в виду', en: 'did you mean' };
  return {
    ok: false,
    message: {
      ru: `Непонятный срок «${shown}»: ${lead.ru} «${formatDuration(fix, 'ru')}»`,
      en: `The duration "${shown}" is not clear: ${lead.en} "${formatDuration(fix, 'en')}"${meant === undefined ? '' : '?'}`,
    },
    ...(meant === undefined ? {} : { suggestion: formatDuration(meant, languageOf(text)) }),
  };
}

/** What a misspelt duration, a short form ("3d") or an ISO one ("P3D") was probably meant to be. */
function suggestionFor(words: readonly string[]): Duration | undefined {
  const text = words.join(' ');
  const iso = ISO.exec(text);
  const units: DurationUnit[] = ['years', 'months', 'weeks', 'days', 'hours', 'minutes'];
  const isoParts = units.flatMap((unit, index) => (iso?.[index + 1] === undefined ? [] : [{ amount: Number(iso[index + 1]), unit, working: false }]));
  if (isoParts.length === 1) return withinLimits(isoParts[0]);
  const [, amount, tail = ''] = /^(\d{1,6}) ?([^\d]*)$/.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const parts = tail.split(' ').map((part) => part.replace(/\.$/, '')).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const unit = unitOf(last) ?? SHORT_UNITS[last] ?? nearUnit(last);
  if (unit === undefined) return undefined;
  const working = parts.slice(0, -1).some((part) => /^раб/.test(part) || nearest(part, [...WORKING_WORDS.en, ...WORKING_WORDS.ru]) !== undefined);
  return withinLimits({ amount: Number(amount), unit, working });
}

function withinLimits(duration: Duration | undefined): Duration | undefined {
  return duration !== undefined && duration.amount >= 1 && duration.amount <= LARGEST[duration.unit] ? duration : undefined;
}

function unitOf(word: string): DurationUnit | undefined {
  return (Object.keys(UNIT_WORDS) as DurationUnit[]).find((unit) => UNIT_WORDS[unit].ru.includes(word) || UNIT_WORDS[unit].en.includes(word));
}

function nearUnit(word: string): DurationUnit | undefined {
  const near = nearest(word, Object.values(UNIT_WORDS).flatMap((names) => [...names.ru, ...names.en]));
  return near === undefined ? undefined : unitOf(near);
}

function kindOf(word: string): 'working' | 'plain' | undefined {
  if (WORKING_WORDS.ru.includes(word) || WORKING_WORDS.en.includes(word)) return 'working';
  return CALENDAR_WORDS.ru.includes(word) || CALENDAR_WORDS.en.includes(word) ? 'plain' : undefined;
}

function languageOf(text: string): Locale {
  return /[а-яё]/i.test(text) ? 'ru' : 'en';
}
