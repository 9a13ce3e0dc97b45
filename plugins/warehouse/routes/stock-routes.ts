import { ConflictError, NotFoundError, createRecord, defineRoute, label } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';
import { moveStock } from '../services/stock-register.ts';

interface StockBody {
  readonly warehouse_id: string;
  readonly product_id: string;
  readonly quantity: string;
  readonly kind: 'opening' | 'adjustment';
  readonly date?: string;
}

/** `POST /api/warehouse/stock-movements`: the stock a company starts with, or a correction after a count. Goods held for orders cannot be corrected away. */
export const stockMovementRoute = defineRoute<StockBody>({
  method: 'POST',
  path: '/api/warehouse/stock-movements',
  permission: 'catalog.manage',
  summary: label('Внести начальный остаток или корректировку', 'Enter opening stock or an adjustment'),
  body: {
    type: 'object',
    additionalProperties: false,
    required: ['warehouse_id', 'product_id', 'quantity', 'kind'],
    properties: {
      warehouse_id: { type: 'string', format: 'uuid' },
      product_id: { type: 'string', format: 'uuid' },
      quantity: { type: 'string', format: 'decimal', scale: 3, maxLength: 17 },
      kind: { type: 'string', enum: ['opening', 'adjustment'] },
      date: { type: 'string', format: 'date-time' },
    },
  },
  async handle(request) {
    const { body } = request;
    return request.write(async (uow) => {
      const [goods] = await uow.query<{ kind: string }>(
        `select p.kind from crm_product p, warehouse_warehouse w where p.id = $1 and w.id = $2 and not p.deletion_mark and not w.deletion_mark`,
        [body.product_id, body.warehouse_id],
      );
      if (goods === undefined) throw new NotFoundError();
      if (goods.kind !== 'goods') throw new ConflictError('warehouse.not_goods', warehouseErrors['warehouse.not_goods']);
      const row = await moveStock(uow, async (entity, values) => createRecord(uow, entity, values, { asSystem: true }), {
        warehouse_id: body.warehouse_id,
        product_id: body.product_id,
        quantity: body.quantity,
        kind: body.kind,
        date: body.date === undefined ? uow.now : new Date(body.date),
      });
      return { status: 201, body: row };
    });
  },
});
