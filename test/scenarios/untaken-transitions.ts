/**
 * Live transitions that no scenario of any company takes, each with the reason. A new one fails the run until a scenario takes it or it is explained
 * here; one that has come to be taken is named by the run and belongs struck off.
 */
export const UNTAKEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'contracts.contract': {
    'K-01-S': 'the history names the first start that leads into a state, K-01, whichever of the two was taken',
  },
  'core.approval': {
    'AP-08R': 'no story has the system ask again after a return; people do (AP-08)',
  },
  'core.reminder': {
    'RM-02R': 'nothing the regulations order ticks a reminder off',
  },
  'core.task': {
    'TK-04R': 'no story hands a task over on the system’s order',
    'TK-06': 'no regulation orders the schedule core.escalate_overdue',
  },
  'crm.customer_order': {
    'O-42.settled': 'no story settles an order out of its turn',
  },
  'crm.interest': {
    'I-26.goods_in_stock': 'stages fall back only where a company says so (regress: back_to_first_unmet); none does',
    'I-26.invoice_sent': 'as I-26.goods_in_stock',
    'I-26.issue_invoice': 'as I-26.goods_in_stock',
    'I-26.order_placed': 'as I-26.goods_in_stock',
    'I-26.order_to_place': 'as I-26.goods_in_stock',
    'I-26.ready_to_ship': 'as I-26.goods_in_stock',
    'PR-04-L': 'losing a deal ends its work first (crm.close_interest_work); the row is a safety net',
  },
};
