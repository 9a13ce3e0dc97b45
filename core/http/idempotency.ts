import { createHash } from 'node:crypto';
import type { UnitOfWork } from '../company/index.ts';
import type { SqlStatement } from '../database/index.ts';
import { sqlState } from '../database/index.ts';
import { BadRequestError, ConflictError, InvalidError } from '../errors/index.ts';
import { canonicalJson } from '../validation/index.ts';
import type { RouteDefinition, RouteResponse, UploadedFile } from './route.ts';

/** Answers are kept twice the promised 24 hours. */
const KEPT_HOURS = 48;

/** What a key stands for: the caller's key with the call's ordinal, and the fingerprint of the request it came with. */
export interface RepeatKey {
  readonly key: string;
  readonly requestHash: string;
}

/** The key of a request, or undefined without one. @throws BadRequestError core.idempotency_key */
export function readKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new BadRequestError('core.idempotency_key', {
    ru: 'Idempotency-Key — от 1 до 200 знаков ASCII без пробелов.',
    en: 'Idempotency-Key is 1 to 200 ASCII characters without blanks.',
  });
}

/**
 * SHA-256 of everything that makes a request another one. Secrets (`writeOnly` properties) count only as present: a fingerprint of a
 * password at rest could be guessed offline.
 */
export function fingerprint(
  route: RouteDefinition,
  request: { readonly params: Readonly<Record<string, string>>; readonly query: Readonly<Record<string, string>>; readonly body: unknown; readonly files: readonly UploadedFile[] },
): string {
  const hash = createHash('sha256');
  const body = Buffer.isBuffer(request.body) ? request.body.toString('base64') : withoutSecrets(request.body, route);
  hash.update(canonicalJson([route.method, route.path, request.params, request.query, body ?? null]));
  for (const file of request.files) hash.update(`\n${canonicalJson([file.field, file.name, file.size])}`).update(file.content);
  return hash.digest('hex');
}

function withoutSecrets(body: unknown, route: RouteDefinition): unknown {
  const properties = route.body?.['properties'] as Readonly<Record<string, { readonly writeOnly?: boolean }>> | undefined;
  if (properties === undefined || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, properties[name]?.writeOnly === true ? 'secret' : value]));
}

interface StoredRow {
  readonly free: boolean;
  readonly request_hash: string | null;
  readonly status: number | null;
  readonly body: { readonly text?: string; readonly headers: RouteResponse['headers'] } | null;
}

/** An answer read back, byte for byte the first one. */
export class ReplayedBody {
  constructor(readonly text: string) {}
}

/** The statement `once` begins with: takes the key and looks for its answer. */
export function lookStatement(companyId: string, userId: string, { key }: Pick<RepeatKey, 'key'>): SqlStatement {
  return {
    sql: `select pg_try_advisory_xact_lock(hashtextextended($1, 7305)) as free, i.request_hash, i.status, i.body
     from (select 1) one left join core_idempotency i on i.user_id = $2 and i.key = $3`,
    values: [`${companyId} ${userId} ${key}`, userId, key],
  };
}

/**
 * Runs `work` and stores its answer in the same transaction, or gives back the stored one. The lock and the look are one statement; when
 * the first holder commits between the two, the insert below collides and the caller repeats (see `lostRace`).
 * @throws ConflictError core.idempotency_running while another request holds the key
 * @throws InvalidError core.idempotency_reused when the key came with another request before
 */
export async function once(uow: UnitOfWork, repeat: RepeatKey, work: () => Promise<RouteResponse>): Promise<RouteResponse> {
  const look = lookStatement(uow.company.id, uow.actor.userId, repeat);
  const [stored] = await uow.query<StoredRow>(look.sql, look.values);
  if (stored !== undefined && stored.request_hash !== null) return replay(stored, repeat);
  if (stored?.free !== true) {
    throw new ConflictError('core.idempotency_running', { ru: 'Этот запрос ещё выполняется. Повторите позже с тем же ключом.', en: 'This request is still running. Repeat it later with the same key.' });
  }
  const response = await work();
  if (response.stream !== undefined || response.file !== undefined) throw new Error('An answer that is a stream cannot be kept for a repeat of its request');
  const kept = response.stored ?? response.body;
  await uow.query(`insert into core_idempotency(user_id, key, request_hash, state, status, body) values ($1, $2, $3, 'done', $4, $5)`, [
    uow.actor.userId,
    repeat.key,
    repeat.requestHash,
    response.status ?? (kept === undefined ? 204 : 200),
    JSON.stringify({ text: kept === undefined ? undefined : JSON.stringify(kept), headers: response.headers }),
  ]);
  return response;
}

function replay(stored: StoredRow, repeat: RepeatKey): RouteResponse {
  if (stored.request_hash !== repeat.requestHash) {
    throw new InvalidError('core.idempotency_reused', { ru: 'Этот Idempotency-Key уже использован для другого запроса.', en: 'This Idempotency-Key was used for another request.' });
  }
  return {
    status: stored.status ?? 200,
    ...(stored.body?.text === undefined ? {} : { body: new ReplayedBody(stored.body.text) }),
    headers: { ...stored.body?.headers, 'idempotent-replay': 'true' },
  };
}

/** Whether a write failed because the same key was committed while it ran: repeating it then finds the stored answer. */
export function lostRace(error: unknown): boolean {
  return sqlState(error) === '23505' && (error as { constraint?: unknown }).constraint === 'core_idempotency_pkey';
}

/** Deletes answers that are older than promised, by the database's clock; returns how many. */
export async function purgeIdempotency(uow: UnitOfWork): Promise<number> {
  const rows = await uow.query(`delete from core_idempotency where created_at < clock_timestamp() - make_interval(hours => $1) returning 1`, [KEPT_HOURS]);
  return rows.length;
}
