import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { contractDecisions } from './decisions/contract-decisions.ts';
import { contractsEffects } from './effects/index.ts';
import { contractsEntities } from './entities/index.ts';
import { contractsErrors } from './errors.ts';
import { contractFacts } from './facts/contract-facts.ts';
import { counterpartyFacts } from './facts/counterparty-facts.ts';
import { interestContractFacts, orderContractFacts } from './facts/deal-facts.ts';
import { protocolFacts } from './facts/protocol-facts.ts';
import { supplierPapersFacts } from './facts/supplier-papers.ts';
import { contractsInvariants } from './invariants/index.ts';
import { contractProcess } from './machines/contract.ts';
import { counterpartyProcess } from './machines/counterparty.ts';
import { protocolProcess } from './machines/protocol.ts';
import { contractsPermissions } from './permissions.ts';
import { contractRegister } from './routes/contract-register.ts';
import { contractPortfolio } from './routes/contract-portfolio.ts';
import { contractCard } from './save-rules/contract-card.ts';
import { protocolCard } from './save-rules/protocol-card.ts';
import { formSnapshot, protocolSnapshot } from './save-rules/snapshots.ts';
import { expiredContracts } from './schedules/expired-contracts.ts';
import { expiringContracts, expiringUnattended } from './schedules/expiring-contracts.ts';
import { finishTasks } from './subscriptions/finish-tasks.ts';
import { followConclusion } from './subscriptions/follow-conclusion.ts';
import { followReviews } from './subscriptions/follow-reviews.ts';
import { newClientContract } from './subscriptions/new-client-contract.ts';
import { reconsiderDeals } from './subscriptions/reconsider-deals.ts';

export default definePlugin({
  id: 'contracts',
  version: '1.0.0',
  label: label('Договоры', 'Contracts'),
  requires: { crm: '^1.0.0' },
  entities: contractsEntities,
  processes: [contractProcess, protocolProcess, counterpartyProcess],
  facts: [contractFacts, protocolFacts, counterpartyFacts, interestContractFacts, orderContractFacts, supplierPapersFacts],
  decisions: contractDecisions,
  effects: contractsEffects,
  saveRules: [contractCard, protocolCard, ...formSnapshot, ...protocolSnapshot],
  schedules: [expiredContracts, expiringContracts, expiringUnattended],
  subscriptions: [...followReviews, ...followConclusion, ...finishTasks, newClientContract, ...reconsiderDeals],
  permissions: contractsPermissions,
  invariants: contractsInvariants,
  routes: [contractRegister, contractPortfolio],
  errors: contractsErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
