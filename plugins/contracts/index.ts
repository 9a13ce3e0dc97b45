/** What other plugins may use of the contracts: the entities, and the contract a deal rests on. */
export { ArchiveRecord, Contract, DisagreementItem, DisagreementProtocol } from './entities/index.ts';
export type { ArchiveRecordRow, ContractRow, DisagreementItemRow, DisagreementProtocolRow } from './entities/index.ts';
export { CONCLUSION_MAP, contractsInForce } from './services/contract-in-force.ts';
export type { ContractAnswer, ContractQuestion } from './services/contract-in-force.ts';
export { contractHolders } from './services/contract-holders.ts';
export type { ContractHolder } from './services/contract-holders.ts';
