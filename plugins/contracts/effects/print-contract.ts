import { defineEffect, label } from '../../../core/index.ts';
import { logLetter } from '../services/outgoing-letter.ts';

const SNAPSHOT = `select c.number, c.date, c.kind, c.amount, c.settlement_detail, c.client_signatory, c.client_basis, c.company_basis, c.valid_until,
    u.full_name as company_signatory, u.full_name_genitive as company_signatory_genitive, u.position_genitive as company_position_genitive,
    cur.iso_code as currency, ec.legislation_text as export_country_law,
    jsonb_build_object('name', o.name, 'inn', o.inn, 'kpp', o.kpp, 'ogrn', o.ogrn, 'legal_address', o.legal_address) as organization,
    jsonb_build_object('account_number', oa.account_number, 'name', oa.name, 'correspondent_account', oa.correspondent_account) as organization_account,
    jsonb_build_object('name', coalesce(k.full_name, k.short_name), 'inn', k.inn, 'kpp', k.kpp, 'ogrn', k.ogrn, 'legal_address', k.legal_address) as counterparty,
    jsonb_build_object('account_number', ba.account_number, 'name', ba.name, 'correspondent_account', ba.correspondent_account) as buyer_account
  from contracts_contract c
  left join core_user u on u.id = c.company_signatory_id
  join crm_organization o on o.id = c.organization_id
  left join crm_bank_account oa on oa.id = c.organization_account_id
  join crm_counterparty k on k.id = c.counterparty_id
  join crm_currency cur on cur.id = c.currency_id
  left join crm_bank_account ba on ba.id = c.buyer_account_id
  left join crm_export_country ec on ec.id = c.export_country_id
  where c.id = $1`;

/** Prints the typical form (D-02) and notes the letter that carries it: keeps the data it is made of, so that exactly the contract that was sent can be shown later. */
export const printContract = defineEffect({
  id: 'contracts.print_contract',
  label: label('Напечатать договор', 'Print the contract'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const [snapshot] = await ctx.uow.query(SNAPSHOT, [ctx.item.id]);
    await ctx.create('core.printed_document', {
      form_code: 'D-02',
      subject_entity: ctx.item.entity,
      subject_id: ctx.item.id,
      format: 'docx',
      data_snapshot: snapshot ?? {},
      printed_at: ctx.now,
      printed_by: ctx.actor.userId,
    });
    await logLetter(ctx, 'ML-02', { contractId: ctx.item.id });
  },
});
