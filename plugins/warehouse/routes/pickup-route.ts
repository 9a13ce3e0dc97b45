import { defineRoute, label, updateRecord } from '../../../core/index.ts';
import { refuseNow, refuseValue } from '../services/refuse.ts';

/** `POST /api/warehouse/orders/:id/pickup-date`: the day a client told the warehouse he would come; orders themselves are the managers' to edit. */
export const pickupRoute = defineRoute<{ readonly pickup_date: string }>({
  method: 'POST',
  path: '/api/warehouse/orders/:id/pickup-date',
  permission: 'shipment.create',
  summary: label('Записать дату приезда клиента', "Note the client's pickup date"),
  body: { type: 'object', additionalProperties: false, required: ['pickup_date'], properties: { pickup_date: { type: 'string', format: 'date' } } },
  async handle(request) {
    const { params, body } = request;
    return request.write(async (uow) => {
      const [order] = await uow.query<{ number: string; status: string }>(`select number, status from crm_customer_order where id = $1 and not deletion_mark`, [params['id']]);
      if (order === undefined) refuseValue('warehouse.order_unknown', '/id');
      if (order.status !== 'to_execute') refuseNow('warehouse.order_not_live', { number: order.number }, ['sales_manager']);
      if (body.pickup_date < uow.today) refuseValue('warehouse.pickup_in_the_past', '/pickup_date');
      return { body: await updateRecord(uow, { entity: 'crm.customer_order', id: params['id'] as string }, { pickup_date: body.pickup_date }) };
    });
  },
});
