/** Decimal text of money as whole hundredths, so that sums on the screen are exact; null for what is not an amount. */
export function hundredths(value: string | null | undefined): bigint | null {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,15})(?:\.(\d{0,2})0*)?$/.exec(value ?? '') ?? [];
  if (whole === undefined) return null;
  const amount = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return sign === '-' ? -amount : amount;
}

/** Hundredths as the decimal text of the API. */
export function decimalText(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of amounts; what is not an amount yet counts as nothing. */
export function sumOf(values: readonly (string | null | undefined)[]): bigint {
  return values.reduce((sum, value) => sum + (hundredths(value) ?? 0n), 0n);
}
