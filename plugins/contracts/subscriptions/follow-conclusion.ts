import { defineSubscription } from '../../../core/index.ts';
import type { EffectContext, Subscription, UnitOfWork } from '../../../core/index.ts';
import { CONCLUSION_MAP } from '../services/contract-in-force.ts';
import type { ConclusionProgress } from '../services/done-steps.ts';
import { doneSteps } from '../services/done-steps.ts';

interface RunProgress extends ConclusionProgress {
  readonly id: string;
}

/** Running maps about a contract, a counterparty or a run itself, with how far each deal has come. */
async function runsOf(uow: UnitOfWork, entity: string, id: string): Promise<RunProgress[]> {
  return uow.query<RunProgress>(
    `select r.id, c.id is not null as created, coalesce(c.status <> 'draft', false) as sent, c.signed_by_client_at is not null as "signedByClient",
       c.signed_by_company_at is not null as "signedByCompany",
       exists (
         select 1 from core_attachment f
         where f.owner_entity = 'contracts.contract' and f.owner_id = c.id and f.kind = 'contract_scan' and not f.deletion_mark
       ) as "scanAttached",
       exists (select 1 from crm_registry_check k where k.counterparty_id = c.counterparty_id and k.checked_at >= r.started_at) as checked,
       coalesce(p.approved, false) as approved
     from core_process_run r
     left join lateral (
       select n.* from contracts_contract n
       where n.interest_id = r.subject_id and n.status not in ('refused', 'closed') and n.kind <> 'with_supplier' and not n.deletion_mark order by n.date desc, n.created_at desc limit 1
     ) c on true
     left join crm_counterparty p on p.id = c.counterparty_id
     where r.definition_code = $1 and r.state = 'running' and r.subject_entity = 'crm.interest' and (
       ($2 = 'contracts.contract' and r.subject_id = (select n.interest_id from contracts_contract n where n.id = $3))
       or ($2 = 'crm.counterparty' and c.counterparty_id = $3)
       or ($2 = 'core.process_run' and r.id = $3)
       or ($2 = 'core.task' and r.id = (select t.process_run_id from core_task t where t.id = $3))
     )
     order by r.id`,
    [CONCLUSION_MAP, entity, id],
  );
}

/** Completes the open tasks whose step is done already, so that nobody has to tick off what the system has seen. */
async function follow(event: { readonly entity: string; readonly id: string }, ctx: EffectContext): Promise<void> {
  for (const run of await runsOf(ctx.uow, event.entity, event.id)) {
    const tasks = await ctx.uow.query<{ id: string }>(
      `select id from core_task where process_run_id = $1 and process_step_code = any($2::text[]) and state in ('new', 'in_progress') order by created_at, id`,
      [run.id, doneSteps(run)],
    );
    for (const task of tasks) await ctx.send('core.task', task.id, 'task.done', {}, { optional: true });
  }
}

/** `task.done` is among them because the next step may have been taken before its turn, `process.started` because a draft may be there before the process. */
const EVENTS = [
  'contract.created', 'contract.status_changed', 'contract.company_signed', 'registry.checked', 'counterparty.approved', 'process.started', 'task.done',
] as const;

/** The steps of the contract process follow what happens to contract and counterparty. */
export const followConclusion: readonly Subscription[] = EVENTS.map((on) =>
  defineSubscription({ id: `contracts.follow_${on.replace('.', '_')}`, on, run: follow }));
