import { defineSnapshot } from '../../../core/index.ts';
import { POINT_COLUMNS } from '../services/live-protocol.ts';

/**
 * What a reviewer of the counterparty's form consents to: whose contract, for how much, and the very file he saw. His signature limit is not asked for:
 * to read a text is not to sign it, and R-05b names reviewers of contracts that others sign.
 */
export const formSnapshot = defineSnapshot({
  entity: 'contracts.contract',
  columns: ['counterparty_id', 'organization_id', 'currency_id', 'amount', 'form', 'form_file_id'],
});

/** What a reviewer of a protocol consents to: every point with its wordings and its decision. */
export const protocolSnapshot = defineSnapshot({
  entity: 'contracts.disagreement_protocol',
  columns: ['contract_id', 'round_no'],
  sections: { items: { entity: 'contracts.disagreement_item', via: 'protocol_id', columns: POINT_COLUMNS } },
});
