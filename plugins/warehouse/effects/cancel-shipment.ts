import { defineEffect, label } from '../../../core/index.ts';
import { reverseInvoiceShipment, setLineSupply } from '../../crm/index.ts';
import { shipmentRows } from '../services/shipment-rows.ts';
import { holdAgain } from '../services/shipped-reservations.ts';
import { lockBalances, moveStock } from '../services/stock-register.ts';

/** Takes a shipment back: a movement of the opposite sign at its own date, as if the goods had never left; they are held for their lines again, the invoice told. */
export const cancelShipment = defineEffect({
  id: 'warehouse.cancel_shipment',
  label: label('Отменить реализацию', 'Cancel a shipment'),
  entity: 'warehouse.shipment',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, uow } = ctx;
    const warehouseId = String(item.row['warehouse_id']);
    const rows = await shipmentRows(ctx);
    await lockBalances(uow, warehouseId, rows.map((row) => row.product_id));
    for (const row of rows) {
      await moveStock(uow, ctx.create, {
        warehouse_id: warehouseId, product_id: row.product_id, date: item.row['date'] as Date, quantity: row.quantity, kind: 'shipment_reversal',
        document_entity: item.entity, document_id: item.id, order_line_id: row.order_line_id,
      }, row.quantity);
      const held = await holdAgain(ctx, warehouseId, { orderLineId: row.order_line_id, productId: row.product_id }, { shipmentLineId: row.id, quantity: row.quantity });
      await reverseInvoiceShipment(ctx, { shipment_line_id: row.id });
      await setLineSupply(ctx, row.order_line_id, { supply_state: 'in_stock', reserved_qty: held });
    }
  },
});
