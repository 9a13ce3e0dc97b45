import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { shippingAllowed } from './decisions/shipping-allowed.ts';
import { cancelShipment } from './effects/cancel-shipment.ts';
import { postShipment } from './effects/post-shipment.ts';
import { printArrivalNotice } from './effects/print-arrival-notice.ts';
import { warehouseEntities } from './entities/index.ts';
import { warehouseErrors } from './errors.ts';
import { shipmentFacts } from './facts/shipment-facts.ts';
import { stockInvariants } from './invariants/stock.ts';
import { arrivalNoticeProcess } from './machines/arrival-notice.ts';
import { shipmentProcess } from './machines/shipment.ts';
import { warehousePermissions } from './permissions.ts';
import { stockMovementRoute } from './routes/stock-routes.ts';
import { noticeCard } from './save-rules/notice-card.ts';
import { shipmentCard } from './save-rules/shipment-card.ts';
import { fillSupplyOnOrder } from './subscriptions/fill-supply.ts';
import { releaseEndedOrder } from './subscriptions/release-ended.ts';

export default definePlugin({
  id: 'warehouse',
  version: '1.0.0',
  label: label('Склад', 'Warehouse'),
  requires: { crm: '^1.0.0', accounting: '^1.0.0' },
  entities: warehouseEntities,
  processes: [shipmentProcess, arrivalNoticeProcess],
  facts: [shipmentFacts],
  decisions: [shippingAllowed],
  effects: [postShipment, cancelShipment, printArrivalNotice],
  saveRules: [shipmentCard, noticeCard],
  subscriptions: [fillSupplyOnOrder, releaseEndedOrder],
  permissions: warehousePermissions,
  invariants: stockInvariants,
  routes: [stockMovementRoute],
  errors: warehouseErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
