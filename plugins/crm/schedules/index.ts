import type { UnitOfWork } from '../../../core/index.ts';
import { defineSchedule, label } from '../../../core/index.ts';

async function ids(uow: UnitOfWork, sql: string, values: readonly unknown[] = []): Promise<string[]> {
  return (await uow.query<{ id: string }>(sql, values)).map((row) => row.id);
}

/** The daily timers: SQL names the rows that may be concerned, the regulation decides about each (`defaults.yaml`, `schedules`). */
export const crmSchedules = [
  defineSchedule({
    id: 'crm.overdue_invoices', label: label('Просроченные счета', 'Overdue invoices'), entity: 'crm.invoice',
    candidates: async (uow) => ids(uow, `select v.id from crm_invoice v join crm_interest i on i.id = v.interest_id
      where v.state in ('created', 'sent') and v.event_date < $1::date and i.state not in ('won', 'lost') order by v.event_date, v.number`, [uow.today]),
  }),
  defineSchedule({
    id: 'crm.awaited_advances', label: label('Ожидание аванса', 'Awaiting the advance'), entity: 'crm.customer_order',
    candidates: async (uow) => ids(uow, `select id from crm_customer_order where status = 'to_execute' and execution_stage = 'to_place' and client_status = 'awaiting_advance' order by number`),
  }),
  defineSchedule({
    id: 'crm.deferred_payments', label: label('Напоминания об оплате отсрочки', 'Reminders of deferred payments'), entity: 'crm.invoice',
    candidates: async (uow) => ids(uow, `select id from crm_invoice where full_shipment_date is not null and balance > 0 and state <> 'cancelled' order by full_shipment_date, number`),
  }),
  defineSchedule({
    id: 'crm.balances_before_shipment', label: label('Доплата до отгрузки', 'Balance before shipment'), entity: 'crm.customer_order',
    candidates: async (uow) => ids(uow, `select id from crm_customer_order where status = 'to_execute' and client_status = 'awaiting_balance' order by number`),
  }),
  defineSchedule({
    id: 'crm.overdue_marks', label: label('Отметки просрочки', 'Marks of overdue invoices'), entity: 'crm.invoice',
    candidates: async (uow) => ids(uow, `select id from crm_invoice where is_overdue <> (coalesce(event_date < $1::date, false) and state in ('created', 'sent')) order by id`, [uow.today]),
  }),
  defineSchedule({
    id: 'crm.expired_agreements', label: label('Истёкшие соглашения', 'Expired agreements'), entity: 'crm.agreement',
    candidates: async (uow) => ids(uow, `select id from crm_agreement where status = 'active' and valid_to < $1::date order by id`, [uow.today]),
  }),
] as const;
