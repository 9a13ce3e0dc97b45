import { defineFacts, label } from '../../../core/index.ts';
import { inClosedMonth } from '../services/closed-months.ts';

/** What stands against a payment's posting, and what the accountant is warned of. */
export const paymentFacts = defineFacts({
  entity: 'accounting.payment',
  facts: {
    month_closed: { type: 'boolean', label: label('Месяц закрыт', 'The month is closed') },
    third_party_payer: { type: 'boolean', label: label('Платит третье лицо', 'A third party pays') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; organization_id: string | null; date: string; third_party: boolean }>(
      `select p.id, a.organization_id, p.date,
         exists (
           select 1 from accounting_payment_allocation l join crm_invoice i on i.id = l.invoice_id where l.payment_id = p.id and i.counterparty_id <> p.payer_id
         ) as third_party
       from accounting_payment p join crm_bank_account a on a.id = p.account_id where p.id = any($1::uuid[])`,
      [ids],
    );
    const closed = await inClosedMonth(uow, rows.map((row) => ({ id: row.id, organizationId: row.organization_id, date: row.date })));
    return new Map(rows.map((row) => [row.id, { month_closed: closed.has(row.id), third_party_payer: row.third_party }]));
  },
});
