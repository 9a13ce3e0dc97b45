export { Contract, ArchiveRecord } from './entities/index.ts';
export type { ArchiveRecordRow, ContractRow } from './entities/index.ts';
export { CONCLUSION_MAP, contractsInForce } from './services/contract-in-force.ts';
export type { ContractAnswer, ContractQuestion } from './services/contract-in-force.ts';
