import { ConflictError, InvalidError, defineEffect, label } from '../../../core/index.ts';
import { contractsErrors } from '../errors.ts';
import { completeTasks } from '../services/open-task.ts';

/** Columns a renewal takes over; number, dates and sum are its own. */
const KEPT = [
  'form', 'kind', 'export_country_id', 'partner_id', 'counterparty_id', 'organization_id', 'responsible_id', 'organization_account_id', 'buyer_account_id', 'client_signatory',
  'client_basis', 'company_signatory_id', 'company_basis', 'settlement_detail', 'currency_id', 'auto_renewal', 'print_name', 'supplier_contract_id',
] as const;

/**
 * Drafts the contract that follows this one. Given with the event: `number`, `date`, `valid_until`, `amount`, `interest_id`, each optional.
 * @throws ConflictError contracts.already_renewed, InvalidError contracts.renewal_dates
 */
export const renewContract = defineEffect({
  id: 'contracts.renew_contract',
  label: label('Создать договор на новый срок', 'Draft the contract of the next term'),
  entity: 'contracts.contract',
  params: { type: 'object', additionalProperties: false, properties: {} },
  async run(_params, ctx) {
    const { item, data, uow } = ctx;
    const [present] = await uow.query<{ name: string }>(
      `select coalesce(name, number) as name from contracts_contract where renewed_from_id = $1 and status <> 'refused' and not deletion_mark limit 1`, [item.id],
    );
    if (present !== undefined) throw new ConflictError('contracts.already_renewed', contractsErrors['contracts.already_renewed'], { params: { name: present.name } });
    const date = typeof data['date'] === 'string' ? data['date'] : uow.today;
    if (typeof data['valid_until'] === 'string' && data['valid_until'] <= date) {
      const problem = contractsErrors['contracts.renewal_dates'];
      throw new InvalidError('contracts.renewal_dates', problem, { errors: [{ pointer: '/data/valid_until', code: 'contracts.renewal_dates', message: problem }] });
    }
    const own = Object.fromEntries(['number', 'valid_until', 'amount', 'interest_id'].filter((name) => data[name] !== undefined).map((name) => [name, data[name]]));
    await ctx.create('contracts.contract', { ...Object.fromEntries(KEPT.map((name) => [name, item.row[name] ?? null])), ...own, date, renewed_from_id: item.id });
    await completeTasks(ctx, { entity: item.entity, id: item.id }, ['renew_contract']);
  },
});
