import { definePlugin } from '../../core/index.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { processMapRoute } from './routes/process-map-route.ts';

export default definePlugin({
  id: 'web',
  version: '1.0.0',
  label: { ru: 'Рабочее место', en: 'Workplace' },
  routes: [...pageRoutes, processMapRoute],
});
