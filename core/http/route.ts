import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Actor, Company, UnitOfWork, WriteOptions } from '../company/index.ts';
import type { Label, Locale } from '../language/index.ts';
import type { JsonSchema } from '../validation/index.ts';
import type { Identity } from './identity.ts';
import type { Rate } from './request-rates.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One parsed multipart part with a file name; `mimeType` is only what the client claims. */
export interface UploadedFile {
  readonly field: string;
  /** Last part of the client's path, as UTF-8. */
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer;
  /** Bytes. */
  readonly size: number;
}

/** A file to hand out: always as an attachment, except PDF and bitmap pictures when `inline` is asked for. */
export interface FileAnswer {
  readonly name: string;
  readonly mimeType: string;
  readonly content: Buffer | Readable;
  readonly inline?: boolean;
}

/** What a route answers: at most one of `body` (JSON), `stream` and `file`. */
export interface RouteResponse {
  /** Default: 200, or 204 when there is nothing to send. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly stream?: Readable;
  readonly file?: FileAnswer;
  /** Answer kept for repeats instead of `body`, for a body that shows a secret once. */
  readonly stored?: unknown;
}

/** One checked request: query and body already fit the route's schemas, and the caller holds the route's permission. */
export interface RouteRequest<Body = unknown> {
  /** Id of this request in logs and in `X-Request-Id`. */
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; a Buffer on a `raw` route; the text fields on a multipart one. */
  readonly body: Body;
  readonly files: readonly UploadedFile[];
  readonly headers: IncomingHttpHeaders;
  /** Client's network address; a proxy's header counts only where the configuration trusts one. */
  readonly address: string;
  readonly locale: Locale;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Who asks, or undefined on a public route. */
  readonly identity: Identity | undefined;
  /** @throws UnauthenticatedError when nobody is signed in. */
  readonly actor: Actor;
  /** @throws UnauthenticatedError when nobody is signed in. */
  readonly company: Company;
  /** Every company of the installation by id, for public routes that name one in their path. */
  readonly companies: ReadonlyMap<string, Company>;
  /** A read-only transaction of the caller's company. */
  read<Result>(work: (uow: UnitOfWork) => Promise<Result>): Promise<Result>;
  /**
   * One transaction whose result is the answer. With an `Idempotency-Key` the answer is stored in it, and a repeat gets the stored one.
   * A route that calls it several times stores each answer under the key and the call's ordinal, so a repeat goes on where it stopped.
   * @throws ConflictError core.idempotency_running @throws InvalidError core.idempotency_reused
   */
  write(work: (uow: UnitOfWork) => Promise<RouteResponse>, options?: WriteOptions): Promise<RouteResponse>;
  /** One transaction of a company as its system actor, for public routes, where nobody is signed in; whoever watches hears of the changes. */
  writeAsSystem(company: Company, work: (uow: UnitOfWork) => Promise<RouteResponse>): Promise<RouteResponse>;
}

/** One operation of the HTTP surface. It is data: the server, the OpenAPI document and the matrix of permissions are all read from it. */
export interface RouteDefinition<Body = unknown> {
  readonly method: HttpMethod;
  /** Absolute: `/api/crm/customer-orders/:id`; a last segment `*name` takes the rest. `:id` and `:…Id` must be UUIDs, else 404. */
  readonly path: string;
  /** A permission code, `signed_in` for every user, or `public`. */
  readonly permission: string;
  readonly summary: Label;
  /** Group in the OpenAPI document; default: the second segment of the path. */
  readonly tag?: string;
  /** Schema of each query parameter; any other name is answered 400. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  /** The handler checks names beyond `query` itself (the filters of a list). */
  readonly openQuery?: boolean;
  /** Schema of the body; a property with `writeOnly: true` is a secret and stays out of stored fingerprints. */
  readonly body?: JsonSchema;
  readonly response?: JsonSchema;
  /** Accepts multipart/form-data; files are only taken here. */
  readonly multipart?: boolean;
  /** Hands the body over as bytes of any type, for senders that sign what they send. */
  readonly raw?: boolean;
  /** Offered to outside parties who sign in (roles marked `guest`), under its permission; no other route answers them. */
  readonly guests?: boolean;
  /** At most so many requests of one network address on this node, counted before the body is read; for public routes. */
  readonly addressRate?: Rate;
  /** Whether it may change data; default: every method but GET. `write` is a fault where it is false, except for a dry run. */
  readonly changes?: boolean;
  handle(request: RouteRequest<Body>): Promise<RouteResponse>;
}

/** Types one route; the server takes it after checking that it declares a permission. */
export function defineRoute<Body = unknown>(route: RouteDefinition<Body>): RouteDefinition {
  return route as unknown as RouteDefinition;
}

/** Whether requests to `route` may change data. */
export function changesData(route: Pick<RouteDefinition, 'method' | 'changes'>): boolean {
  return route.method !== 'GET' && route.changes !== false;
}
