import { cancelFollowUp, planCall } from './follow-up.ts';
import { convertInquiry, linkInquiry } from './inquiry-effects.ts';
import { cancelLiveOrders, closeInterestWork, rejectInquiry, warnOfUnfinished } from './interest-effects.ts';
import { acceptOffer, expectAnswer } from './offer-effects.ts';
import { checkRefusalReason, fixReleaseTerms, giveUpRemainderEffect, issueInvoiceEffect, refreshInvoiceEffect, renderServices, settleCancelledOrder } from './order-effects.ts';
import { registerClient } from './register-client.ts';
import { askStageControl } from './stage-control.ts';
import { closeAgreement, markOverdue } from './timer-effects.ts';

/** Effects that the plugin's processes and a company's regulation may order. */
export const crmEffects = [
  askStageControl, cancelLiveOrders, closeInterestWork, rejectInquiry, warnOfUnfinished, convertInquiry, linkInquiry, registerClient,
  issueInvoiceEffect, refreshInvoiceEffect, fixReleaseTerms, settleCancelledOrder, giveUpRemainderEffect, renderServices, checkRefusalReason, expectAnswer, acceptOffer,
  planCall, cancelFollowUp, markOverdue, closeAgreement,
] as const;
