import { approvalMoved, approvalRequested } from './approval-subscriptions.ts';
import { clientClassified, clientRegistered, counterpartyApproved, interactionChanged, interactionMoved, interactionPlanned } from './interest-subscriptions.ts';
import { invoiceJoined, paymentAnnounced, paymentReversed, shipmentReversed } from './invoice-subscriptions.ts';
import { planItemChanged, planItemMade, planTaskMoved } from './work-plan-subscriptions.ts';
import { approvalAskedForChanged, approvalAskedForNew, orderColumnsMirrored, orderEventDated, orderStageMirrored, orderStatusMirrored, pickupDateNoted } from './order-subscriptions.ts';

/** What the plugin does when it hears of something, in the same transaction. */
export const crmSubscriptions = [
  orderStatusMirrored, orderStageMirrored, orderEventDated, orderColumnsMirrored, pickupDateNoted, approvalAskedForNew, approvalAskedForChanged, approvalRequested, approvalMoved,
  invoiceJoined, paymentAnnounced, paymentReversed, shipmentReversed, interactionPlanned, interactionMoved, interactionChanged, clientRegistered, clientClassified, counterpartyApproved, planItemMade, planItemChanged, planTaskMoved,
] as const;
