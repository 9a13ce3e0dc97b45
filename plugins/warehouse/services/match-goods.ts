/** Goods of a delivery that a packing list may name. */
export interface KnownGoods {
  readonly expected_line_id: string;
  readonly product_id: string;
  /** Article and names of the product. */
  readonly names: readonly (string | null)[];
}

/** A row of a packing list before it is recognized. */
export interface ListedGoods {
  readonly expected_line_id?: unknown;
  readonly product_id?: unknown;
  readonly product_text?: unknown;
}

/** Letters and digits alone, so that quotes, hyphens and spaces make no difference. */
export function plainName(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Which expected goods each row means: what it names outright, else the same product, else the same article or name; rows take expected lines in order,
 * and a product listed more often than it is expected goes to its first line. Null: unknown goods.
 */
export function matchGoods(rows: readonly ListedGoods[], known: readonly KnownGoods[]): (KnownGoods | null)[] {
  const taken = new Set(rows.flatMap((row) => (typeof row.expected_line_id === 'string' ? [row.expected_line_id] : [])));
  return rows.map((row) => {
    const named = known.find((one) => one.expected_line_id === row.expected_line_id);
    if (named !== undefined) return named;
    const text = typeof row.product_text === 'string' ? plainName(row.product_text) : '';
    const fits = known.filter((one) => typeof row.product_id === 'string'
      ? one.product_id === row.product_id
      : text !== '' && one.names.some((name) => name !== null && plainName(name) === text));
    const found = fits.find((one) => !taken.has(one.expected_line_id)) ?? fits[0] ?? null;
    if (found !== null) taken.add(found.expected_line_id);
    return found;
  });
}
