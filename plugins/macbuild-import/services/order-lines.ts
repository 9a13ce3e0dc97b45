import type { EntityRow, UnitOfWork } from '../../../core/index.ts';
import { add, isDecimal, multiply, round } from '../../../core/index.ts';
import { agreedPrices } from '../../crm/index.ts';
import type { OrderFileLine } from '../file/order-file.ts';

type Line = Record<string, unknown>;

interface PresentLine {
  readonly id: string;
  readonly product_id: string;
  readonly quantity: string;
  readonly macbuild_line_no: number | null;
  readonly is_unmatched: boolean;
}

/** Roubles for one euro on the order's day with the company's markup; null when no rate is known. */
async function euroRate(uow: UnitOfWork, order: EntityRow): Promise<string | null> {
  const [row] = await uow.query<{ rate: string }>(
    `select r.rate from crm_currency_rate r join crm_currency c on c.id = r.currency_id and c.iso_code = 'EUR' where r.date <= ($1::timestamptz at time zone $2)::date order by r.date desc limit 1`, [order['date'], uow.company.timeZone],
  );
  const markup = String(uow.company.regulation.parameters['rate_markup_pct'] ?? '0');
  if (row === undefined) return null;
  return isDecimal(markup) ? multiply(multiply(row.rate, add('100', markup)), '0.01') : row.rate;
}

/** Prices of new lines that no agreement sets: from the price in euro for an order in roubles, else nothing yet. A product with an agreed price is left to the order. */
async function fallbackPrices(uow: UnitOfWork, order: EntityRow, lines: readonly OrderFileLine[], productOf: (line: OrderFileLine) => string | undefined): Promise<(line: OrderFileLine) => string | undefined> {
  const ids = [...new Set(lines.map(productOf).filter((id) => id !== undefined))];
  const [currency] = await uow.query<{ iso_code: string }>('select iso_code from crm_currency where id = $1', [order['currency_id']]);
  const agreementId = order['agreement_id'];
  const agreed = typeof agreementId !== 'string' ? new Map<string, { readonly price: string | null; readonly source?: unknown }>() : await agreedPrices(uow, {
    agreementId, currencyId: String(order['currency_id']), date: uow.today, pricesIncludeVat: order['prices_include_vat'] === true,
  }, ids);
  const rate = currency?.iso_code === 'RUB' ? await euroRate(uow, order) : currency?.iso_code === 'EUR' ? '1' : null;
  return (line) => {
    const known = agreed.get(productOf(line) ?? '');
    // A price list in a currency without a rate is left to the order as well: it refuses and names the rate.
    if (known !== undefined && (known.price !== null || known.source !== undefined)) return undefined;
    return line.priceEur === null || rate === null ? '0' : round(multiply(line.priceEur, rate));
  };
}

/**
 * The lines of the order as they become: those typed by hand stay, those of the file are changed in place, added or removed.
 * What a person has put into a row since stays: its product, while the file still knows none, and its price.
 */
export async function orderLines(uow: UnitOfWork, order: EntityRow, lines: readonly OrderFileLine[], products: ReadonlyMap<number, string>, placeholder: string | undefined): Promise<Line[]> {
  const present = await uow.query<PresentLine & Line>('select id, product_id, quantity, macbuild_line_no, is_unmatched from crm_customer_order_line where order_id = $1 order by line_no', [order.id]);
  const byNumber = new Map(present.filter((line) => line.macbuild_line_no !== null).map((line) => [line.macbuild_line_no, line]));
  const fallback = await fallbackPrices(uow, order, lines.filter((line) => !byNumber.has(line.lineNo)), (line) => products.get(line.lineNo));
  const typed: Line[] = present.filter((line) => line.macbuild_line_no === null).map(({ id }) => ({ id }));
  return [...typed, ...lines.map((line): Line => {
    const known = byNumber.get(line.lineNo);
    const product = products.get(line.lineNo);
    const text = description(line);
    if (known !== undefined) {
      const productId = product ?? (known.is_unmatched ? placeholder : known.product_id);
      return { id: known.id, quantity: line.quantity, ...(text === null ? {} : { description: text }), ...(productId === known.product_id ? {} : { product_id: productId, is_unmatched: false }) };
    }
    if (product === undefined) return { product_id: placeholder, is_unmatched: true, quantity: line.quantity, price: '0', macbuild_line_no: line.lineNo, description: text };
    const price = fallback(line);
    return { product_id: product, quantity: line.quantity, macbuild_line_no: line.lineNo, description: text, ...(price === undefined ? {} : { price }) };
  })];
}

/** The characteristics in one line of text, as the order and the offer show them. */
function description({ attributes }: OrderFileLine): string | null {
  const text = Object.entries(attributes).map(([name, value]) => `${name}: ${value}`).join('; ');
  return text === '' ? null : text.slice(0, 1000);
}
