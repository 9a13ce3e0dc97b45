import type { InvariantDefinition, UnitOfWork } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';

type Violation = { readonly entity: string; readonly id: string; readonly text: string };

async function found(uow: UnitOfWork, entity: string, sql: string): Promise<Violation[]> {
  return (await uow.query<{ id: string; text: string }>(sql)).map((row) => ({ entity, ...row }));
}

/** Stages of a deal with what every live order must have reached for the next one; the payment gate is left to the regulation. */
const AHEAD_SQL = `
  select i.id, i.number || ': ' || i.state || ', but its orders are further' as text
    from crm_interest i join lateral (
      select bool_and(o.execution_stage in ('placed', 'in_transit', 'in_stock', 'shipped')) as placed, bool_and(o.execution_stage in ('in_stock', 'shipped')) as in_stock,
             bool_and(o.client_status in ('ready_to_ship', 'shipping', 'awaiting_deferred_payment', 'settled')) as ready,
             bool_and(coalesce(v.shipment_state = 'shipped', false)) as shipped
        from crm_customer_order o left join crm_invoice v on v.order_id = o.id where o.interest_id = i.id and o.status <> 'cancelled' having count(*) > 0
    ) live on true
   where (i.state = 'order_to_place' and live.placed) or (i.state = 'order_placed' and live.in_stock) or (i.state = 'goods_in_stock' and live.ready) or (i.state = 'ready_to_ship' and live.shipped)`;

const COMPLETED_SQL = `
  select i.id, i.number || ': won by rule, but ' || v.number || ' has ' || v.balance || ' to pay and ' || v.remaining_qty || ' to ship' as text
    from crm_interest i join crm_invoice v on v.interest_id = i.id
   where i.state = 'won' and i.closed_by_rule and v.state <> 'cancelled' and (v.balance > 0 or v.remaining_qty > 0)`;

/** Checks of live data: what the numbered promises say about this plugin's rows. */
export const crmInvariants: readonly InvariantDefinition[] = [
  {
    code: 'V3',
    label: label('Оплачено по счёту — сумма его оплат, остаток не отрицательный', 'Paid on an invoice is the sum of its payments; the balance is never negative'),
    find: async (uow) => found(uow, 'crm.invoice', `
      select v.id, v.number || ': paid ' || v.paid || ', balance ' || v.balance || ', payments ' || p.sum as text
        from crm_invoice v join crm_customer_order o on o.id = v.order_id
        cross join lateral (select coalesce(sum(amount), 0) as sum from crm_invoice_payment where invoice_id = v.id) p
       where v.paid <> p.sum or v.balance <> greatest(v.total - v.paid, 0) or o.paid_total <> v.paid`),
  },
  {
    code: 'V5',
    label: label('Стадия интереса — та, что следует из его живых заказов', 'The stage of an interest is what its live orders imply'),
    find: async (uow) => [...(await found(uow, 'crm.interest', AHEAD_SQL)), ...(await found(uow, 'crm.interest', COMPLETED_SQL))],
  },
  {
    code: 'V9',
    label: label('Один действующий контрагент на ИНН и КПП', 'One live counterparty per INN and KPP'),
    find: async (uow) => found(uow, 'crm.counterparty', `
      select c.id, c.short_name || ': ' || c.inn || coalesce(' / ' || c.kpp, '') as text
        from (select c.*, count(*) over (partition by c.inn, coalesce(c.kpp, '')) as twins from crm_counterparty c join crm_partner p on p.id = c.partner_id
               where c.inn is not null and not c.deletion_mark and p.legal_form <> 'foreign') c
       where c.twins > 1`),
  },
];
