import { defineFacts, label } from '../../../core/index.ts';
import { EXTRA_COST_KINDS, LINE_SUPPLY_STATES, ORDER_STAGES } from '../enums/index.ts';
import { ask } from './ask.ts';
import { orderFigures } from './order-figures.ts';

const number = (ru: string, en: string): { type: 'number'; label: { ru: string; en: string } } => ({ type: 'number', label: label(ru, en) });
const bool = (ru: string, en: string): { type: 'boolean'; label: { ru: string; en: string } } => ({ type: 'boolean', label: label(ru, en) });

/** Where an order stands in supply, payment and shipment. Money in the order's currency, quantities in units of the lines. */
export const orderFacts = defineFacts({
  entity: 'crm.customer_order',
  facts: {
    stage: { type: 'string', enum: ORDER_STAGES.map((one) => one.code), label: label('Стадия выполнения', 'Execution stage') },
    paid: number('Оплачено', 'Paid'),
    amount: number('Сумма заказа', 'Order total'),
    remaining_qty: number('Осталось отгрузить', 'Left to ship'),
    shipped_qty: number('Отгружено', 'Shipped'),
    lines: {
      type: 'array',
      items: { type: 'object', properties: { supply_state: { type: 'string', enum: LINE_SUPPLY_STATES.map((one) => one.code) } } },
      label: label('Строки товаров', 'Goods lines'),
    },
    gate_met: bool('Оплата позволяет двигать интерес', 'Payment lets the interest go on'),
    offer_accepted: bool('КП принято клиентом', 'Offer accepted'),
    has_lines: bool('Есть строки', 'Has lines'),
    has_unmatched_line: bool('Есть строка без номенклатуры', 'Has a line without a product'),
    has_payments: bool('Есть оплата', 'Has payments'),
    has_shipments: bool('Есть отгрузка', 'Has shipments'),
    has_goods: bool('Есть товары, а не только услуги', 'Has goods, not services alone'),
    has_supply: bool('Начато обеспечение', 'Supply has begun'),
    extra_cost_flags: {
      type: 'object',
      properties: Object.fromEntries(EXTRA_COST_KINDS.map((kind) => [kind.code, { type: 'boolean' as const }])),
      label: label('Дополнительные расходы', 'Extra costs'),
    },
    is_live: bool('Заказ не отменён', 'Not cancelled'),
  },
  async load(ids, { uow, wanted }) {
    const figures = await orderFigures(uow, ids);
    const flags = wanted.has('extra_cost_flags') ? await extraCostKinds(uow, ids) : new Map<string, Set<string>>();
    const facts = new Map<string, Record<string, unknown>>();
    for (const [id, one] of figures) {
      facts.set(id, {
        ...one,
        amount: one.total,
        has_lines: one.line_count > 0,
        is_live: one.status !== 'cancelled',
        extra_cost_flags: Object.fromEntries(EXTRA_COST_KINDS.map((kind) => [kind.code, flags.get(id)?.has(kind.code) === true])),
        ...(wanted.has('gate_met') ? { gate_met: await gateMet(uow, one) } : {}),
      });
    }
    return facts;
  },
});

async function extraCostKinds(uow: Parameters<typeof orderFigures>[0], ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await uow.query<{ order_id: string; kinds: string[] }>('select order_id, array_agg(kind::text) as kinds from crm_order_extra_cost where order_id = any($1::uuid[]) group by order_id', [ids]);
  return new Map(rows.map((row) => [row.order_id, new Set(row.kinds)]));
}

/** R-09b for one order: whether what is paid lets its interest leave `invoice_sent`. */
export async function gateMet(uow: Parameters<typeof orderFigures>[0], one: { readonly id: string; readonly paid: number; readonly total: number; readonly advance_due: number; readonly preship_due: number; readonly stage: string; readonly remaining_qty: number }): Promise<boolean> {
  const { paid, total, advance_due, preship_due, stage, remaining_qty } = one;
  const outcome = await ask(uow, 'crm.payment_gate', { entity: 'crm.customer_order', id: one.id }, { paid, total, advance_due, preship_due, stage, remaining_qty });
  return outcome['gate_met'] === true;
}
