import type { ImporterDefinition, UnitOfWork } from '../../../core/index.ts';
import { NotFoundError, label } from '../../../core/index.ts';
import { loadOrder, noteRun } from '../services/load-order.ts';

/** The order a person names, by its id or by its number. */
async function orderIdOf(uow: UnitOfWork, named: unknown): Promise<string | undefined> {
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(String(named));
  const [row] = await uow.query<{ id: string }>(`select id from crm_customer_order where ${isId ? 'id::text' : 'number'} = $1 order by date desc limit 1`, [named]);
  return row?.id;
}

/** Loads a file of MacBuild into a customer order; `order` is its id or number, `number` the MacBuild number that the file must have. */
export const orderImporter: ImporterDefinition = {
  id: 'macbuild_import.order',
  label: label('Заказ МакБилд', 'MacBuild order'),
  permission: 'macbuild.load',
  accept: ['.xlsx', '.csv', '.xml'],
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['order'],
    properties: { order: { type: 'string', minLength: 1, maxLength: 50 }, number: { type: 'string', minLength: 1, maxLength: 30 } },
  },
  paramLabels: { order: label('Номер заказа клиента', 'Number of the customer order'), number: label('Номер в МакБилде', 'Number in MacBuild') },
  async run(file, context) {
    const orderId = await orderIdOf(context.uow, context.params['order']);
    if (orderId === undefined) throw new NotFoundError();
    return { ...(await loadOrder(orderId, (context.params['number'] as string | undefined) ?? null, file, context)) };
  },
  async noteRefusal(file, { uow, params, reason }) {
    const orderId = await orderIdOf(uow, params['order']);
    if (orderId === undefined) return;
    await noteRun(uow, { customer_order_id: orderId, macbuild_number: (params['number'] as string | undefined) ?? null, file_name: file.name.slice(0, 255), state: 'failed', error: reason.ru });
  },
};
