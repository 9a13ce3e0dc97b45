import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Company } from '../company/index.ts';
import type { Authenticator, Identity } from '../http/index.ts';
import { RecentValues } from './recent-values.ts';
import { resolveActor } from './resolve-actor.ts';
import { csrfToken, tokenHash } from './secret-token.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Grant, SessionStore } from './session-store.ts';

/** How long a revocation made by another node may stay unseen here; with the 3 s of a live stream's recheck it stays under the promised 5 s. */
const BEHIND_MS = 1500;

/** Finds the caller of a request by cookie or bearer token; what it finds is kept for a second and a half. */
export class SessionAuthenticator implements Authenticator {
  readonly #grants = new RecentValues<Grant>(BEHIND_MS);
  readonly #actors = new RecentValues<Actor>(BEHIND_MS);

  constructor(
    readonly companies: ReadonlyMap<string, Company>,
    readonly store: Pick<SessionStore, 'findSession' | 'findToken'>,
    readonly cookie: SessionCookie,
    readonly actorOf: typeof resolveActor = resolveActor,
  ) {}

  async authenticate({ headers, address }: { readonly headers: IncomingHttpHeaders; readonly address: string }): Promise<Identity | undefined> {
    // A header that names a token means that token: a cookie beside it is not a second chance.
    if (headers.authorization !== undefined) {
      const bearer = /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization)?.[1];
      return bearer === undefined ? undefined : this.#identify('token', tokenHash(bearer).toString('hex'), address);
    }
    const token = this.cookie.read(headers.cookie);
    if (token === undefined) return undefined;
    const identity = await this.#identify('session', tokenHash(token).toString('hex'), address);
    return identity === undefined ? undefined : { ...identity, csrfToken: csrfToken(token) };
  }

  async revalidate(identity: Identity): Promise<Identity | undefined> {
    const fresh = await this.#identify(identity.via, identity.key, identity.actor.address ?? '');
    return fresh === undefined ? undefined : { ...identity, ...fresh };
  }

  async #identify(via: Identity['via'], key: string, address: string): Promise<Identity | undefined> {
    const hash = Buffer.from(key, 'hex');
    const grant = await this.#grants.get(key, () => (via === 'session' ? this.store.findSession(hash) : this.store.findToken(hash)));
    const company = grant === undefined ? undefined : this.companies.get(grant.companyId);
    if (grant === undefined || company === undefined) return undefined;
    const actor = await this.actor(company, grant.userId);
    // The system acts by itself: a credential for it would pass every check.
    if (actor === undefined || actor.kind === 'robot') return undefined;
    return { company, actor: { ...actor, address }, via, key, ...(grant.expiresAt === undefined ? {} : { expiresAt: grant.expiresAt }) };
  }

  /** The person with his rights of the last second and a half. */
  async actor(company: Company, userId: string): Promise<Actor | undefined> {
    const regulation = company.hasRegulation ? company.regulation.hash : '';
    return this.#actors.get(`${company.id} ${userId} ${regulation}`, () => this.actorOf(company, userId));
  }

  /** Forgets one credential at once: it was ended here. */
  forget(key: string): void {
    this.#grants.delete(key);
  }

  /** Forgets everybody at once: somebody's rights changed here, and those of whoever stands in for him. */
  invalidate(): void {
    this.#grants.clear();
    this.#actors.clear();
  }
}
