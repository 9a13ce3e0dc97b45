import type { UnitOfWork } from '../company/index.ts';
import { label, tableName } from '../entity/index.ts';
import type { InvariantDefinition } from '../plugin/index.ts';
import { SnapshotRegistry } from './approvals/snapshot.ts';

type Violation = Awaited<ReturnType<InvariantDefinition['find']>>[number];

/** Entities with a process whose every region has a final state, with the SQL that finds a closed row. */
function closedSql(uow: UnitOfWork): { entity: string; sql: string }[] {
  return uow.company.plugins.processes.flatMap((process) => {
    if (process.id.startsWith('core.')) return [];
    const region = Object.values(process.regions)[0];
    const finals = Object.entries(region?.states ?? {}).filter(([, state]) => state.final === true).map(([code]) => code);
    if (region === undefined || finals.length === 0) return [];
    return [{ entity: process.id, sql: `t."${region.field}" in (${finals.map((code) => `'${code.replaceAll("'", "''")}'`).join(', ')})` }];
  });
}

/** No armed wait of a state that was left, no open task of a closed row, one open task per key. */
export const workInvariant: InvariantDefinition = {
  code: 'V7',
  label: label('У закрытых объектов нет таймеров и открытых задач', 'Closed items have no timers and no open tasks'),
  async find(uow) {
    const found: Violation[] = [];
    for (const { entity, sql } of closedSql(uow)) {
      const table = tableName(entity);
      const tasks = await uow.query<{ id: string }>(`select k.id from core_task k join "${table}" t on t.id = k.subject_id where k.subject_entity = $1 and k.state in ('new', 'in_progress') and ${sql}`, [entity]);
      found.push(...tasks.map(({ id }) => ({ entity: 'core.task', id, text: `open task on a closed ${entity}` })));
      const timers = await uow.query<{ id: string }>(`select k.id from core_timer k join "${table}" t on t.id = k.item_id where k.entity = $1 and k.fired_at is null and k.cancelled_at is null and ${sql}`, [entity]);
      found.push(...timers.map(({ id }) => ({ entity: 'core.timer', id, text: `armed timer on a closed ${entity}` })));
    }
    const twins = await uow.query<{ id: string; dedup_key: string }>(
      `select id, dedup_key from (select id, dedup_key, row_number() over (partition by dedup_key order by created_at, id) as n from core_task where state in ('new', 'in_progress') and dedup_key is not null) t where n > 1`,
    );
    found.push(...twins.map((row) => ({ entity: 'core.task', id: row.id, text: `second open task of ${row.dedup_key}` })));
    return found;
  },
};

/** Every standing approval covers the present content; nobody decided his own request; nobody was above his limit. */
export const approvalInvariant: InvariantDefinition = {
  code: 'V8',
  label: label('Согласования относятся к нынешнему содержанию', 'Approvals cover the present content'),
  async find(uow) {
    const found: Violation[] = [];
    const say = (id: string, text: string): void => void found.push({ entity: 'core.approval', id, text });
    const rows = await uow.query<{ id: string; subject_entity: string; subject_id: string; content_hash: string | null; state: string; is_own: boolean; signature_limit: string | null }>(
      `select a.id, a.subject_entity, a.subject_id, a.content_hash, a.state, coalesce(a.approver_id = a.requested_by or a.decided_by = a.requested_by, false) as is_own, u.signature_limit::text as signature_limit
       from core_approval a left join core_user u on u.id = a.approver_id where a.state in ('pending', 'approved') or a.decided_at is not null`,
    );
    const snapshots = new SnapshotRegistry(uow);
    for (const row of rows) {
      if (row.is_own) say(row.id, 'decided by the one who requested it');
      if (row.state !== 'pending' && row.state !== 'approved') continue;
      const subject = { entity: row.subject_entity, id: row.subject_id };
      if (row.content_hash !== (await snapshots.capture(subject)).hash) say(row.id, 'covers another content and is not marked void');
      const amount = row.state === 'approved' && row.signature_limit !== null ? await snapshots.amount(subject) : null;
      if (amount !== null && Number(amount) > Number(row.signature_limit)) say(row.id, 'the amount is above the approver’s limit');
    }
    return found;
  },
};
