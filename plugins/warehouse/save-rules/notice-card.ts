import { ConflictError, InvalidError, defineSaveRule, fillLabel } from '../../../core/index.ts';
import type { FieldProblem } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

interface Item {
  readonly product_id: string;
  readonly product: string;
  readonly quantity: string;
  readonly length_mm: number | null;
  readonly width_mm: number | null;
  readonly height_mm: number | null;
  readonly gross_weight_kg: string | null;
}

const IN_STOCK = ['in_stock', 'shipped'];

/** A notice is prepared once the goods are in stock, with the sizes of the products unless others are given, and stays as it was sent. */
export const noticeCard = defineSaveRule({
  id: 'warehouse.notice_card',
  entity: 'warehouse.arrival_notice',
  async prepare(draft, { uow, before, given, sections }) {
    if (before?.['state'] === 'sent') {
      if ('lines' in sections || given.has('order_id')) throw new ConflictError('warehouse.notice_is_sent', warehouseErrors['warehouse.notice_is_sent']);
      return;
    }
    if (before !== undefined) return;
    const [order] = await uow.query<{ id: string; execution_stage: string }>(`select id, execution_stage from crm_customer_order where id = $1`, [draft['order_id'] ?? null]);
    if (order === undefined) {
      const message = warehouseErrors['warehouse.order_unknown'];
      throw new InvalidError('warehouse.order_unknown', message, { errors: [{ pointer: '/order_id', code: 'warehouse.order_unknown', message }] });
    }
    if (!IN_STOCK.includes(order.execution_stage)) {
      const message = warehouseErrors['warehouse.order_not_in_stock'];
      throw new ConflictError('warehouse.order_not_in_stock', message, { reasons: [{ code: 'warehouse.order_not_in_stock', message, facts: { execution_stage: order.execution_stage }, who: ['logistician'] }] });
    }
    if (sections['lines'] !== undefined) return;
    const items = await uow.query<Item>(
      `select l.product_id, p.working_name as product, l.quantity - l.shipped_qty - l.cancelled_qty as quantity, p.length_mm, p.width_mm, p.height_mm, p.weight_gross_kg as gross_weight_kg
       from crm_customer_order_line l join crm_product p on p.id = l.product_id and p.kind = 'goods'
       where l.order_id = $1 and l.quantity > l.shipped_qty + l.cancelled_qty order by l.line_no, l.id`,
      [order.id],
    );
    const problems = items.flatMap((item, index): FieldProblem[] => {
      if ([item.length_mm, item.width_mm, item.height_mm].every((size) => size !== null && size > 0)) return [];
      return [{ pointer: `/lines/${index}`, code: 'warehouse.size_missing', message: fillLabel(warehouseErrors['warehouse.size_missing'], { product: item.product }) }];
    });
    if (problems[0] !== undefined) throw new InvalidError('warehouse.size_missing', problems[0].message, { errors: problems });
    sections['lines'] = items.map(({ product: _name, ...item }) => ({ ...item }));
  },
});
