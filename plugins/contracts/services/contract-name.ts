/** «Договор № Д-2025/031 от 05.03.2025»; null until number and date are known. `date`: 'YYYY-MM-DD'. */
export function contractName(number: unknown, date: unknown): string | null {
  if (typeof number !== 'string' || typeof date !== 'string') return null;
  const [year, month, day] = date.split('-');
  return `Договор № ${number} от ${day}.${month}.${year}`;
}
