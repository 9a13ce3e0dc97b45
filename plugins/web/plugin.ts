import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { View } from './entities/view.ts';
import { webErrors } from './errors.ts';
import { webPermissions } from './permissions.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { processMapRoute } from './routes/process-map-route.ts';
import { processStepsRoute, regulationRoute } from './routes/regulation-routes.ts';
import { viewRoutes } from './routes/view-routes.ts';
import { viewRule } from './save-rules/view-rule.ts';

export default definePlugin({
  id: 'web',
  version: '1.0.0',
  label: label('Рабочее место', 'Workplace'),
  entities: [View],
  saveRules: [viewRule],
  permissions: webPermissions,
  routes: [...pageRoutes, processMapRoute, regulationRoute, processStepsRoute, ...viewRoutes],
  errors: webErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
});
