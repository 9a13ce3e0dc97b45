import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Database } from '../database/index.ts';
import { TooManyRequestsError } from '../errors/index.ts';

export interface LoginLimit {
  /** Failures of one login from one address within the window. */
  readonly max: number;
  readonly windowSeconds: number;
}

/** Failures of one address, whatever the logins, per `max` of one login: an office shares an address. */
const ADDRESS_FACTOR = 10;

interface Counted {
  readonly key: string;
  readonly failures: number;
  readonly seconds_left: number;
}

/**
 * Counts sign-ins that failed, in the database, for all nodes together. Every bucket holds the address, so nobody can lock another person
 * out from elsewhere. A try is counted before its password is looked at: a burst of parallel tries is counted one by one.
 */
export class LoginThrottle {
  constructor(readonly database: Pick<Database, 'query'>, readonly limit: LoginLimit) {}

  /** Counts a try. @throws TooManyRequestsError with the seconds until the window ends */
  async take(login: string, address: string): Promise<void> {
    const [pair, network] = keys(login, address);
    // The address first in every statement: two tries take their row locks in one order.
    const rows = await this.database.query<Counted>(
      `insert into reglament.login_attempt as a (key, failures, window_started_at) values ($1, 1, clock_timestamp()), ($2, 1, clock_timestamp())
       on conflict (key) do update set
         failures = case when a.window_started_at < clock_timestamp() - make_interval(secs => $3) then 1 else least(a.failures + 1, 1000000) end,
         window_started_at = case when a.window_started_at < clock_timestamp() - make_interval(secs => $3) then clock_timestamp() else a.window_started_at end
       returning key, failures, extract(epoch from window_started_at - clock_timestamp())::float8 + $3 as seconds_left`,
      [network, pair, this.limit.windowSeconds],
    );
    const over = rows.filter((row) => row.failures > (row.key === pair ? this.limit.max : this.limit.max * ADDRESS_FACTOR));
    if (over.length > 0) throw new TooManyRequestsError(Math.max(1, Math.ceil(Math.max(...over.map((row) => row.seconds_left)))), 'core.too_many_logins');
  }

  /** A try that turned out right does not count. */
  async forgive(login: string, address: string): Promise<void> {
    const [pair, network] = keys(login, address);
    await this.database.query(
      `with gone as (delete from reglament.login_attempt where key = $1)
       update reglament.login_attempt set failures = greatest(failures - 1, 0) where key = $2`,
      [pair, network],
    );
  }

  /** Deletes windows that are over; returns how many. */
  async purge(): Promise<number> {
    const rows = await this.database.query('delete from reglament.login_attempt where window_started_at < clock_timestamp() - make_interval(secs => $1) returning 1', [this.limit.windowSeconds]);
    return rows.length;
  }
}

/** Keys of the login at this address and of the address alone. Hashed: what people mistype as a login may be their password. */
function keys(login: string, address: string): [pair: string, network: string] {
  const network = networkOf(address);
  const name = createHash('sha256').update(login.normalize('NFKC').toLowerCase()).digest('base64url');
  return [`login ${name} ${network}`, `address ${network}`];
}

/** An IPv6 client owns a /64, and may use each of its addresses once. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = address.includes('::') ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right] : left;
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '').toLowerCase()).join(':')}::/64`;
}
