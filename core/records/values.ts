import type { Field } from '../entity/index.ts';

/** A value in the form its column takes it. */
export function databaseValue(one: Field | undefined, value: unknown): unknown {
  if (value === undefined) return null;
  return one?.type === 'json' && value !== null ? JSON.stringify(value) : value;
}

/** Whether two values of a column are the same to a reader: decimals by value, moments by instant, JSON by content. */
export function sameValue(one: Field | undefined, left: unknown, right: unknown): boolean {
  if ((left ?? null) === null || (right ?? null) === null) return (left ?? null) === (right ?? null);
  if (one?.type === 'datetime') return new Date(left as string).getTime() === new Date(right as string).getTime();
  if (one?.type === 'decimal') return normalDecimal(String(left)) === normalDecimal(String(right));
  if (typeof left === 'object' || typeof right === 'object') return JSON.stringify(left) === JSON.stringify(right);
  return left === right;
}

function normalDecimal(text: string): string {
  const trimmed = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return trimmed === '-0' || trimmed === '' ? '0' : trimmed;
}
