import { defineFacts, label } from '../../../core/index.ts';
import { inClosedMonth } from '../services/closed-months.ts';

/** Whether the month of a tax invoice's own date is closed. */
export const advanceTaxFacts = defineFacts({
  entity: 'accounting.advance_tax_invoice',
  facts: { month_closed: { type: 'boolean', label: label('Месяц закрыт', 'The month is closed') } },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; organization_id: string | null; date: string }>(
      `select t.id, a.organization_id, t.date from accounting_advance_tax_invoice t
         join accounting_payment p on p.id = t.payment_id join crm_bank_account a on a.id = p.account_id where t.id = any($1::uuid[])`,
      [ids],
    );
    const closed = await inClosedMonth(uow, rows.map((row) => ({ id: row.id, organizationId: row.organization_id, date: row.date })));
    return new Map(rows.map((row) => [row.id, { month_closed: closed.has(row.id) }]));
  },
});
