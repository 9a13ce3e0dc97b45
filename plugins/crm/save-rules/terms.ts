import type { EntityRow, SaveContext } from '../../../core/index.ts';
import { ForbiddenError, createRecord, defineSaveRule, may, updateRecord } from '../../../core/index.ts';
import { conflict, crmErrors, invalid } from '../errors.ts';
import { demandAudience } from './agreement-fit.ts';
import { checkedSchedule } from './order-sums.ts';

/** Columns an individual agreement takes over from its typical one. */
const INHERITED = ['price_kind_id', 'discount_pct', 'delivery_days', 'payment_order', 'tax_regime', 'sale_operation', 'uses_contracts', 'uses_returnable_packaging', 'min_margin_pct'];

/** A draft is its author's; what is agreed, and whatever is meant for many clients, belongs to those who approve agreements. @throws ForbiddenError, ConflictError */
function demandHand(draft: Readonly<Record<string, unknown>>, { actor, before }: SaveContext): void {
  if (may(actor, 'agreement.approve')) return;
  if (draft['kind'] !== 'individual') {
    const reason = { code: 'crm.typical_agreement', message: crmErrors['crm.typical_agreement'], who: ['head_of_sales'] };
    throw new ForbiddenError('crm.typical_agreement', crmErrors['crm.typical_agreement'], { reasons: [reason] });
  }
  if (before !== undefined && before['status'] !== 'not_agreed') throw conflict('crm.agreement_in_force');
}

/** The typical agreement an individual one begins with. @throws InvalidError crm.agreement_without_typical, crm.not_a_typical_agreement */
async function typicalOf(draft: Readonly<Record<string, unknown>>, { uow }: SaveContext): Promise<Record<string, unknown> | undefined> {
  if (draft['kind'] !== 'individual') return undefined;
  if (typeof draft['typical_id'] !== 'string') throw invalid('crm.agreement_without_typical', '/typical_id');
  const [typical] = await uow.query<Record<string, unknown>>('select * from crm_agreement where id = $1', [draft['typical_id']]);
  if (typical !== undefined && typical['kind'] !== 'typical') throw invalid('crm.not_a_typical_agreement', '/typical_id');
  return typical;
}

/** An individual agreement starts from its typical one; the stages of payment make 100 %. */
export const agreementRule = defineSaveRule({
  id: 'crm.agreement',
  entity: 'crm.agreement',
  async prepare(draft, context) {
    const { uow, before, given, sections, actor } = context;
    if (actor.kind === 'person') demandHand(draft, context);
    if (before === undefined || given.has('audience')) demandAudience(draft['audience']);
    const typical = before === undefined || given.has('typical_id') ? await typicalOf(draft, context) : undefined;
    if (before === undefined && typical !== undefined) {
      for (const name of INHERITED) if (!given.has(name)) draft[name] = typical[name];
      sections['payment_schedule'] ??= await uow.query<Record<string, unknown>>('select stage_kind, share_pct, shift_days from crm_payment_schedule_line where agreement_id = $1 order by line_no', [draft['typical_id']]);
      sections['prices'] ??= await uow.query<Record<string, unknown>>('select product_id, price_group_id, price, discount_pct from crm_agreement_price where agreement_id = $1 order by line_no', [draft['typical_id']]);
    }
    if (sections['payment_schedule'] !== undefined) checkedSchedule(sections['payment_schedule']);
  },
});

/** The price group follows the group, the price list the price in euro. */
export const productRule = defineSaveRule({
  id: 'crm.product',
  entity: 'crm.product',
  async prepare(draft, { uow, before, given, actor }) {
    if (before !== undefined && given.has('price_eur') && draft['price_eur'] !== before['price_eur'] && !may(actor, 'price.edit')) {
      throw new ForbiddenError('crm.price_edit', crmErrors['crm.price_edit'], { reasons: [{ code: 'crm.price_edit', message: crmErrors['crm.price_edit'], who: ['head_of_sales'] }] });
    }
    if (before !== undefined && !given.has('group_id')) return;
    draft['price_group_id'] = (await uow.query<{ price_group_id: string }>('select price_group_id from crm_product_group where id = $1', [draft['group_id'] ?? null]))[0]?.price_group_id ?? null;
  },
  async stored(row, context) {
    await listInEuro(row, context);
  },
});

/** A price in euro is a price of the base kind in euro, valid from today. */
async function listInEuro(product: EntityRow, { uow, before }: SaveContext): Promise<void> {
  const price = product['price_eur'];
  if (price === null || price === before?.['price_eur']) return;
  const [kind] = await uow.query<{ id: string; listed_id: string | null; listed: string | null; listed_today: boolean }>(
    `select k.id, l.id as listed_id, l.price as listed, coalesce(l.valid_from = $2::date, false) as listed_today
       from crm_price_kind k join crm_currency c on c.id = k.currency_id and c.iso_code = 'EUR'
       left join lateral (select id, price, valid_from from crm_product_price where product_id = $1 and price_kind_id = k.id and valid_from <= $2::date order by valid_from desc limit 1) l on true
      where k.is_active and not k.deletion_mark order by k.code nulls last, k.created_at limit 1`, [product.id, uow.today],
  );
  if (kind === undefined || kind.listed === price) return;
  if (kind.listed_id !== null && kind.listed_today) await updateRecord(uow, { entity: 'crm.product_price', id: kind.listed_id }, { price });
  else await createRecord(uow, 'crm.product_price', { product_id: product.id, price_kind_id: kind.id, valid_from: uow.today, price }, { asSystem: true });
}

/** Whether an invoice is overdue follows its event date and state. */
export const invoiceRule = defineSaveRule({
  id: 'crm.invoice',
  entity: 'crm.invoice',
  async prepare(draft, { uow }) {
    const date = draft['event_date'];
    draft['is_overdue'] = typeof date === 'string' && date < uow.today && (draft['state'] === 'created' || draft['state'] === 'sent');
  },
});
