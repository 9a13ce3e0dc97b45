import type { UnitOfWork } from '../../../core/index.ts';
import { createRecord } from '../../../core/index.ts';

/** Form of a commercial offer in the catalogue of printed forms. */
export const OFFER_FORM = 'D-01';

const SNAPSHOT_SQL = `
  select jsonb_build_object(
           'number', o.number, 'date', o.date, 'total_net', o.total_net::text, 'total_vat', o.total_vat::text, 'total', o.total::text, 'currency', cur.iso_code,
           'delivery_term', o.delivery_term, 'delivery_term_unit', o.delivery_term_unit, 'delivery_method', o.delivery_method,
           'counterparty', c.short_name, 'organization', org.name, 'manager', u.full_name, 'contact_person', n.full_name,
           'lines', (select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'product', p.print_name, 'article', p.article, 'description', l.description, 'quantity', l.quantity::text,
                       'unit', unit.name, 'price', l.price::text, 'discount_pct', l.discount_pct::text, 'vat_rate', v.name, 'amount', l.amount::text, 'vat_amount', l.vat_amount::text, 'total', l.total::text) order by l.line_no), '[]')
                       from crm_customer_order_line l join crm_product p on p.id = l.product_id join crm_unit unit on unit.id = l.unit_id join crm_vat_rate v on v.id = l.vat_rate_id where l.order_id = o.id),
           'payment_schedule', (select coalesce(jsonb_agg(jsonb_build_object('stage_kind', s.stage_kind, 'share_pct', s.share_pct::text, 'amount', s.amount::text, 'shift_days', s.shift_days) order by s.line_no), '[]')
                       from crm_payment_schedule_line s where s.order_id = o.id)
         ) as data
    from crm_customer_order o join crm_counterparty c on c.id = o.counterparty_id join crm_organization org on org.id = o.organization_id join crm_currency cur on cur.id = o.currency_id
    left join core_user u on u.id = o.manager_id left join crm_contact_person n on n.id = o.contact_person_id
   where o.id = $1`;

/** What an offer says, kept as it is at the moment of printing; the file is made of it later. Answers the id of the printed document. */
export async function printOffer(uow: UnitOfWork, orderId: string, versionNo: number): Promise<string> {
  const [snapshot] = await uow.query<{ data: Record<string, unknown> }>(SNAPSHOT_SQL, [orderId]);
  const row = await createRecord(uow, 'core.printed_document', {
    form_code: OFFER_FORM, subject_entity: 'crm.customer_order', subject_id: orderId, format: 'pdf',
    data_snapshot: { ...snapshot?.data, version_no: versionNo }, printed_at: uow.now, printed_by: uow.actor.userId,
  }, { asSystem: true });
  return row.id;
}
