import { agreementProcess } from './agreement.ts';
import { commercialOfferProcess } from './commercial-offer.ts';
import { customerOrderProcess } from './customer-order.ts';
import { inquiryProcess } from './inquiry.ts';
import { interactionProcess } from './interaction.ts';
import { interestProcess } from './interest.ts';
import { invoiceProcess } from './invoice.ts';
import { partnerProcess } from './partner.ts';

/** Every process of the plugin, parents before children. */
export const crmProcesses = [
  partnerProcess, agreementProcess, inquiryProcess, interestProcess, interactionProcess, customerOrderProcess, invoiceProcess, commercialOfferProcess,
] as const;
