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
    'RM-02': 'no story has a person tick a reminder off; payment cancels them',
    'RM-02R': 'nothing the regulations order ticks a reminder off',
  },
  'core.task': {
    'TK-04R': 'no story hands a task over on the system’s order',
    'TK-05': 'no story gives a task back to its role',
    'TK-06': 'no story leaves a task overdue until the schedule reports it',
  },
  'crm.counterparty': {
    'K-34': 'no story revokes the approval of a counterparty',
  },
  'crm.customer_order': {
    'O-19': 'in the stories goods come in through customs (O-18); the row for other ways of coming in has none',
    'O-21': 'no story cancels the last shipment of an order',
    'O-22': 'no story uncovers a line that was placed',
    'O-23': 'no story cancels a receipt whose goods were for an order in stock',
    'O-42.awaiting_deferred_payment': 'the status falls back only when something is taken back; no story takes back a payment of shipped goods',
    'O-42.settled': 'no story settles an order out of its turn',
    'O-42.shipping': 'no story takes back part of a shipment',
  },
  'crm.interest': {
    'I-26.goods_in_stock': 'stages fall back only where a company says so (regress: back_to_first_unmet); none does',
    'I-26.invoice_sent': 'as I-26.goods_in_stock',
    'I-26.issue_invoice': 'as I-26.goods_in_stock',
    'I-26.order_placed': 'as I-26.goods_in_stock',
    'I-26.order_to_place': 'as I-26.goods_in_stock',
    'I-26.ready_to_ship': 'as I-26.goods_in_stock',
    'PR-01-H': 'in the stories the offer’s acceptance starts the contract process, not a person',
    'PR-04-L': 'no story loses a deal while its contract process runs',
  },
  'customs.customs_declaration': {
    'CD-03': 'no story cancels a declaration',
    'CD-03.draft': 'no story gives up the draft of a declaration',
  },
  'supply.supplier_order': {
    'SO-07.back': 'no story cancels the receipt of a supplier order',
    'SO-08': 'no story cancels a supplier order',
    'SO-09': 'no story takes a supplier order out of its truck again',
  },
  'supply.truck': {
    'TR-01.plan': 'no story changes the plan of a truck',
    'TR-03.move': 'no story moves a line to another truck',
    'TR-04.print': 'no story prints the invoices of a truck a second time',
    'TR-08.back': 'no story cancels the receipt of a truck',
    'TR-09': 'no story cancels a truck',
    'TR-10': 'no story recalls a posted truck',
  },
  'warehouse.goods_receipt': {
    'GR-03.draft': 'no story gives up the draft of a receipt',
  },
  'warehouse.shipment': {
    'SH-03': 'no story hands the closing documents over',
  },
};
