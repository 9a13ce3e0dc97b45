import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Company } from '../company/index.ts';

/** A caller whose session or token was found good. */
export interface Identity {
  readonly company: Company;
  readonly actor: Actor;
  /** `session`: by cookie, which browsers send unasked; `token`: by `Authorization: Bearer`. */
  readonly via: 'session' | 'token';
  /** Fingerprint of the credential: the same for its whole life, never the credential itself. */
  readonly key: string;
  /** What `X-CSRF-Token` must equal where a browser sends no Origin. */
  readonly csrfToken?: string;
  readonly expiresAt?: Date;
}

/** Finds out who asks. Implemented by `core/access`. */
export interface Authenticator {
  /** Undefined when there is no credential or it is not good any more. @throws UnavailableError while the database is away. */
  authenticate(request: { readonly headers: IncomingHttpHeaders; readonly address: string }): Promise<Identity | undefined>;
  /** The same caller a while later, with the rights he has now; undefined when the credential has ended. */
  revalidate(identity: Identity): Promise<Identity | undefined>;
}
