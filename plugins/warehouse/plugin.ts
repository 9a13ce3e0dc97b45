import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { acceptanceResult } from './decisions/acceptance-result.ts';
import { shipmentDocuments } from './decisions/shipment-documents.ts';
import { shippingAllowed } from './decisions/shipping-allowed.ts';
import { cancelReceipt } from './effects/cancel-receipt.ts';
import { cancelShipment } from './effects/cancel-shipment.ts';
import { compareWithDelivery } from './effects/compare-with-delivery.ts';
import { noteAcceptance } from './effects/note-acceptance.ts';
import { postReceipt } from './effects/post-receipt.ts';
import { postShipment } from './effects/post-shipment.ts';
import { printArrivalNotice } from './effects/print-arrival-notice.ts';
import { printDiscrepancyAct } from './effects/print-discrepancy-act.ts';
import { printShipmentSet } from './effects/print-shipment-set.ts';
import { resolvePackingList } from './effects/resolve-packing-list.ts';
import { warehouseEntities } from './entities/index.ts';
import { warehouseErrors } from './errors.ts';
import { packingListFacts } from './facts/packing-list-facts.ts';
import { receiptFacts } from './facts/receipt-facts.ts';
import { shipmentFacts } from './facts/shipment-facts.ts';
import { stockInvariants } from './invariants/stock.ts';
import { arrivalNoticeProcess } from './machines/arrival-notice.ts';
import { goodsReceiptProcess } from './machines/goods-receipt.ts';
import { packingListProcess } from './machines/packing-list.ts';
import { shipmentProcess } from './machines/shipment.ts';
import { warehousePermissions } from './permissions.ts';
import { announceRoute, packingListRoute, receiptsRoute } from './routes/delivery-routes.ts';
import { arrivalsRoute, ordersToShipRoute } from './routes/desk-routes.ts';
import { pickupRoute } from './routes/pickup-route.ts';
import { reservationsRoute, stockReportRoute } from './routes/stock-report.ts';
import { stockMovementRoute } from './routes/stock-routes.ts';
import { noticeCard } from './save-rules/notice-card.ts';
import { packingListCard } from './save-rules/packing-list-card.ts';
import { receiptCard } from './save-rules/receipt-card.ts';
import { shipmentCard } from './save-rules/shipment-card.ts';
import { fillSupplyOnOrder } from './subscriptions/fill-supply.ts';
import { refillOnCheck, refillOnResolution } from './subscriptions/refill-receipts.ts';
import { releaseEndedOrder } from './subscriptions/release-ended.ts';

export default definePlugin({
  id: 'warehouse',
  version: '1.0.0',
  label: label('Склад', 'Warehouse'),
  requires: { crm: '^1.0.0', accounting: '^1.0.0' },
  entities: warehouseEntities,
  processes: [packingListProcess, goodsReceiptProcess, shipmentProcess, arrivalNoticeProcess],
  facts: [packingListFacts, receiptFacts, shipmentFacts],
  decisions: [acceptanceResult, shipmentDocuments, shippingAllowed],
  effects: [
    noteAcceptance, compareWithDelivery, resolvePackingList, printDiscrepancyAct, postReceipt, cancelReceipt, postShipment, printShipmentSet, cancelShipment,
    printArrivalNotice,
  ],
  saveRules: [packingListCard, receiptCard, shipmentCard, noticeCard],
  subscriptions: [fillSupplyOnOrder, releaseEndedOrder, refillOnCheck, refillOnResolution],
  permissions: warehousePermissions,
  invariants: stockInvariants,
  routes: [announceRoute, packingListRoute, receiptsRoute, stockMovementRoute, stockReportRoute, reservationsRoute, pickupRoute, arrivalsRoute, ordersToShipRoute],
  errors: warehouseErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
