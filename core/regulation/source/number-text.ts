import { Decimal } from 'decimal.js';

/**
 * Whether a number written as `text` is read as something else than what a person sees: lost zeros or plus in front (ИНН, phones), lost
 * digits (accounts), overflow, minus zero, not a number. `1.10` is no such case: only a schema knows whether it was a number at all.
 */
export function numberChanges(text: string, value: number): boolean {
  if (!Number.isFinite(value) || Object.is(value, -0)) return true;
  if (/^0[xo]/.test(text)) return !Number.isSafeInteger(value);
  if (/^(\+|-?0\d)/.test(text)) return true;
  return !new Decimal(text).eq(new Decimal(value));
}
