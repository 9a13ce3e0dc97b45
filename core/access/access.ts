import type { SessionsConfig } from '../config/index.ts';
import type { Company } from '../company/index.ts';
import type { Database } from '../database/index.ts';
import type { Logger, RouteDefinition } from '../http/index.ts';
import type { LoginLimit } from './login-throttle.ts';
import { LoginThrottle } from './login-throttle.ts';
import { SessionAuthenticator } from './session-authenticator.ts';
import { SessionCookie } from './session-cookie.ts';
import { sessionRoutes } from './session-routes.ts';
import { SessionStore } from './session-store.ts';
import { userRoutes } from './user-routes.ts';
import { UserService } from './user-service.ts';

export interface AccessOptions {
  readonly companies: ReadonlyMap<string, Company>;
  readonly database: Pick<Database, 'query'>;
  readonly sessions: SessionsConfig;
  readonly loginLimit: LoginLimit;
  /** Decides whether the cookie is bound to https. */
  readonly publicUrl: string;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Who may come in, ready to be given to the HTTP server. */
export interface Access {
  readonly authenticator: SessionAuthenticator;
  readonly users: UserService;
  readonly routes: readonly RouteDefinition[];
  /** Deletes sessions and counted failures that are over; to be run now and then. */
  purge(): Promise<void>;
}

/** Puts sessions, tokens, users and their routes together. */
export function createAccess(options: AccessOptions): Access {
  const store = new SessionStore(options.database, options.sessions);
  const throttle = new LoginThrottle(options.database, options.loginLimit);
  const cookie = new SessionCookie(options.sessions.cookieName, options.publicUrl);
  const authenticator = new SessionAuthenticator(options.companies, store, cookie);
  const users = new UserService(() => authenticator.invalidate());
  return {
    authenticator,
    users,
    routes: [...sessionRoutes({ store, throttle, authenticator, cookie, users, logger: options.logger }), ...userRoutes(users)],
    purge: async () => {
      await store.purge();
      await throttle.purge();
    },
  };
}
