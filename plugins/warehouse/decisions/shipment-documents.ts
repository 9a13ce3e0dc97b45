import { defineDecision, label } from '../../../core/index.ts';

/** Which closing documents go with a shipment, and in how many copies; every row that fits adds its own. */
export const shipmentDocuments = defineDecision({
  id: 'warehouse.shipment_documents',
  label: label('Комплект документов на отгрузку', 'Set of shipping documents'),
  facts: {
    delivery_method: { type: 'string' },
    with_warranty: { type: 'boolean' },
    with_certificates: { type: 'boolean' },
  },
  outcome: { document: { type: 'string' }, copies: { type: 'number', integer: true } },
});
