import type { Actor, Company, UnitOfWork } from '../../company/index.ts';
import type { HttpConfig } from '../../config/index.ts';
import type { Authenticator, HttpServer, HttpServerOptions, Identity, RouteDefinition } from '../index.ts';
import { Metrics, createHttpServer, createLogger } from '../index.ts';

/** The part of `core_idempotency` that matters: what is stored, and who holds a key now. */
export class StubCompany {
  readonly id = 'demo';
  readonly timeZone = 'Europe/Moscow';
  readonly record = { title: { ru: 'Демо', en: 'Demo' } };
  readonly hasRegulation = false;
  readonly answers = new Map<string, { hash: string; status: number; body: unknown }>();
  readonly held = new Set<string>();
  readonly statements: string[] = [];
  /** Called with each insert of an answer, to let another request win. */
  beforeStore: (() => void) | undefined;

  async read<Result>(actor: Actor, work: (uow: UnitOfWork) => Promise<Result>): Promise<Result> {
    return work({ actor, company: this, mode: 'read' } as unknown as UnitOfWork);
  }

  async write<Result>(actor: Actor, work: (uow: UnitOfWork) => Promise<Result>, options: { dryRun?: boolean } = {}): Promise<Result> {
    const after: (() => void)[] = [];
    const locks: string[] = [];
    const inserts: (() => void)[] = [];
    const uow = {
      actor,
      company: this,
      mode: 'write',
      dryRun: options.dryRun === true,
      changes: [],
      afterCommit: (one: () => void) => void after.push(one),
      query: async (sql: string, values: unknown[]) => this.#query(sql, values, locks, inserts),
    };
    try {
      const result = await work(uow as unknown as UnitOfWork);
      if (options.dryRun !== true) {
        for (const one of [...inserts, ...after]) one();
      }
      return result;
    } finally {
      for (const lock of locks) this.held.delete(lock);
    }
  }

  #query(sql: string, values: unknown[], locks: string[], inserts: (() => void)[]): unknown[] {
    this.statements.push(sql.trim().split(/\s+/).slice(0, 3).join(' '));
    if (sql.includes('pg_try_advisory_xact_lock')) {
      const lock = String(values[0]);
      const free = !this.held.has(lock);
      if (free) {
        this.held.add(lock);
        locks.push(lock);
      }
      const stored = this.answers.get(`${String(values[1])} ${String(values[2])}`);
      return [{ free, request_hash: stored?.hash ?? null, status: stored?.status ?? null, body: stored?.body ?? null }];
    }
    if (sql.includes('insert into core_idempotency')) {
      const [user, key, hash, status, body] = values as [string, string, string, number, string];
      this.beforeStore?.();
      if (this.answers.has(`${user} ${key}`)) throw Object.assign(new Error('duplicate'), { code: '23505', constraint: 'core_idempotency_pkey' });
      inserts.push(() => this.answers.set(`${user} ${key}`, { hash, status, body: JSON.parse(body) as unknown }));
    }
    return [];
  }
}

export const stubActor: Actor = {
  kind: 'person',
  userId: '11111111-1111-4111-8111-111111111111',
  login: 'ivanova',
  name: 'Иванова',
  roles: ['manager'],
  permissions: new Map([['order.create', 'all']]),
  locale: 'en',
};

/** Cookie `session=good` or `Authorization: Bearer good` is the stub actor; the set decides who still is. */
export class StubAuthenticator implements Authenticator {
  readonly good = new Set(['good']);
  fails: Error | undefined;
  readonly company: StubCompany;

  constructor(company: StubCompany) {
    this.company = company;
  }

  async authenticate({ headers }: Parameters<Authenticator['authenticate']>[0]): Promise<Identity | undefined> {
    if (this.fails !== undefined) throw this.fails;
    const bearer = headers.authorization?.replace('Bearer ', '');
    const cookie = /session=(\w+)/.exec(headers.cookie ?? '')?.[1];
    const key = bearer ?? cookie;
    if (key === undefined || !this.good.has(key)) return undefined;
    return this.identity(key, bearer === undefined ? 'session' : 'token');
  }

  identity(key: string, via: Identity['via']): Identity {
    return { company: this.company as unknown as Company, actor: stubActor, via, key, csrfToken: `csrf-${key}` };
  }

  async revalidate(identity: Identity): Promise<Identity | undefined> {
    if (this.fails !== undefined) throw this.fails;
    return this.good.has(identity.key) ? identity : undefined;
  }
}

export interface RunningStub {
  readonly server: HttpServer;
  readonly url: string;
  readonly company: StubCompany;
  readonly authenticator: StubAuthenticator;
  readonly log: Record<string, unknown>[];
  readonly database: { query: () => Promise<never[]> };
}

export const httpConfig: HttpConfig = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'https://crm.example',
  trustProxy: false,
  bodyLimitBytes: 10_000,
  requestTimeoutMs: 5000,
  drainMs: 2000,
};

/** A server with these routes on a free port, closed when the test ends. */
export async function startStub(
  t: { teardown(work: () => Promise<void>): void },
  routes: readonly RouteDefinition[],
  more: Partial<HttpServerOptions> & { readonly http?: Partial<HttpConfig> } = {},
): Promise<RunningStub> {
  const company = new StubCompany();
  const authenticator = new StubAuthenticator(company);
  const log: Record<string, unknown>[] = [];
  const database = { query: async (): Promise<never[]> => [{ version: 150_000, fsync: 'off', full_page_writes: 'on', synchronous_commit: 'on' }] as never[] };
  const server = createHttpServer({
    companies: new Map([['demo', company as unknown as Company]]),
    database: { query: () => database.query() },
    config: { ...httpConfig, ...more.http },
    fileLimitBytes: 20_000,
    rateLimits: { user: { max: 1000, windowSeconds: 60 }, company: { max: 1000, windowSeconds: 60 } },
    routes,
    authenticator,
    logger: createLogger({ level: 'debug', destination: { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) } }),
    metrics: new Metrics({ processMetrics: false }),
    info: { title: 'Test', version: '1.0.0' },
    ...more,
  });
  const { url } = await server.listen();
  t.teardown(() => server.close());
  return { server, url, company, authenticator, log, database };
}
