import { compare, defineEffect, label, subtract } from '../../../core/index.ts';
import { recordInvoiceShipment, setLineSupply } from '../../crm/index.ts';
import { consume, declarationsOf } from '../services/shipped-reservations.ts';
import { shipmentDate, shipmentRows } from '../services/shipment-rows.ts';
import { lockBalances, moveStock } from '../services/stock-register.ts';

/** Posts a shipment: goods leave the stock and their reservations, the invoice learns what was shipped. The order is locked with the shipment. */
export const postShipment = defineEffect({
  id: 'warehouse.post_shipment',
  label: label('Провести реализацию', 'Post a shipment'),
  entity: 'warehouse.shipment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, uow } = ctx;
    const warehouseId = String(item.row['warehouse_id']);
    const rows = await shipmentRows(ctx);
    await lockBalances(uow, warehouseId, rows.map((row) => row.product_id));
    for (const row of rows) {
      const out = subtract('0', row.quantity);
      await moveStock(uow, ctx.create, {
        warehouse_id: warehouseId, product_id: row.product_id, date: item.row['date'] as Date, quantity: out, kind: 'shipment',
        document_entity: item.entity, document_id: item.id, order_line_id: row.order_line_id,
      }, out);
      const held = await consume(ctx, warehouseId, row.order_line_id, { shipmentLineId: row.id, quantity: row.quantity });
      // The tax invoice names one declaration per line; a line typed by hand keeps what was typed.
      const [declaration] = row.customs_declaration_number === null ? await declarationsOf(ctx, row.id) : [];
      if (declaration !== undefined) await ctx.update('warehouse.shipment_line', row.id, { customs_declaration_number: declaration });
      await recordInvoiceShipment(ctx, { order_line_id: row.order_line_id, shipment_line_id: row.id, shipment_date: shipmentDate(ctx), quantity: row.quantity });
      await setLineSupply(ctx, row.order_line_id, { ...(compare(row.quantity, row.remaining) >= 0 ? { supply_state: 'shipped' as const } : {}), reserved_qty: held });
    }
  },
});
