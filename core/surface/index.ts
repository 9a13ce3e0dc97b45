export { entityPath, entityRoutes } from './entity-routes.ts';
export { exportRoute } from './export-route.ts';
export { inLanguage, processRoutes } from './process-routes.ts';
export { uiRoute } from './ui-route.ts';
