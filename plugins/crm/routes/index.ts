import { dealDocuments } from './deal-documents.ts';
import { dealGates } from './deal-gates.ts';
import { dealPlan } from './deal-plan.ts';
import { contactFromInteraction, interestFromInteraction, nextInteraction } from './from-interaction.ts';
import { inquiryClients } from './inquiry-clients.ts';
import { interactionChain } from './interaction-chain.ts';
import { logInteraction } from './log-interaction.ts';
import { orderChain, reissueOrder } from './reissue-order.ts';
import { dealRelations, individualRelations, partnerRelations } from './relations.ts';
import { similarPartners } from './similar-partners.ts';
import { unprocessedInteractions } from './unprocessed-interactions.ts';

/** Operations beyond the common ones that every entity has. */
export const crmRoutes = [
  similarPartners, inquiryClients, logInteraction, unprocessedInteractions, interactionChain, contactFromInteraction, interestFromInteraction, nextInteraction,
  dealDocuments, dealGates, dealPlan, dealRelations, partnerRelations, individualRelations, reissueOrder, orderChain,
];
