import { ArchiveRecord } from './archive-record.ts';
import { Contract } from './contract.ts';
import { DisagreementItem } from './disagreement-item.ts';
import { DisagreementProtocol } from './disagreement-protocol.ts';

export { ArchiveRecord } from './archive-record.ts';
export type { ArchiveRecordRow } from './archive-record.ts';
export { Contract } from './contract.ts';
export type { ContractRow } from './contract.ts';
export { DisagreementItem } from './disagreement-item.ts';
export type { DisagreementItemRow } from './disagreement-item.ts';
export { DisagreementProtocol } from './disagreement-protocol.ts';
export type { DisagreementProtocolRow } from './disagreement-protocol.ts';
export {
  ARCHIVE_MEDIA,
  CONTRACT_FORMS,
  CONTRACT_KINDS,
  CONTRACT_ROUTES,
  CONTRACT_STATUSES,
  CONTRACT_STATUS_GROUPS,
  POINT_DECISIONS,
  PROTOCOL_ORIGINS,
  PROTOCOL_STATES,
  SETTLEMENT_DETAILS,
} from './enums.ts';

/** Every entity of the plugin, owners before what refers to them. */
export const contractsEntities = [Contract, DisagreementProtocol, DisagreementItem, ArchiveRecord] as const;
