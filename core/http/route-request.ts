import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Company, UnitOfWork, WriteOptions } from '../company/index.ts';
import { UnauthenticatedError } from '../errors/index.ts';
import type { Locale } from '../language/index.ts';
import type { Identity } from './identity.ts';
import { fingerprint, lookStatement, lostRace, once, readKey } from './idempotency.ts';
import type { ChangeListener } from './live/index.ts';
import type { RouteDefinition, RouteRequest, RouteResponse, UploadedFile } from './route.ts';
import { changesData } from './route.ts';

export interface RequestParts {
  readonly id: string;
  readonly route: RouteDefinition;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  readonly locale: Locale;
  /** Made when somebody asks: hardly any handler does. */
  readonly signal: () => AbortSignal;
  readonly identity: Identity | undefined;
  readonly companies: ReadonlyMap<string, Company>;
  /** Hears of every committed change of this process. */
  readonly onChanges: ChangeListener | undefined;
}

/** The request as a route sees it. */
export class CheckedRequest implements RouteRequest {
  #writes = 0;

  constructor(readonly parts: RequestParts) {}

  get id(): string {
    return this.parts.id;
  }
  get params(): Readonly<Record<string, string>> {
    return this.parts.params;
  }
  get query(): Readonly<Record<string, string>> {
    return this.parts.query;
  }
  get body(): unknown {
    return this.parts.body;
  }
  get files(): readonly UploadedFile[] {
    return this.parts.files;
  }
  get headers(): IncomingHttpHeaders {
    return this.parts.headers;
  }
  get address(): string {
    return this.parts.address;
  }
  get locale(): Locale {
    return this.parts.locale;
  }
  get signal(): AbortSignal {
    return this.parts.signal();
  }
  get identity(): Identity | undefined {
    return this.parts.identity;
  }
  get companies(): ReadonlyMap<string, Company> {
    return this.parts.companies;
  }
  get actor(): Actor {
    return this.#signedIn().actor;
  }
  get company(): Company {
    return this.#signedIn().company;
  }

  #signedIn(): Identity {
    if (this.parts.identity === undefined) throw new UnauthenticatedError();
    return this.parts.identity;
  }

  async read<Result>(work: (uow: UnitOfWork) => Promise<Result>): Promise<Result> {
    return this.company.read(this.actor, work);
  }

  async write(work: (uow: UnitOfWork) => Promise<RouteResponse>, options: WriteOptions = {}): Promise<RouteResponse> {
    const { route } = this.parts;
    const dryRun = options.dryRun === true;
    if (!dryRun && !changesData(route)) throw new Error(`${route.method} ${route.path} is declared to change nothing and wrote`);
    const given = dryRun ? undefined : readKey(this.headers['idempotency-key']);
    this.#writes += 1;
    const repeat = given === undefined ? undefined : { key: this.#writes === 1 ? given : `${given} ${this.#writes}`, requestHash: fingerprint(route, this) };
    const prefetch = [...(repeat === undefined ? [] : [lookStatement(this.company.id, this.actor.userId, repeat)]), ...(options.prefetch ?? [])];
    const attempt = () =>
      this.company.write(this.actor, async (uow) => {
        this.#announce(uow);
        return repeat === undefined ? work(uow) : once(uow, repeat, () => work(uow));
      }, { ...options, prefetch });
    try {
      return await attempt();
    } catch (error) {
      if (repeat !== undefined && lostRace(error)) return attempt();
      throw error;
    }
  }

  async writeAsSystem(company: Company, work: (uow: UnitOfWork) => Promise<RouteResponse>): Promise<RouteResponse> {
    return company.write(company.robot, async (uow) => {
      this.#announce(uow);
      return work(uow);
    });
  }

  #announce(uow: UnitOfWork): void {
    uow.afterCommit(() => {
      if (uow.changes.length > 0) this.parts.onChanges?.(uow.company.id, uow.changes);
    });
  }
}
