import { defineFacts, label } from '../../../core/index.ts';
import { INVOICE_STATES } from '../enums/index.ts';

interface InvoiceFactsRow {
  readonly id: string;
  readonly state: string;
  readonly interest_open: boolean;
  readonly has_open_generated: boolean;
  readonly days_since_shipment: number | null;
  readonly reminders_created: number;
  readonly interest_responsible_id: string;
  readonly overdue_now: boolean;
}

const SQL = `
  select v.id, v.state, i.state not in ('won', 'lost') as interest_open, i.responsible_id as interest_responsible_id,
         exists (select 1 from crm_interaction a where a.dedup_key = 'TM-1:' || v.id and a.state in ('planned', 'deferred')) as has_open_generated,
         $2::date - v.full_shipment_date as days_since_shipment,
         coalesce((select max(r.sequence_no) from core_reminder r where r.subject_id = v.id and r.subject_entity = 'crm.invoice' and r.base_date = v.full_shipment_date), 0) as reminders_created,
         coalesce(v.event_date < $2::date, false) and v.state in ('created', 'sent') as overdue_now
    from crm_invoice v join crm_interest i on i.id = v.interest_id
   where v.id = any($1::uuid[])`;

/** What the daily timers ask about an invoice. */
export const invoiceFacts = defineFacts({
  entity: 'crm.invoice',
  facts: {
    invoice_state: { type: 'string', enum: INVOICE_STATES.map((one) => one.code), label: label('Состояние счета', 'Invoice state') },
    interest_open: { type: 'boolean', label: label('Интерес открыт', 'The interest is open') },
    interest_responsible_id: { type: 'string', label: label('Ответственный за интерес', 'Responsible of the interest') },
    has_open_generated: { type: 'boolean', label: label('Звонок уже запланирован', 'A call is planned already') },
    periods_elapsed: { type: 'number', integer: true, label: label('Прошло полных периодов', 'Full periods elapsed') },
    reminders_created: { type: 'number', integer: true, label: label('Создано напоминаний', 'Reminders created') },
    overdue_now: { type: 'boolean', label: label('Просрочен сегодня', 'Overdue today') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<InvoiceFactsRow>(SQL, [ids, uow.today]);
    const period = Number(uow.company.regulation.parameters['debt_reminder_days'] ?? 10);
    return new Map(
      rows.map((row) => [row.id, { ...row, invoice_state: row.state, reminders_created: Number(row.reminders_created), periods_elapsed: row.days_since_shipment === null ? 0 : Math.max(0, Math.floor(row.days_since_shipment / period)) }]),
    );
  },
});
