import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { storeKpisEffect } from './effects/store-kpis.ts';
import { KpiValue, SavedReport } from './entities/index.ts';
import { analyticsErrors } from './errors.ts';
import { analyticsPermissions } from './permissions.ts';
import { processCostsRoute, runCostsRoute } from './routes/cost-routes.ts';
import { kpiItemsRoute, kpiRoute, kpiTableRoute, kpiValuesRoute } from './routes/kpi-routes.ts';
import { documentRegisterRoute } from './routes/register-route.ts';
import { availableReportsRoute, previewRoute, runReportRoute } from './routes/report-routes.ts';
import { funnelRoute, managersRoute, stagesRoute, unprocessedRoute } from './routes/sales-routes.ts';
import { savedReportCard } from './save-rules/saved-report-card.ts';
import { nightly } from './schedules/nightly.ts';

export default definePlugin({
  id: 'analytics',
  version: '1.0.0',
  label: label('Аналитика', 'Analytics'),
  requires: { crm: '^1.0.0' },
  entities: [KpiValue, SavedReport],
  effects: [storeKpisEffect],
  saveRules: [savedReportCard],
  schedules: [nightly],
  permissions: analyticsPermissions,
  routes: [
    kpiTableRoute, kpiRoute, kpiItemsRoute, kpiValuesRoute, funnelRoute, managersRoute, stagesRoute, unprocessedRoute, processCostsRoute, runCostsRoute,
    availableReportsRoute, runReportRoute, previewRoute, documentRegisterRoute,
  ],
  errors: analyticsErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
