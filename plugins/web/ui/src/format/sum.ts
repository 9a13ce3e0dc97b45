/** Adds decimal texts exactly: floats would lose kopecks. Anything that is no number counts as nothing. */
export function sumDecimals(values: readonly unknown[]): string {
  const parts = values.map((value) => /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value ?? ''))).filter((part): part is RegExpExecArray => part !== null);
  const scale = Math.max(0, ...parts.map((part) => part[3]?.length ?? 0));
  const total = parts.reduce((sum, [, sign, whole, rest = '']) => sum + BigInt(`${sign}${whole}${rest.padEnd(scale, '0')}`), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}
