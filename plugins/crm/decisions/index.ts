import { dealDecisions } from './deal-decisions.ts';
import { orderDecisions } from './order-decisions.ts';

/** Every question the plugin asks its regulation; the tables that answer stand in `defaults.yaml`. */
export const crmDecisions = [...dealDecisions, ...orderDecisions];
