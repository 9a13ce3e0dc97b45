import type { Locale } from '../language/index.ts';

/** How far a permission reaches: every row, the rows of the actor's team, or his own. */
export type PermissionScope = 'all' | 'team' | 'own';

/** Whoever acts: an employee, or the system itself («робот»). */
export interface Actor {
  readonly kind: 'person' | 'robot';
  /** Row of `core.user`; the robot has one too. */
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlyMap<string, PermissionScope>;
  /** Ids of the people of his departments, for permissions granted as `team`; absent when he has none such. */
  readonly team?: ReadonlySet<string>;
  /** An outside party: only routes that are offered to guests answer him. */
  readonly isGuest?: boolean;
  readonly locale: Locale;
  /** Network address the request came from, for the audit. */
  readonly address?: string;
  /** Person on whose behalf a decision made on paper is entered. */
  readonly onBehalfOf?: string;
}

/** Whether `actor` may use `permission` on a row whose owner is `ownerId`. The robot may: it acts only on a regulation's order. */
export function may(actor: Actor, permission: string, ownerId?: string | null): boolean {
  if (actor.kind === 'robot') return true;
  const scope = actor.permissions.get(permission);
  if (scope === undefined) return false;
  if (scope === 'all' || ownerId === undefined || ownerId === actor.userId) return true;
  return scope === 'team' && ownerId !== null && actor.team?.has(ownerId) === true;
}
