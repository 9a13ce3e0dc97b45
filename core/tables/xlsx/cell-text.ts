import { DateTime } from 'luxon';

/** Formats that Excel keeps by number and that show a date or a time, those of the East Asian editions included. */
const isDateNumber = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format shows a date or a time: letters d, m, y, h, s outside quotes, brackets and escapes. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isDateNumber(id);
  const [first = ''] = code.split(';');
  return /[dmyhs]/i.test(first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general|e[+-]/gi, ''));
}

/** Plain decimal text of a stored number, with the 15 digits that Excel itself keeps: 0.30000000000000004 → 0.3, 1E+3 → 1000. */
export function numberText(raw: string): string {
  const trimmed = raw.trim();
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(trimmed)) return trimmed === '-0' ? '0' : trimmed;
  const value = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(value)) return trimmed;
  return plain(value.toPrecision(15));
}

/** Writes out an exponent and drops the zeros that a fraction ends with. */
function plain(text: string): string {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const [left, right] = [padded.slice(0, at).replace(/^0+(?=\d)/, ''), padded.slice(at).replace(/0+$/, '')];
  const body = right === '' ? left : `${left}.${right}`;
  return body === '0' ? '0' : sign + body;
}

const DAY_SECONDS = 86_400;

/**
 * A serial of Excel as 'YYYY-MM-DD', 'YYYY-MM-DD HH:mm[:ss]' or 'HH:mm[:ss]' when it is less than a day.
 * Its calendar has a 29.02.1900 that never was, so that serials below 61 are a day later than those above would say.
 */
export function serialText(raw: string, isFrom1904: boolean): string {
  const serial = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return numberText(raw);
  const seconds = Math.round(serial * DAY_SECONDS);
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds % DAY_SECONDS;
  const pad = (value: number): string => String(value).padStart(2, '0');
  const time = `${pad(Math.floor(rest / 3600))}:${pad(Math.floor((rest % 3600) / 60))}${rest % 60 === 0 ? '' : `:${pad(rest % 60)}`}`;
  if (days === 0) return time;
  const base = isFrom1904 ? DateTime.utc(1904, 1, 1) : days < 61 ? DateTime.utc(1899, 12, 31) : DateTime.utc(1899, 12, 30);
  const date = base.plus({ days }).toFormat('yyyy-MM-dd');
  return rest === 0 ? date : `${date} ${time}`;
}

/** A copy of a string that keeps nothing else alive: a piece cut out of a chunk would hold the whole chunk. */
export function own(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
