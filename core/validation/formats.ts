const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const EMAIL = /^[^\s@<>(),;:\\"[\]]{1,64}@[^\s@<>(),;:\\"[\]]{1,255}$/;

/** Whether `text` is a date that exists, 'YYYY-MM-DD' from year 1 on; 2025-02-31 is not. */
export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined || year === '0000') return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/** Whether `text` is a moment with a date that exists and an offset, as '2025-05-01T09:00:00+03:00' or '…Z'. */
export function isDateTime(text: string): boolean {
  const date = DATE_TIME.exec(text)?.[1];
  return date !== undefined && isDate(date);
}

/** Whether `text` is a decimal number in plain digits, as '-12.50': no exponent, no bare point. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Why a decimal string does not fit `scale` digits after the point; undefined when it does, or is no decimal at all. */
export function scaleFault(text: string, scale: number): 'digits' | 'negative_zero' | undefined {
  if (!isDecimal(text)) return undefined;
  const fraction = text.split('.')[1] ?? '';
  if (fraction.length > scale) return 'digits';
  return /^-[0.]+$/.test(text) ? 'negative_zero' : undefined;
}

function isEmail(text: string): boolean {
  return EMAIL.test(text) && !text.includes('..') && !text.endsWith('.');
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** Every format a schema may name, with its check. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  'date-time': isDateTime,
  time: (text) => TIME.test(text),
  uuid: (text) => UUID.test(text),
  decimal: isDecimal,
  email: isEmail,
  uri: isUri,
};
