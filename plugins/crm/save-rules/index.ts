import { bankAccountRule } from './bank-accounts.ts';
import { counterpartyRule } from './counterparties.ts';
import { customerOrderRule } from './customer-order.ts';
import { commercialOfferRule, interactionRule, interestRule } from './deals.ts';
import { inquiryRule } from './inquiries.ts';
import { contactDetailRule, contactPersonRule, partnerRule } from './partners.ts';
import { agreementRule, invoiceRule, productRule } from './terms.ts';

/** Defaults, checks and computed columns of the plugin's entities. */
export const crmSaveRules = [
  partnerRule, contactPersonRule, contactDetailRule, counterpartyRule, bankAccountRule, inquiryRule, interestRule, interactionRule, agreementRule, productRule,
  customerOrderRule, commercialOfferRule, invoiceRule,
] as const;
