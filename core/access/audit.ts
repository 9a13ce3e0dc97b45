import type { UnitOfWork } from '../company/index.ts';

/** One line of the audit: what was done to what. Secrets never belong in `before` and `after`. */
export interface AuditEntry {
  /** What happened, `<subject>.<done>`: `user.created`. */
  readonly action: string;
  /** Entity id, `core.user`. */
  readonly entity?: string;
  readonly itemId?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Appends to the company's audit in the same transaction: who (and for whom), when by the company's clock, from which address, what. */
export async function audit(uow: UnitOfWork, entry: AuditEntry): Promise<void> {
  const { actor } = uow;
  await uow.query(
    `insert into core_audit(at, actor_id, on_behalf_of, action, entity, item_id, from_address, before, after) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [uow.now, actor.userId, actor.onBehalfOf ?? null, entry.action, entry.entity ?? null, entry.itemId ?? null, actor.address ?? null, json(entry.before), json(entry.after)],
  );
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
