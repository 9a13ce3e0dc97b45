import { defineFacts, label } from '../../../core/index.ts';
import { draftPayments } from '../services/draft-payments.ts';

/** What a month still waits for before it may be closed. */
export const periodFacts = defineFacts({
  entity: 'accounting.period_close',
  facts: { draft_payments: { type: 'number', integer: true, label: label('Непроведённых платежей', 'Payments not posted') } },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; organization_id: string; month: string }>(`select id, organization_id, month from accounting_period_close where id = any($1::uuid[])`, [ids]);
    const facts = new Map<string, Readonly<Record<string, unknown>>>();
    for (const row of rows) facts.set(row.id, { draft_payments: await draftPayments(uow, row.organization_id, row.month) });
    return facts;
  },
});
