import { defineEffect, label } from '../../../core/index.ts';
import { storeKpis } from '../services/store-kpis.ts';

/** Keeps the KPIs of the present and the just closed period, and tells of what the closed one has missed. */
export const storeKpisEffect = defineEffect({
  id: 'analytics.store_kpis',
  label: label('Рассчитать и запомнить показатели', 'Compute and keep the KPIs'),
  entity: 'core.user',
  params: { type: 'object', additionalProperties: false },
  run: async (_params, context) => void (await storeKpis(context)),
});
