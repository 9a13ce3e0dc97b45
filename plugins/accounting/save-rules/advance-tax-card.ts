import { defineSaveRule } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';
import { advanceTaxInvoice } from '../../crm/index.ts';
import { conflict, problem } from '../errors.ts';
import { demandOpenMonth } from '../services/closed-months.ts';

function dayOf(date: string): string {
  return date.split('-').reverse().join('.');
}

/** Computes the tax from the rate of the goods and repeats the payer's document in words; the date is the payment's unless another is chosen. */
export const advanceTaxCard = defineSaveRule({
  id: 'accounting.advance_tax_card',
  entity: 'accounting.advance_tax_invoice',
  async prepare(draft, { uow, before, given }) {
    const touched = [...given].filter((name) => name !== 'comment');
    if (before !== undefined && before['posting_state'] !== 'draft' && touched.length > 0) throw conflict('accounting.posted_is_kept', {}, touched.map((name) => problem(`/${name}`, 'accounting.posted_is_kept')));
    const [payment] = await uow.query<{ date: string; incoming_number: string; incoming_date: string | null; organization_id: string | null }>(
      `select p.date, p.incoming_number, p.incoming_date, a.organization_id from accounting_payment p join crm_bank_account a on a.id = p.account_id where p.id = $1`,
      [draft['payment_id'] ?? null],
    );
    const [vat] = await uow.query<{ rate: DecimalString | null }>(`select rate from crm_vat_rate where id = $1`, [draft['vat_rate_id'] ?? null]);
    if (payment !== undefined) {
      if (before === undefined && !given.has('date')) draft['date'] = payment.date;
      draft['payment_document'] = `№ ${payment.incoming_number} от ${dayOf(payment.incoming_date ?? payment.date)}`;
      await demandOpenMonth(uow, payment.organization_id, [draft['date'] as string | null, before?.['date'] as string | undefined]);
    }
    if (vat !== undefined && typeof draft['amount'] === 'string') draft['vat_amount'] = advanceTaxInvoice(draft['amount'], vat.rate).vatAmount;
  },
});
