import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { crmDecisions } from './decisions/index.ts';
import { crmEffects } from './effects/index.ts';
import { crmEntities } from './entities/index.ts';
import { crmErrors } from './errors.ts';
import { crmFacts } from './facts/index.ts';
import { companyListParameters, crmImporters } from './importers/index.ts';
import { crmInvariants } from './invariants/index.ts';
import { crmProcesses } from './machines/index.ts';
import { offerSnapshot } from './orders/offer-snapshot.ts';
import { crmPermissions } from './permissions.ts';
import { crmRoutes } from './routes/index.ts';
import { crmSaveRules } from './save-rules/index.ts';
import { crmSchedules } from './schedules/index.ts';
import { DefaultPartnerMatcher, PartnerMatcherToken } from './services/partner-matcher.ts';
import { crmSubscriptions } from './subscriptions/index.ts';

export default definePlugin({
  id: 'crm',
  version: '1.0.0',
  label: label('Продажи', 'Sales'),
  entities: crmEntities,
  processes: crmProcesses,
  facts: crmFacts,
  decisions: crmDecisions,
  effects: crmEffects,
  saveRules: [...crmSaveRules, ...offerSnapshot],
  schedules: crmSchedules,
  subscriptions: crmSubscriptions,
  permissions: crmPermissions,
  invariants: crmInvariants,
  importers: crmImporters,
  parameters: companyListParameters,
  services: [{ token: PartnerMatcherToken, useClass: DefaultPartnerMatcher }],
  routes: crmRoutes,
  errors: crmErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
