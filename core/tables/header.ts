import type { RawRow } from './table.ts';

/** Rows looked at to find the header. */
export const HEADER_WINDOW = 40;

/** A header to compare by: case, spaces of every kind, ё and the marks people put around it aside. */
export function headerKey(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase().replaceAll('ё', 'е').replace(/[\s*:.]+$/, '');
}

const filled = (row: RawRow): string[] => row.values.filter((one): one is string => one !== null);

/**
 * The row that is the header: the one that holds most of the expected names, or else the first that is as wide as half the widest and
 * holds words only, no numbers. Undefined when nothing is like that.
 */
export function findHeader(window: readonly RawRow[], expected: readonly string[]): RawRow | undefined {
  if (expected.length > 0) {
    const wanted = new Set(expected.map(headerKey));
    const hits = (row: RawRow): number => new Set(filled(row).map(headerKey).filter((one) => wanted.has(one))).size;
    const best = window.reduce<{ row: RawRow; score: number } | undefined>((found, row) => {
      const score = hits(row);
      return score > (found?.score ?? 0) ? { row, score } : found;
    }, undefined);
    return best?.row;
  }
  const widest = Math.max(0, ...window.map((row) => filled(row).length));
  return window.find((row) => {
    const texts = filled(row);
    return texts.length * 2 >= widest && !texts.some((one) => /^[-+]?[\d\s.,:%/-]+$/.test(one));
  });
}

/** Names of the columns by place; a header that stands twice gets the number of its occurrence: «Цена», «Цена [2]». */
export function columnNames(header: RawRow): (string | null)[] {
  const seen = new Map<string, number>();
  return header.values.map((text) => {
    if (text === null) return null;
    const name = text.replace(/\s+/g, ' ');
    const times = (seen.get(headerKey(name)) ?? 0) + 1;
    seen.set(headerKey(name), times);
    return times === 1 ? name : `${name} [${times}]`;
  });
}
