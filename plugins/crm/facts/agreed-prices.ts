import type { UnitOfWork } from '../../../core/index.ts';
import { add, compare, multiply, round, subtract, vatInside, vatOnTop } from '../../../core/index.ts';

/** What an agreement sets for one product. `price`: per unit in the order's terms on VAT, null when no price list knows it. */
export interface AgreedPrice {
  readonly price: string | null;
  /** Price before the agreement's discount. */
  readonly listPrice: string | null;
  /** Percent off the list price; negative for a markup. */
  readonly discountPct: string;
}

interface PriceRow {
  readonly product_id: string;
  readonly fixed_price: string | null;
  readonly change_pct: string | null;
  readonly list_price: string | null;
  readonly includes_vat: boolean;
  readonly rate: string | null;
}

const PRICES_SQL = `
  select product.id as product_id, own.price as fixed_price, coalesce(own.discount_pct, by_group.discount_pct, agreement.discount_pct) as change_pct,
         list.price as list_price, kind.includes_vat, vat.rate
    from crm_product product
    join crm_agreement agreement on agreement.id = $1
    join crm_price_kind kind on kind.id = agreement.price_kind_id
    left join crm_vat_rate vat on vat.id = product.vat_rate_id
    left join lateral (select price, discount_pct from crm_agreement_price where agreement_id = agreement.id and product_id = product.id order by line_no limit 1) own on true
    left join lateral (select discount_pct from crm_agreement_price where agreement_id = agreement.id and price_group_id = product.price_group_id order by line_no limit 1) by_group on true
    left join lateral (select price from crm_product_price where product_id = product.id and price_kind_id = kind.id and valid_from <= $3::date order by valid_from desc limit 1) list on true
   where product.id = any($2::uuid[])`;

/** Agreed prices of products on a date; a price list and an order that differ on VAT are brought to the order's terms. */
export async function agreedPrices(uow: UnitOfWork, agreementId: string, productIds: readonly string[], date: string, pricesIncludeVat: boolean): Promise<Map<string, AgreedPrice>> {
  const rows = await uow.query<PriceRow>(PRICES_SQL, [agreementId, productIds, date]);
  return new Map(rows.map((row) => [row.product_id, agreedPrice(row, pricesIncludeVat)]));
}

function agreedPrice(row: PriceRow, pricesIncludeVat: boolean): AgreedPrice {
  const inTerms = (price: string): string => {
    if (row.includes_vat === pricesIncludeVat) return price;
    if (pricesIncludeVat) return add(price, vatOnTop(price, row.rate));
    return subtract(price, vatInside(price, row.rate));
  };
  if (row.fixed_price !== null) return { price: inTerms(row.fixed_price), listPrice: inTerms(row.fixed_price), discountPct: '0' };
  if (row.list_price === null) return { price: null, listPrice: null, discountPct: '0' };
  const change = row.change_pct ?? '0';
  const factor = multiply(add('100', change), '0.01');
  return { price: round(multiply(inTerms(row.list_price), factor)), listPrice: inTerms(row.list_price), discountPct: compare(change, '0') === 0 ? '0' : multiply(change, '-1') };
}
