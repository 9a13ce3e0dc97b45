import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { claimsEffects } from './effects/index.ts';
import { claimsEntities } from './entities/index.ts';
import { claimsErrors } from './errors.ts';
import { claimFacts } from './facts/claim-facts.ts';
import { claimsInvariants } from './invariants/index.ts';
import { claimProcess } from './machines/claim.ts';
import { claimsPermissions } from './permissions.ts';
import { claimFromInteraction } from './routes/from-interaction.ts';
import { publicRoutes } from './routes/public-routes.ts';
import { reportRoutes } from './routes/report-routes.ts';
import { selfServiceRoutes } from './routes/self-service-routes.ts';
import { claimCard } from './save-rules/claim-card.ts';
import { publicFormKey } from './save-rules/public-form.ts';
import { accountContact } from './save-rules/self-service-account.ts';
import { overdueClaims } from './schedules/overdue-claims.ts';
import { claimsSubscriptions } from './subscriptions/index.ts';

export default definePlugin({
  id: 'claims',
  version: '1.0.0',
  label: label('Претензии', 'Claims'),
  requires: { crm: '^1.0.0' },
  entities: claimsEntities,
  processes: [claimProcess],
  facts: [claimFacts],
  effects: claimsEffects,
  saveRules: [claimCard, publicFormKey, accountContact],
  schedules: [overdueClaims],
  subscriptions: claimsSubscriptions,
  permissions: claimsPermissions,
  invariants: claimsInvariants,
  routes: [claimFromInteraction, ...reportRoutes, ...selfServiceRoutes, ...publicRoutes],
  errors: claimsErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
