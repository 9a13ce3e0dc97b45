import { label } from '../../../core/index.ts';
import type { InvariantDefinition } from '../../../core/index.ts';

/** V3: what the ledger of payments must always add up to. */
export const paymentInvariants: readonly InvariantDefinition[] = [
  {
    code: 'V3',
    label: label('Оплачено по счёту = сумма его оплат и отмен', "An invoice's paid sum = its payments and reversals"),
    async find(uow) {
      const rows = await uow.query<{ id: string; number: string; paid: string; ledger: string }>(
        `select i.id, i.number, i.paid, coalesce(sum(p.amount), 0) as ledger from crm_invoice i left join crm_invoice_payment p on p.invoice_id = i.id
         group by i.id, i.number, i.paid having i.paid <> coalesce(sum(p.amount), 0)`,
      );
      return rows.map((row) => ({ entity: 'crm.invoice', id: row.id, text: `${row.number}: paid ${row.paid}, ledger ${row.ledger}` }));
    },
  },
  {
    code: 'V3.payment',
    label: label('В учёте счетов лежит ровно распределённая часть платежа', "The ledger holds exactly a payment's allocated part"),
    async find(uow) {
      const rows = await uow.query<{ id: string; number: string; expected: string; ledger: string }>(
        `select * from (
           select p.id, p.number, case when p.posting_state = 'posted' and p.operation = 'from_client' then p.amount - p.unallocated - p.refunded else 0 end as expected,
             coalesce((select sum(l.amount) from crm_invoice_payment l where l.payment_id = p.id), 0) as ledger
           from accounting_payment p
         ) n where expected <> ledger`,
      );
      return rows.map((row) => ({ entity: 'accounting.payment', id: row.id, text: `${row.number}: allocated ${row.expected}, ledger ${row.ledger}` }));
    },
  },
  {
    code: 'V3.bank_line',
    label: label('Одна строка выписки — один действующий платёж', 'One bank line is one live payment'),
    async find(uow) {
      const rows = await uow.query<{ id: string; number: string }>(
        `select p.id, p.number from accounting_payment p
         where p.posting_state <> 'cancelled' and not p.deletion_mark and exists (
           select 1 from accounting_payment o where o.id < p.id and o.payer_id = p.payer_id and o.date = p.date and o.incoming_number = p.incoming_number
             and o.posting_state <> 'cancelled' and not o.deletion_mark)`,
      );
      return rows.map((row) => ({ entity: 'accounting.payment', id: row.id, text: `${row.number}: the same bank line twice` }));
    },
  },
  {
    code: 'V3.advance',
    label: label('На платёж и ставку НДС один счет-фактура на аванс', 'One advance tax invoice for a payment and VAT rate'),
    async find(uow) {
      const rows = await uow.query<{ id: string; count: number }>(
        `select payment_id as id, count(*)::int as count from accounting_advance_tax_invoice
         where posting_state <> 'cancelled' and not deletion_mark group by payment_id, vat_rate_id having count(*) > 1`,
      );
      return rows.map((row) => ({ entity: 'accounting.payment', id: row.id, text: `${row.count} advance tax invoices at one VAT rate` }));
    },
  },
  {
    code: 'V3.refund',
    label: label('Возвращено по платежу = сумма проведённых возвратов', 'Refunded of a payment = its posted refunds'),
    async find(uow) {
      const rows = await uow.query<{ id: string; number: string; refunded: string; sum: string }>(
        `select * from (
           select p.id, p.number, p.refunded, coalesce((
             select sum(r.amount) from accounting_payment r
             where r.based_on_id = p.id and r.based_on_entity = 'accounting.payment' and r.operation = 'refund_to_client' and r.posting_state = 'posted'
           ), 0) as sum
           from accounting_payment p
         ) n where refunded <> sum`,
      );
      return rows.map((row) => ({ entity: 'accounting.payment', id: row.id, text: `${row.number}: refunded ${row.refunded}, refunds ${row.sum}` }));
    },
  },
];
