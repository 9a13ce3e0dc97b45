import { defineSubscription, label } from '../../../core/index.ts';
import { orderTask } from '../services/open-task.ts';

interface NewClient {
  readonly counterparty_id: string;
  readonly contract_kind: string | null;
  readonly manager_id: string | null;
  readonly interest_id: string | null;
}

/**
 * With `auto_create_on_new_client` a newly registered client gets a numbered draft for each counterparty, so that no contract is made by copying
 * another client's. Where the kind of contract is unknown the manager is asked instead.
 */
export const newClientContract = defineSubscription({
  id: 'contracts.new_client_contract',
  on: 'client.registered',
  async run(event, ctx) {
    if (event.entity !== 'crm.partner' || ctx.regulation.parameters['auto_create_on_new_client'] !== true) return;
    const clients = await ctx.uow.query<NewClient>(
      `select k.id as counterparty_id, k.contract_kind, p.main_manager_id as manager_id,
         (select i.id from crm_interest i where i.partner_id = p.id and i.state not in ('won', 'lost') and not i.deletion_mark order by i.created_at desc limit 1) as interest_id
       from crm_counterparty k join crm_partner p on p.id = k.partner_id
       where p.id = $1 and not k.deletion_mark
         and not exists (select 1 from contracts_contract c where c.counterparty_id = k.id and c.status not in ('refused', 'closed') and not c.deletion_mark)
       order by k.created_at, k.id`,
      [event.id],
    );
    for (const client of clients) {
      if (client.contract_kind === null) {
        await orderTask(ctx, {
          kind: 'create_contract',
          title: label('{working_name}: создайте договор, тип договора не указан', '{working_name}: create the contract, its kind is not known'),
          subject: { entity: 'crm.counterparty', id: client.counterparty_id },
          userId: client.manager_id,
          role: 'sales_manager',
          due: '1 working day',
          ruleCode: 'K-01',
        });
        continue;
      }
      await ctx.create('contracts.contract', {
        counterparty_id: client.counterparty_id,
        responsible_id: client.manager_id ?? ctx.uow.actor.userId,
        ...(client.interest_id === null ? {} : { interest_id: client.interest_id }),
      });
    }
  },
});
