import type { UnitOfWork } from '../../../core/index.ts';

/** With whom a contract is now: a person, or whoever of a role takes the task. `task`: what he is to do; null for the responsible who has nothing to do. */
export interface ContractHolder {
  readonly userId: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly task: string | null;
  readonly since: Date | null;
}

interface OpenTask {
  readonly contract_id: string;
  readonly is_approval: boolean;
  readonly user_id: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly task: string;
  readonly since: Date;
}

/**
 * Who holds each contract: everybody whose consent is waited for; else the performer of the most urgent task about it, its protocol or the step of its
 * process; else, while it is not concluded, its responsible. Two queries for any number of contracts.
 */
export async function contractHolders(uow: UnitOfWork, ids: readonly string[]): Promise<ReadonlyMap<string, readonly ContractHolder[]>> {
  const tasks = await uow.query<OpenTask>(
    `select a.contract_id, t.approval_id is not null as is_approval, t.assignee_user_id as user_id, u.full_name as name, t.assignee_role as role, t.title as task, t.created_at as since
     from (
       select c.id as contract_id, 'contracts.contract' as entity, c.id as subject_id, null::uuid as run_id, 0 as distance from contracts_contract c where c.id = any($1::uuid[])
       union all
       select p.contract_id, 'contracts.disagreement_protocol', p.id, null, 0 from contracts_disagreement_protocol p where p.contract_id = any($1::uuid[]) and p.state <> 'superseded'
       union all
       select c.id, 'crm.interest', r.subject_id, r.id, 1 from contracts_contract c
       join core_process_run r on r.subject_entity = 'crm.interest' and r.subject_id = c.interest_id and r.state = 'running' and r.definition_code = 'contracts.contract_conclusion'
       where c.id = any($1::uuid[])
     ) a
     join core_task t on t.subject_entity = a.entity and t.subject_id = a.subject_id and t.state in ('new', 'in_progress') and (a.run_id is null or t.process_run_id = a.run_id)
     left join core_user u on u.id = t.assignee_user_id
     where t.kind <> 'contract_stalled'
     order by a.contract_id, (t.approval_id is not null) desc, a.distance, t.due_at nulls last, t.created_at, t.id`,
    [ids],
  );
  const responsible = await uow.query<{ id: string; user_id: string; name: string }>(
    `select c.id, u.id as user_id, u.full_name as name from contracts_contract c join core_user u on u.id = c.responsible_id where c.id = any($1::uuid[])`, [ids],
  );
  return new Map(responsible.map((one) => {
    const own = tasks.filter((task) => task.contract_id === one.id);
    const asked = own[0]?.is_approval === true ? own.filter((task) => task.is_approval) : own.slice(0, 1);
    const holders = asked.map((task): ContractHolder => ({ userId: task.user_id, name: task.name, role: task.role, task: task.task, since: task.since }));
    return [one.id, holders.length > 0 ? holders : [{ userId: one.user_id, name: one.name, role: null, task: null, since: null }]];
  }));
}
