import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { clearGoods, withholdGoods } from './effects/release-goods.ts';
import { customsEntities } from './entities/index.ts';
import { customsErrors } from './errors.ts';
import { declarationFacts } from './facts/declaration-facts.ts';
import { customsInvariants } from './invariants/declared-receipts.ts';
import { customsDeclarationProcess } from './machines/customs-declaration.ts';
import { customsPermissions } from './permissions.ts';
import { declarationCard } from './save-rules/declaration-card.ts';

export default definePlugin({
  id: 'customs',
  version: '1.0.0',
  label: label('Таможня', 'Customs'),
  requires: { crm: '^1.0.0', warehouse: '^1.0.0', accounting: '^1.0.0' },
  entities: customsEntities,
  processes: [customsDeclarationProcess],
  facts: [declarationFacts],
  effects: [clearGoods, withholdGoods],
  saveRules: [declarationCard],
  permissions: customsPermissions,
  invariants: customsInvariants,
  errors: customsErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
