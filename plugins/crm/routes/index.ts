import { inquiryClients } from './inquiry-clients.ts';
import { logInteraction } from './log-interaction.ts';
import { similarPartners } from './similar-partners.ts';

/** Operations beyond the common ones that every entity has. */
export const crmRoutes = [similarPartners, inquiryClients, logInteraction];
