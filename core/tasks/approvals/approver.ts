import { Decimal } from 'decimal.js';
import type { UnitOfWork } from '../../company/index.ts';
import type { EntityRow } from '../../entity/index.ts';
import { rawRecord } from '../../records/index.ts';
import { holdersOf } from '../people.ts';
import { ownerOf } from '../subject.ts';
import { SnapshotRegistry } from './snapshot.ts';

/** Who may not decide an approval: who requested it, and who is responsible for its subject. */
export async function authorsOf(uow: UnitOfWork, approval: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const subject = await rawRecord(uow, String(approval['subject_entity']), String(approval['subject_id']));
  return [approval['requested_by'], ownerOf(uow, String(approval['subject_entity']), subject)].filter((id): id is string => typeof id === 'string');
}

/** Whether `userId` holds the role an approval needs, or the one it was escalated to. */
export async function mayDecide(uow: UnitOfWork, approval: EntityRow, userId: string): Promise<boolean> {
  for (const role of [approval['required_role'], approval['escalated_to_role']]) {
    if (typeof role === 'string' && (await holdersOf(uow, role)).includes(userId)) return true;
  }
  return false;
}

/** Whether the subject's sum is within the person's signature limit; a person without a limit signs everything. */
export async function withinLimit(uow: UnitOfWork, approval: Readonly<Record<string, unknown>>, userId: string): Promise<boolean> {
  const [user] = await uow.query<{ signature_limit: string | null }>('select signature_limit::text as signature_limit from core_user where id = $1', [userId]);
  if (user === undefined || user.signature_limit === null) return true;
  const amount = await new SnapshotRegistry(uow).amount({ entity: String(approval['subject_entity']), id: String(approval['subject_id']) });
  return amount === null || new Decimal(amount).lessThanOrEqualTo(user.signature_limit);
}
