import { defineSchedule, label } from '../../../core/index.ts';

/** Contracts in force whose last day comes within a number of days and that nobody is renewing yet. `daysParameter`: name of the parameter with the days. */
function expiring(id: string, text: ReturnType<typeof label>, daysParameter: string, usual: number): ReturnType<typeof defineSchedule> {
  return defineSchedule({
    id,
    label: text,
    entity: 'contracts.contract',
    async candidates(uow) {
      const days = Number(uow.company.regulation.parameters[daysParameter] ?? usual);
      const rows = await uow.query<{ id: string }>(
        `select c.id from contracts_contract c
         where c.status in ('agreed', 'signed', 'archived') and c.valid_until between $1::date and $1::date + $2::int and not c.auto_renewal and not c.deletion_mark
           and not exists (select 1 from contracts_contract n where n.renewed_from_id = c.id and n.status <> 'refused' and not n.deletion_mark)
         order by c.valid_until, c.id limit 500`,
        [uow.today, days],
      );
      return rows.map((row) => row.id);
    },
  });
}

export const expiringContracts = expiring('contracts.expiring_contracts', label('Договоры, срок которых скоро кончается', 'Contracts that expire soon'), 'contract_renewal_days', 30);
/** The same so near to the end that the head has to know. */
export const expiringUnattended = expiring('contracts.expiring_unattended', label('Истекающие договоры без решения', 'Expiring contracts without a decision'), 'contract_renewal_head_days', 7);
