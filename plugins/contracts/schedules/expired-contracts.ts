import { defineSchedule, label } from '../../../core/index.ts';

/** Contracts whose last day is over and that do not renew themselves. */
export const expiredContracts = defineSchedule({
  id: 'contracts.expired_contracts',
  label: label('Истёкшие договоры', 'Expired contracts'),
  entity: 'contracts.contract',
  async candidates(uow) {
    const rows = await uow.query<{ id: string }>(
      `select id from contracts_contract
       where status in ('agreed', 'signed', 'archived') and valid_until < $1::date and not auto_renewal and not deletion_mark order by id limit 500`,
      [uow.today],
    );
    return rows.map((row) => row.id);
  },
});
