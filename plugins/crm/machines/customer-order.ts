import { defineProcess, label } from '../../../core/index.ts';
import { ORDER_CLIENT_STATUSES, ORDER_STAGES, ORDER_STATUSES } from '../enums/index.ts';
import { clientStatusTransitions } from './order-client-status.ts';
import { stageTransitions } from './order-stage.ts';
import { statusTransitions } from './order-status.ts';
import { statesOf } from './states.ts';

/**
 * A customer order in three parallel fields: `status` (people's decisions), `execution_stage` (supply), `client_status` (always what R-12 answers).
 * @see 001 §2.3–2.4, §3.2–3.3, §4.1–4.3, §5.1–5.2
 */
export const customerOrderProcess = defineProcess({
  id: 'crm.customer_order',
  label: label('Заказ клиента', 'Customer order'),
  parent: { entity: 'crm.interest', via: 'interest_id' },
  regions: {
    status: { field: 'status', initial: 'on_approval', label: label('Статус', 'Status'), states: statesOf(ORDER_STATUSES, { final: ['closed', 'cancelled'] }) },
    execution_stage: {
      field: 'execution_stage', initial: 'not_placed', enteredAt: 'stage_date', label: label('Стадия выполнения', 'Execution stage'),
      // Goods on the road are a stage only where the company switches it on.
      states: statesOf(ORDER_STAGES, { disabled: ['in_transit'] }),
    },
    client_status: { field: 'client_status', initial: 'awaiting_agreement', label: label('Статус со стороны клиента', 'Client-side status'), states: statesOf(ORDER_CLIENT_STATUSES) },
  },
  transitions: { ...statusTransitions, ...stageTransitions, ...clientStatusTransitions() },
});
