import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { mayPlaceOrder } from './decisions/may-place.ts';
import { acceptPromise, registerAcknowledgement } from './effects/acknowledgement.ts';
import { expectTruck, sendBreakdowns, tellOrdersOnTheWay } from './effects/dispatch-truck.ts';
import { fillTruck, moveLine, recountTruckEffect, releaseTruck } from './effects/load-truck.ts';
import { markReady } from './effects/mark-ready.ts';
import { placeLines, uncoverLines } from './effects/place-lines.ts';
import { planOrders } from './effects/plan-orders.ts';
import { printTruckForm } from './effects/print-truck-form.ts';
import { supplyEntities } from './entities/index.ts';
import { supplyErrors } from './errors.ts';
import { customerOrderSupplyFacts } from './facts/customer-order-facts.ts';
import { supplierOrderFacts } from './facts/supplier-order-facts.ts';
import { truckFacts } from './facts/truck-facts.ts';
import { supplyInvariants } from './invariants/supply.ts';
import { supplierOrderProcess } from './machines/supplier-order.ts';
import { truckProcess } from './machines/truck.ts';
import { supplyPermissions } from './permissions.ts';
import { registerRoutes } from './routes/register-routes.ts';
import { orderFromLines, ordersToPlace, supplyProposal } from './routes/supplier-order-routes.ts';
import { truckBoardRoute } from './routes/truck-board-route.ts';
import { planTruck, truckCandidates, truckProposal, truckReport } from './routes/truck-routes.ts';
import { breakdownCard } from './save-rules/breakdown-card.ts';
import { ordersRowCard } from './save-rules/register-card.ts';
import { supplierOrderCard } from './save-rules/supplier-order-card.ts';
import { truckCard } from './save-rules/truck-card.ts';
import { truckInvoiceCard } from './save-rules/truck-invoice-card.ts';
import { ordersReady } from './schedules/orders-ready.ts';
import { fillSupplyFromOrders } from './subscriptions/fill-supply.ts';
import { goodsReceiptCancelled, goodsReceived } from './subscriptions/goods-received.ts';
import { releasePromisesOfEndedOrder } from './subscriptions/order-ended.ts';

export default definePlugin({
  id: 'supply',
  version: '1.0.0',
  label: label('Снабжение', 'Supply'),
  requires: { crm: '^1.0.0', warehouse: '^1.0.0' },
  entities: supplyEntities,
  processes: [supplierOrderProcess, truckProcess],
  facts: [supplierOrderFacts, truckFacts, customerOrderSupplyFacts],
  decisions: [mayPlaceOrder],
  effects: [placeLines, uncoverLines, registerAcknowledgement, acceptPromise, markReady, planOrders, fillTruck, moveLine, recountTruckEffect, releaseTruck, printTruckForm, tellOrdersOnTheWay, expectTruck, sendBreakdowns],
  saveRules: [supplierOrderCard, truckCard, truckInvoiceCard, breakdownCard, ordersRowCard],
  schedules: [ordersReady],
  subscriptions: [fillSupplyFromOrders, releasePromisesOfEndedOrder, goodsReceived, goodsReceiptCancelled],
  permissions: supplyPermissions,
  invariants: supplyInvariants,
  routes: [ordersToPlace, supplyProposal, orderFromLines, truckCandidates, truckBoardRoute, truckProposal, planTruck, truckReport, ...registerRoutes],
  errors: supplyErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
