import { defineRoute, label } from '../../../core/index.ts';
import { arrivalsOf, ordersToShip } from '../services/desk.ts';

/** `GET /api/warehouse/arrivals`: deliveries on the way or here whose goods nobody has checked to the end. */
export const arrivalsRoute = defineRoute({
  method: 'GET',
  path: '/api/warehouse/arrivals',
  permission: 'signed_in',
  summary: label('Поставки, ждущие приёмки', 'Deliveries waiting for acceptance'),
  async handle(request) {
    return request.read(async (uow) => ({ body: { data: await arrivalsOf(uow) } }));
  },
});

/** `GET /api/warehouse/orders-to-ship`: orders of which something may leave now; those goods are held for, but that may not, stand under `blocked` with the reasons. */
export const ordersToShipRoute = defineRoute({
  method: 'GET',
  path: '/api/warehouse/orders-to-ship',
  permission: 'shipment.create',
  summary: label('Заказы, готовые к отгрузке', 'Orders ready to ship'),
  async handle(request) {
    const orders = await request.read((uow) => ordersToShip(uow));
    const said = orders.map((order) => ({ ...order, reasons: order.reasons.map((one) => ({ code: one.code, message: one.message[request.locale] })) }));
    return { body: { data: said.filter((order) => order.reasons.length === 0), blocked: said.filter((order) => order.reasons.length > 0) } };
  },
});
