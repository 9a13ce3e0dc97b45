import type { EffectContext } from '../../../core/index.ts';
import { defineSubscription, label, openTask, sendToOpenTasks } from '../../../core/index.ts';

const keyOf = (orderId: string): string => `macbuild_import.create_product:${orderId}`;

/** Lines of the file take the product that a person has put into the row of the order. */
async function takeProducts(context: EffectContext): Promise<void> {
  await context.uow.query(
    `update macbuild_import_macbuild_order_line l set product_id = o.product_id, version = l.version + 1, updated_at = $2
       from macbuild_import_macbuild_order m, crm_customer_order_line o
      where m.customer_order_id = $1 and l.macbuild_order_id = m.id and l.is_empty and o.order_id = $1 and o.macbuild_line_no = l.line_no and not o.is_unmatched and l.product_id is distinct from o.product_id`,
    [context.item.id, context.uow.now],
  );
}

/**
 * While a row of an order has no product, its manager has the task «Создать номенклатуру»; it is done when each row has one. The rows themselves
 * keep the order from being posted.
 * @see 001 §2.3 (P2.3-7)
 */
export const unmatchedLinesSubscription = defineSubscription({
  id: 'macbuild_import.unmatched_lines',
  on: 'customer_order.updated',
  async run(_event, context) {
    const { item, uow } = context;
    if ((item.row['macbuild_number'] ?? null) === null) return;
    const rows = await uow.query<{ macbuild_line_no: number | null; line_no: number }>('select macbuild_line_no, line_no from crm_customer_order_line where order_id = $1 and is_unmatched order by line_no', [item.id]);
    if (rows.length === 0) {
      await takeProducts(context);
      await sendToOpenTasks(context, 'dedup_key = $1', [keyOf(item.id)], 'task.done');
      return;
    }
    const numbers = rows.map((row) => row.line_no).join(', ');
    await openTask(context, {
      kind: 'create_product',
      title: label('Создать номенклатуру', 'Create a product'),
      description: label(`В заказе нет номенклатуры для строк МакБилда: ${numbers}. Создайте её и подставьте в строки; до этого заказ не проводится.`, `The order has MacBuild rows without a product: ${numbers}. Create it and put it into the rows; until then the order cannot be posted.`),
      subject: { entity: item.entity, id: item.id },
      userId: (item.row['manager_id'] as string | null) ?? null,
      dedupKey: keyOf(item.id),
      ruleCode: 'P2.3-7',
    });
  },
});
