import { compare, defineEffect, label, subtract, sum } from '../../../core/index.ts';
import { conflict, reason } from '../errors.ts';
import { coverageOf, refreshCoverage } from '../services/coverage.ts';
import { demandPlacing } from '../services/placing.ts';

const NOTHING = { type: 'object', additionalProperties: false } as const;

interface OwnLine {
  readonly customer_order_line_id: string;
  readonly order_id: string;
  readonly quantity: string;
}

/** Lines of this supplier order that are for clients; their orders are locked, so that two placings of one line wait for each other. */
async function dedicatedLines(ctx: Parameters<Parameters<typeof defineEffect>[0]['run']>[1]): Promise<OwnLine[]> {
  const lines = await ctx.uow.query<OwnLine>(
    `select n.customer_order_line_id, l.order_id, sum(n.quantity) as quantity
     from supply_supplier_order_line n join crm_customer_order_line l on l.id = n.customer_order_line_id where n.supplier_order_id = $1 group by 1, 2 order by 2, 1`,
    [ctx.item.id],
  );
  for (const id of [...new Set(lines.map((line) => line.order_id))].sort()) await ctx.lock('crm.customer_order', id);
  return lines;
}

/** SO-02: the lines of the client count as ordered; nobody orders more than is needed, or for an order that may not be placed yet. */
export const placeLines = defineEffect({
  id: 'supply.place_lines',
  label: label('Отметить строки клиента заказанными', "Mark the client's lines as ordered"),
  params: NOTHING,
  entity: 'supply.supplier_order',
  async run(_params, ctx) {
    const lines = await dedicatedLines(ctx);
    await demandPlacing(ctx.uow, lines.map((line) => line.order_id));
    // This order is posted already, so what it brings is among what is ordered.
    const over = (await coverageOf(ctx.uow, lines.map((line) => line.customer_order_line_id))).flatMap((line) => {
      const own = lines.find((one) => one.customer_order_line_id === line.id)?.quantity ?? '0';
      const others = subtract(sum([line.ordered, line.allocated, line.held]), own);
      return compare(own, subtract(line.quantity, others)) > 0 ? [reason('supply.more_than_needed', { product: line.product, wanted: own, needed: subtract(line.quantity, others) })] : [];
    });
    if (over.length > 0) throw conflict('supply.more_than_needed', over[0]?.facts ?? {}, over);
    await refreshCoverage(ctx, lines.map((line) => line.customer_order_line_id));
  },
});

/** SO-08: the lines of the client are uncovered again, those it had promised goods to as well; the order's stage follows (O-22). */
export const uncoverLines = defineEffect({
  id: 'supply.uncover_lines',
  label: label('Снять обеспечение строк клиента', "Uncover the client's lines"),
  params: NOTHING,
  entity: 'supply.supplier_order',
  async run(_params, ctx) {
    const lines = await dedicatedLines(ctx);
    const promised = await ctx.uow.query<{ id: string; line_id: string; order_id: string }>(
      `select a.id, a.customer_order_line_id as line_id, l.order_id from supply_incoming_allocation a join crm_customer_order_line l on l.id = a.customer_order_line_id
       where a.released_at is null and a.supplier_order_line_id in (select id from supply_supplier_order_line where supplier_order_id = $1) order by l.order_id, a.id`,
      [ctx.item.id],
    );
    for (const id of [...new Set(promised.map((one) => one.order_id))].sort()) await ctx.lock('crm.customer_order', id);
    for (const one of promised) await ctx.update('supply.incoming_allocation', one.id, { released_at: ctx.now });
    await refreshCoverage(ctx, [...new Set([...lines.map((line) => line.customer_order_line_id), ...promised.map((one) => one.line_id)])]);
  },
});
