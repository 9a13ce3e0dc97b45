import { defineSubscription, sendToOpenTasks } from '../../../core/index.ts';
import type { Subscription } from '../../../core/index.ts';
import { STEP_TASKS, completeTasks } from '../services/open-task.ts';

/** Tasks that what has happened has done: those of the state a contract has left, and those that a counterparty's approval was waiting for. */
export const finishTasks: readonly Subscription[] = [
  defineSubscription({
    id: 'contracts.leave_step',
    on: 'contract.status_changed',
    async run(_event, ctx) {
      await sendToOpenTasks(ctx, `subject_entity = 'contracts.contract' and subject_id = $1 and kind = any($2::text[]) and entered_state is distinct from $3`, [ctx.item.id, STEP_TASKS, ctx.item.row['status']], 'task.done');
    },
  }),
  defineSubscription({
    id: 'contracts.requisites_accepted',
    on: 'counterparty.approved',
    async run(_event, ctx) {
      await completeTasks(ctx, { entity: 'crm.counterparty', id: ctx.item.id }, ['data_request']);
      const contracts = await ctx.uow.query<{ id: string }>(
        `select c.id from contracts_contract c where c.counterparty_id = $1 and c.status in ('agreed', 'signed', 'archived') and exists (
           select 1 from core_attachment f where f.owner_entity = 'contracts.contract' and f.owner_id = c.id and f.kind = 'contract_scan' and not f.deletion_mark) order by c.id`,
        [ctx.item.id],
      );
      for (const { id } of contracts) await completeTasks(ctx, { entity: 'contracts.contract', id }, ['attach_scan']);
    },
  }),
];
