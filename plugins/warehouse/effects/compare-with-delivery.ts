import { defineEffect, label, openTask } from '../../../core/index.ts';
import { deliveryDifferences } from '../services/acceptance.ts';

/** A list that agrees with the goods may still disagree with the papers of the delivery; the logistician is asked to look, once for each list. */
export const compareWithDelivery = defineEffect({
  id: 'warehouse.compare_with_delivery',
  label: label('Сравнить с документом поставки', 'Compare with the delivery'),
  entity: 'warehouse.packing_list',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const found = await deliveryDifferences(ctx.uow, ctx.item.id);
    if (found.length === 0) return;
    const words = found.map((one) => `${one.product}: ${one.expected} → ${one.accepted}`).join('; ').slice(0, 4000);
    await openTask(ctx, {
      kind: 'discrepancy',
      role: 'logistician',
      title: label('Поставка {delivery_number}: принято не столько, сколько в её документах', 'Delivery {delivery_number}: not as much was accepted as its papers say'),
      description: { ru: `По документам → принято. ${words}`, en: `By the papers → accepted. ${words}` },
      // The list itself is done with; the question is about the delivery.
      subject: { entity: 'warehouse.expected_delivery', id: String(ctx.item.row['delivery_id']) },
      dedupKey: `delivery_differs:${ctx.item.id}`,
      ruleCode: 'PL-02',
    });
  },
});
