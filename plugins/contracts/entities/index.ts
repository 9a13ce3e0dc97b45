import { ArchiveRecord } from './archive-record.ts';
import { Contract } from './contract.ts';

export { ArchiveRecord } from './archive-record.ts';
export type { ArchiveRecordRow } from './archive-record.ts';
export { Contract } from './contract.ts';
export type { ContractRow } from './contract.ts';
export {
  ARCHIVE_MEDIA,
  CONTRACT_FORMS,
  CONTRACT_KINDS,
  CONTRACT_ROUTES,
  CONTRACT_STATUSES,
  CONTRACT_STATUS_GROUPS,
  SETTLEMENT_DETAILS,
} from './enums.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const contractsEntities = [Contract, ArchiveRecord] as const;
