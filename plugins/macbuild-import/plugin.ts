import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { MacbuildImportRun, MacbuildOrder, MacbuildOrderLine } from './entities/index.ts';
import { macbuildErrors } from './errors.ts';
import { orderImporter } from './importers/order-importer.ts';
import { macbuildParameters } from './parameters.ts';
import { macbuildPermissions } from './permissions.ts';
import { loadRoute } from './routes/load-route.ts';
import { configureFolder } from './services/watched-folder.ts';
import { unmatchedLinesSubscription } from './subscriptions/unmatched-lines.ts';

export default definePlugin({
  id: 'macbuild-import',
  version: '1.0.0',
  label: label('Загрузка из МакБилда', 'Import from MacBuild'),
  requires: { crm: '^1.0.0' },
  entities: [MacbuildOrder, MacbuildOrderLine, MacbuildImportRun],
  subscriptions: [unmatchedLinesSubscription],
  permissions: macbuildPermissions,
  importers: [orderImporter],
  parameters: macbuildParameters,
  routes: [loadRoute],
  errors: macbuildErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
  start: async ({ config, registry }) => configureFolder(registry, config.settings['macbuild-import']),
});
