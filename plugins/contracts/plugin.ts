import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { contractDecisions } from './decisions/contract-decisions.ts';
import { applyAnswer } from './effects/apply-answer.ts';
import { closeExpired } from './effects/close-expired.ts';
import { fileToArchive } from './effects/file-to-archive.ts';
import { printContract } from './effects/print-contract.ts';
import { recordRegistryCheck } from './effects/record-registry-check.ts';
import { requestData } from './effects/request-data.ts';
import { signForCompany } from './effects/sign-for-company.ts';
import { contractsEntities } from './entities/index.ts';
import { contractsErrors } from './errors.ts';
import { contractFacts } from './facts/contract-facts.ts';
import { counterpartyFacts } from './facts/counterparty-facts.ts';
import { interestContractFacts, orderContractFacts } from './facts/deal-facts.ts';
import { contractProcess } from './machines/contract.ts';
import { counterpartyProcess } from './machines/counterparty.ts';
import { contractsPermissions } from './permissions.ts';
import { contractCard } from './save-rules/contract-card.ts';
import { expiredContracts } from './schedules/expired-contracts.ts';
import { followConclusion } from './subscriptions/follow-conclusion.ts';
import { reconsiderDeals } from './subscriptions/reconsider-deals.ts';

export default definePlugin({
  id: 'contracts',
  version: '1.0.0',
  label: label('Договоры', 'Contracts'),
  requires: { crm: '^1.0.0' },
  entities: contractsEntities,
  processes: [contractProcess, counterpartyProcess],
  facts: [contractFacts, counterpartyFacts, interestContractFacts, orderContractFacts],
  decisions: contractDecisions,
  effects: [applyAnswer, closeExpired, fileToArchive, printContract, recordRegistryCheck, requestData, signForCompany],
  saveRules: [contractCard],
  schedules: [expiredContracts],
  subscriptions: [...followConclusion, ...reconsiderDeals],
  permissions: contractsPermissions,
  errors: contractsErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  defaults: new URL('./defaults.yaml', import.meta.url),
});
