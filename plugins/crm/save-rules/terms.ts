import { defineSaveRule } from '../../../core/index.ts';
import { checkedSchedule } from './order-sums.ts';

/** An individual agreement starts from its typical one; the stages of payment make 100 %. */
export const agreementRule = defineSaveRule({
  id: 'crm.agreement',
  entity: 'crm.agreement',
  async prepare(draft, { uow, before, given, sections }) {
    if (before === undefined && typeof draft['typical_id'] === 'string') {
      const [typical] = await uow.query<Record<string, unknown>>('select * from crm_agreement where id = $1', [draft['typical_id']]);
      for (const name of ['price_kind_id', 'discount_pct', 'delivery_days', 'payment_order', 'tax_regime', 'sale_operation', 'uses_contracts', 'uses_returnable_packaging', 'min_margin_pct']) {
        if (typical !== undefined && !given.has(name)) draft[name] = typical[name];
      }
      sections['payment_schedule'] ??= await uow.query<Record<string, unknown>>('select stage_kind, share_pct, shift_days from crm_payment_schedule_line where agreement_id = $1 order by line_no', [draft['typical_id']]);
      sections['prices'] ??= await uow.query<Record<string, unknown>>('select product_id, price_group_id, price, discount_pct from crm_agreement_price where agreement_id = $1 order by line_no', [draft['typical_id']]);
    }
    if (sections['payment_schedule'] !== undefined) checkedSchedule(sections['payment_schedule']);
  },
});

/** The price group follows the group. */
export const productRule = defineSaveRule({
  id: 'crm.product',
  entity: 'crm.product',
  async prepare(draft, { uow, before, given }) {
    if (before !== undefined && !given.has('group_id')) return;
    draft['price_group_id'] = (await uow.query<{ price_group_id: string }>('select price_group_id from crm_product_group where id = $1', [draft['group_id'] ?? null]))[0]?.price_group_id ?? null;
  },
});

/** Whether an invoice is overdue follows its event date and state. */
export const invoiceRule = defineSaveRule({
  id: 'crm.invoice',
  entity: 'crm.invoice',
  async prepare(draft, { uow }) {
    const date = draft['event_date'];
    draft['is_overdue'] = typeof date === 'string' && date < uow.today && (draft['state'] === 'created' || draft['state'] === 'sent');
  },
});
