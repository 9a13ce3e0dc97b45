import type { UnitOfWork } from '../../../core/index.ts';
import { add, compare, isDecimal, multiply, round, subtract, vatInside, vatOnTop } from '../../../core/index.ts';
import { conversionRate, converted } from '../pricing/index.ts';

/** What an agreement sets for one product. `price`: per unit in the order's currency and terms on VAT, null when no price list knows it. */
export interface AgreedPrice {
  readonly price: string | null;
  /** Percent off the list price; negative for a markup. */
  readonly discountPct: string;
  /** Where the price was converted from: present when the price list is in another currency than the order. */
  readonly source?: { readonly currencyId: string; readonly currency: string; readonly price: string; readonly rate: string | null };
}

/** The order whose prices are asked for. `date`: calendar date the prices and rates are of. */
export interface PricedOrder {
  readonly agreementId: string;
  readonly currencyId: string;
  readonly date: string;
  readonly pricesIncludeVat: boolean;
}

interface PriceRow {
  readonly product_id: string;
  readonly fixed_price: string | null;
  readonly change_pct: string | null;
  readonly list_price: string | null;
  readonly includes_vat: boolean;
  readonly vat_rate: string | null;
  readonly currency_id: string;
  readonly currency: string;
  readonly from_rate: string | null;
  readonly to_rate: string | null;
}

const rateOf = (currency: string): string =>
  `case when ${currency}.iso_code = 'RUB' then 1 else (select rate from crm_currency_rate r where r.currency_id = ${currency}.id and r.date <= $3::date order by r.date desc limit 1) end`;

// A product without a price of the agreed kind falls back on its price in euro.
const PRICES_SQL = `
  select product.id as product_id, own.price as fixed_price, coalesce(own.discount_pct, by_group.discount_pct, agreement.discount_pct) as change_pct,
         coalesce(list.price, product.price_eur) as list_price, kind.includes_vat and (own.price is not null or list.price is not null) as includes_vat, vat.rate as vat_rate,
         priced.id as currency_id, priced.iso_code as currency, ${rateOf('priced')} as from_rate, ${rateOf('ordered')} as to_rate
    from crm_product product
    join crm_agreement agreement on agreement.id = $1
    join crm_price_kind kind on kind.id = agreement.price_kind_id
    join crm_currency ordered on ordered.id = $4
    left join crm_vat_rate vat on vat.id = product.vat_rate_id
    left join lateral (select price, discount_pct from crm_agreement_price where agreement_id = agreement.id and product_id = product.id order by line_no limit 1) own on true
    left join lateral (select discount_pct from crm_agreement_price where agreement_id = agreement.id and price_group_id = product.price_group_id order by line_no limit 1) by_group on true
    left join lateral (select price from crm_product_price where product_id = product.id and price_kind_id = kind.id and valid_from <= $3::date order by valid_from desc limit 1) list on true
    join crm_currency priced on priced.id = case when own.price is null and list.price is null and product.price_eur is not null then (select id from crm_currency where iso_code = 'EUR' limit 1) else kind.currency_id end
   where product.id = any($2::uuid[])`;

/** Agreed prices of products on a date; a price list that differs from the order on currency or VAT is brought to the order's terms. */
export async function agreedPrices(uow: UnitOfWork, order: PricedOrder, productIds: readonly string[]): Promise<Map<string, AgreedPrice>> {
  const rows = await uow.query<PriceRow>(PRICES_SQL, [order.agreementId, productIds, order.date, order.currencyId]);
  const markup = String(uow.company.regulation.parameters['rate_markup_pct'] ?? '0');
  return new Map(rows.map((row) => [row.product_id, agreedPrice(row, order, isDecimal(markup) ? markup : '0')]));
}

function agreedPrice(row: PriceRow, { currencyId, pricesIncludeVat }: PricedOrder, markup: string): AgreedPrice {
  const inTerms = (price: string): string => {
    if (row.includes_vat === pricesIncludeVat) return price;
    if (pricesIncludeVat) return add(price, vatOnTop(price, row.vat_rate));
    return subtract(price, vatInside(price, row.vat_rate));
  };
  const change = row.fixed_price === null ? (row.change_pct ?? '0') : '0';
  const listed = row.fixed_price ?? row.list_price;
  if (listed === null) return { price: null, discountPct: '0' };
  const own = round(multiply(inTerms(listed), multiply(add('100', change), '0.01')));
  const discountPct = compare(change, '0') === 0 ? '0' : multiply(change, '-1');
  if (row.currency_id === currencyId) return { price: own, discountPct };
  const rate = conversionRate(row.from_rate, row.to_rate, row.currency === 'RUB' ? '0' : markup);
  return { price: rate === null ? null : converted(own, rate), discountPct, source: { currencyId: row.currency_id, currency: row.currency, price: own, rate } };
}
