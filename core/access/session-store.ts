import type { Database } from '../database/index.ts';
import { newToken, tokenHash } from './secret-token.ts';

/** How long a session lives, by the database's clock. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
}

export interface Credential {
  readonly user_id: string;
  readonly company_id: string;
  readonly login: string;
  readonly password_hash: string;
  readonly is_active: boolean;
}

/** Whose session or token it is, while it is good. */
export interface Grant {
  readonly userId: string;
  readonly companyId: string;
  readonly expiresAt?: Date;
}

interface GrantRow {
  readonly user_id: string;
  readonly company_id: string;
  readonly expires_at: Date | null;
  readonly is_stale: boolean;
}

/** Credentials, sessions and tokens: they belong to the installation, not to a company's schema, and are reached under the pool's own role. */
export class SessionStore {
  constructor(readonly database: Pick<Database, 'query'>, readonly limits: SessionLimits) {}

  async findCredential(login: string): Promise<Credential | undefined> {
    const [row] = await this.database.query<Credential>('select user_id, company_id, login, password_hash, is_active from reglament.credential where lower(login) = lower($1)', [login]);
    return row;
  }

  /**
   * Opens a session if the credential is still the one that was checked: a password changed or an account disabled meanwhile wins.
   * Returns the token, which is stored nowhere, or undefined.
   */
  async open(credential: Credential, userAgent: string | undefined): Promise<string | undefined> {
    const token = newToken();
    const rows = await this.database.query(
      `with owner as (select user_id, company_id from reglament.credential where user_id = $2 and password_hash = $3 and is_active for share)
       insert into reglament.session(token_hash, user_id, company_id, created_at, last_seen_at, expires_at, user_agent)
       select $1, user_id, company_id, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(hours => $4), $5 from owner
       returning 1`,
      [tokenHash(token), credential.user_id, credential.password_hash, this.limits.absoluteHours, userAgent?.slice(0, 300) ?? null],
    );
    return rows.length > 0 ? token : undefined;
  }

  /** The session of a token, unless it is over: too old, unused for too long, account disabled, or rights taken away since. */
  async findSession(hash: Buffer): Promise<Grant | undefined> {
    const [row] = await this.database.query<GrantRow>(
      `select s.user_id, s.company_id, s.expires_at, s.last_seen_at < clock_timestamp() - interval '1 minute' as is_stale
       from reglament.session s join reglament.credential c on c.user_id = s.user_id
       where s.token_hash = $1 and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - make_interval(mins => $2)
         and c.is_active and s.created_at >= c.rights_changed_at`,
      [hash, this.limits.idleMinutes],
    );
    if (row?.is_stale === true) await this.database.query('update reglament.session set last_seen_at = clock_timestamp() where token_hash = $1', [hash]);
    return grantOf(row);
  }

  /** The owner of an API token, unless it is revoked, out of date, or his rights were taken away since. */
  async findToken(hash: Buffer): Promise<Grant | undefined> {
    const [row] = await this.database.query<GrantRow>(
      `select t.user_id, t.company_id, t.expires_at, (t.last_used_at is null or t.last_used_at < clock_timestamp() - interval '1 minute') as is_stale
       from reglament.api_token t join reglament.credential c on c.user_id = t.user_id
       where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > clock_timestamp())
         and c.is_active and t.created_at >= c.rights_changed_at`,
      [hash],
    );
    if (row?.is_stale === true) await this.database.query('update reglament.api_token set last_used_at = clock_timestamp() where token_hash = $1', [hash]);
    return grantOf(row);
  }

  async close(hash: Buffer): Promise<void> {
    await this.database.query('delete from reglament.session where token_hash = $1', [hash]);
  }

  /** Deletes sessions that are over; returns how many. */
  async purge(): Promise<number> {
    const rows = await this.database.query(
      'delete from reglament.session where expires_at < clock_timestamp() or last_seen_at < clock_timestamp() - make_interval(mins => $1) returning 1',
      [this.limits.idleMinutes],
    );
    return rows.length;
  }
}

function grantOf(row: GrantRow | undefined): Grant | undefined {
  if (row === undefined) return undefined;
  return { userId: row.user_id, companyId: row.company_id, ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }) };
}
