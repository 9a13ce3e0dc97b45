import type { SaveContext, UnitOfWork } from '../../../core/index.ts';
import { isDecimal, subtract } from '../../../core/index.ts';
import { invalid } from '../errors.ts';
import type { AgreedPrice } from '../facts/agreed-prices.ts';
import { agreedPrices } from '../facts/agreed-prices.ts';
import { lineTotals } from '../pricing/index.ts';
import { localDate } from './today.ts';

type Draft = Record<string, unknown>;

interface ProductOfLine {
  readonly id: string;
  readonly unit_id: string;
  readonly vat_rate_id: string;
  readonly cost_price: string | null;
}

/** Stored lines of an order, in their order. */
export async function currentLines(uow: UnitOfWork, orderId: string | undefined): Promise<Draft[]> {
  if (orderId === undefined) return [];
  return uow.query<Draft>('select * from crm_customer_order_line where order_id = $1 order by line_no', [orderId]);
}

/**
 * Fills the lines that were sent: what a known line keeps, defaults of its product, the agreed price, and its amounts. A line that never named a
 * cost takes the product's.
 */
export async function completeLines(lines: Draft[], order: Draft, context: SaveContext): Promise<void> {
  const { uow } = context;
  const stored = new Map((await currentLines(uow, context.before?.id)).map((line) => [line['id'], line]));
  const ids = [...new Set(lines.map((line) => line['product_id'] ?? stored.get(line['id'])?.['product_id']).filter((id): id is string => typeof id === 'string'))];
  const products = new Map((await uow.query<ProductOfLine>('select id, unit_id, vat_rate_id, cost_price from crm_product where id = any($1::uuid[])', [ids])).map((one) => [one.id, one]));
  const agreed = await pricesOf(order, ids, uow);
  const untaxed = await untaxedRate(order['agreement_id'], uow);
  for (const [index, line] of lines.entries()) {
    const known = stored.get(line['id']);
    if (known !== undefined) {
      // Another product put into the row brings its own unit, rate, price and cost, unless they were sent too.
      const same = !('product_id' in line) || line['product_id'] === known['product_id'];
      const kept = same ? ['product_id', 'quantity', 'discount_pct', 'cancelled_qty', 'is_unmatched', 'unit_id', 'vat_rate_id', 'cost_price', ...('price' in line ? [] : PRICE)] : ['quantity', 'discount_pct', 'cancelled_qty'];
      for (const name of kept) if (!(name in line)) line[name] = known[name];
      if (!same) line['is_unmatched'] ??= false;
    }
    const product = products.get(String(line['product_id']));
    if (product === undefined) continue;
    line['unit_id'] ??= product.unit_id;
    line['vat_rate_id'] ??= untaxed ?? product.vat_rate_id;
    priceLine(line, agreed.get(product.id), `/lines/${index}/price`, known !== undefined && String(line['price']) === String(known['price']));
    line['cost_price'] ??= product.cost_price;
    line['is_unmatched'] ??= false;
  }
  await computeLines(lines, order, uow);
}

/** What a price was converted from goes with the price. */
const PRICE = ['price', 'price_currency_id', 'currency_price', 'exchange_rate'];

/** The rate of a sale that bears no VAT, or bears 0 %, by the taxation of the agreement; null where products' own rates hold. */
async function untaxedRate(agreementId: unknown, uow: UnitOfWork): Promise<string | null> {
  if (typeof agreementId !== 'string') return null;
  const [rate] = await uow.query<{ id: string }>(
    `select v.id from crm_agreement a join crm_vat_rate v on case a.tax_regime when 'no_vat' then v.rate is null when 'export_zero' then v.rate = 0 else false end
      where a.id = $1 and v.is_active and not v.deletion_mark order by v.created_at, v.id limit 1`, [agreementId],
  );
  return rate?.id ?? null;
}

async function pricesOf(order: Draft, productIds: readonly string[], uow: UnitOfWork): Promise<Map<string, AgreedPrice>> {
  const { agreement_id: agreementId, currency_id: currencyId } = order;
  if (typeof agreementId !== 'string' || typeof currencyId !== 'string' || productIds.length === 0) return new Map();
  return agreedPrices(uow, { agreementId, currencyId, date: localDate(order['date'] ?? uow.now, uow.company.timeZone), pricesIncludeVat: order['prices_include_vat'] === true }, productIds);
}

/** A price that nobody typed is the agreed one, with the rate it was converted by. @throws InvalidError crm.no_currency_rate */
function priceLine(line: Draft, agreed: AgreedPrice | undefined, pointer: string, kept: boolean): void {
  if (line['price'] !== undefined && line['price'] !== null) {
    if (!kept) for (const name of PRICE.slice(1)) line[name] = null;
    return;
  }
  const source = agreed?.source;
  if (source !== undefined && source.rate === null) throw invalid('crm.no_currency_rate', pointer, { currency: source.currency });
  if (agreed === undefined || agreed.price === null) return;
  Object.assign(line, { price: agreed.price, price_currency_id: source?.currencyId ?? null, currency_price: source?.price ?? null, exchange_rate: source?.rate ?? null });
}

/** Writes amount, VAT and total into every line that has a quantity, a price and a rate; what was given up is not charged. */
export async function computeLines(lines: readonly Draft[], order: Draft, uow: UnitOfWork): Promise<void> {
  const rates = new Map((await uow.query<{ id: string; rate: string | null }>('select id, rate from crm_vat_rate where id = any($1::uuid[])', [lines.map((line) => line['vat_rate_id']).filter((id) => typeof id === 'string')])).map((one) => [one.id, one.rate]));
  for (const line of lines) {
    if (!isDecimal(line['quantity']) || !isDecimal(line['price'])) continue;
    const totals = lineTotals({
      quantity: isDecimal(line['cancelled_qty']) ? subtract(line['quantity'], line['cancelled_qty']) : line['quantity'],
      price: line['price'],
      discountPct: isDecimal(line['discount_pct']) ? line['discount_pct'] : null,
      vatRate: rates.get(String(line['vat_rate_id'])) ?? null,
      pricesIncludeVat: order['prices_include_vat'] === true,
    });
    line['amount'] = totals.amount;
    line['vat_amount'] = totals.vatAmount;
    line['total'] = totals.total;
  }
}
