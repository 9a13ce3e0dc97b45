import { defineFacts, label } from '../../../core/index.ts';
import { ORDER_STATUSES } from '../enums/index.ts';
import type { LegalForm } from '../requisites/index.ts';
import { requisitesComplete } from '../requisites/index.ts';

interface RequisitesRow {
  readonly id: string;
  readonly legal_form: LegalForm;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly legal_address: string | null;
  readonly contract_kind: string | null;
  readonly accounts: string | number;
  readonly contacts: string | number;
}

/** Whether a counterparty's requisites are complete, and which are missing. @see KPI 2.2a */
export const counterpartyFacts = defineFacts({
  entity: 'crm.counterparty',
  facts: {
    requisites_complete: { type: 'boolean', label: label('Реквизиты заполнены', 'Requisites complete') },
    requisites_missing: { type: 'array', items: { type: 'string' }, label: label('Не хватает реквизитов', 'Missing requisites') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<RequisitesRow>(
      `select c.id, p.legal_form, c.inn, c.kpp, c.legal_address, c.contract_kind,
              (select count(*) from crm_bank_account a where a.counterparty_id = c.id and not a.deletion_mark) as accounts,
              (select count(*) from crm_contact_person n where n.partner_id = c.partner_id and not n.deletion_mark) as contacts
         from crm_counterparty c join crm_partner p on p.id = c.partner_id where c.id = any($1::uuid[])`, [ids],
    );
    return new Map(rows.map((row) => {
      const missing = requisitesComplete(row, Array.from({ length: Number(row.accounts) }), Array.from({ length: Number(row.contacts) }));
      return [row.id, { requisites_complete: missing.length === 0, requisites_missing: missing }];
    }));
  },
});

/** What an offer's events ask about its order. */
export const offerFacts = defineFacts({
  entity: 'crm.commercial_offer',
  facts: {
    order_status: { type: 'string', enum: ORDER_STATUSES.map((one) => one.code), label: label('Статус заказа', 'Order status') },
    latest_version: { type: 'number', integer: true, label: label('Последняя версия КП', 'Latest version') },
  },
  async load(ids, { uow }) {
    const rows = await uow.query<{ id: string; order_status: string; latest_version: number }>(
      `select f.id, o.status as order_status, (select max(version_no) from crm_commercial_offer x where x.order_id = o.id) as latest_version
         from crm_commercial_offer f join crm_customer_order o on o.id = f.order_id where f.id = any($1::uuid[])`, [ids],
    );
    return new Map(rows.map((row) => [row.id, { order_status: row.order_status, latest_version: Number(row.latest_version) }]));
  },
});
