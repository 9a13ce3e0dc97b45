import { defineSaveRule } from '../../../core/index.ts';
import type { DecimalString } from '../../../core/index.ts';
import { advanceTaxInvoice } from '../../crm/index.ts';

function dayOf(date: string): string {
  return date.split('-').reverse().join('.');
}

/** Computes the tax from the rate of the goods and repeats the payer's document in words; the date is the payment's unless another is chosen. */
export const advanceTaxCard = defineSaveRule({
  id: 'accounting.advance_tax_card',
  entity: 'accounting.advance_tax_invoice',
  async prepare(draft, { uow, before, given }) {
    const [payment] = await uow.query<{ date: string; incoming_number: string; incoming_date: string | null }>(
      `select date, incoming_number, incoming_date from accounting_payment where id = $1`,
      [draft['payment_id'] ?? null],
    );
    const [vat] = await uow.query<{ rate: DecimalString | null }>(`select rate from crm_vat_rate where id = $1`, [draft['vat_rate_id'] ?? null]);
    if (payment !== undefined) {
      if (before === undefined && !given.has('date')) draft['date'] = payment.date;
      draft['payment_document'] = `№ ${payment.incoming_number} от ${dayOf(payment.incoming_date ?? payment.date)}`;
    }
    if (vat !== undefined && typeof draft['amount'] === 'string') draft['vat_amount'] = advanceTaxInvoice(draft['amount'], vat.rate).vatAmount;
  },
});
