import { callFacts } from './call-facts.ts';
import { interestFacts } from './interest-facts.ts';
import { invoiceFacts } from './invoice-facts.ts';
import { orderFacts } from './order-facts.ts';
import { orderTermsFacts } from './order-terms-facts.ts';
import { counterpartyFacts, offerFacts } from './other-facts.ts';

export { orderFigures } from './order-figures.ts';
export type { OrderFigures } from './order-figures.ts';

/** Every source of facts of the plugin. */
export const crmFacts = [interestFacts, orderFacts, orderTermsFacts, callFacts, invoiceFacts, offerFacts, counterpartyFacts] as const;
