import type { Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { ConflictError, UnavailableError } from '../errors/index.ts';
import { NamedStatementDialect, knexOn, statementName, useExactTypes } from './dialect.ts';

useExactTypes();

/** Where and how a pool connects. Times are milliseconds. */
export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
  readonly acquireTimeoutMs: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
}

/** Which role and schemas a transaction runs under; both come from the company registry, never from input. */
export interface TransactionScope {
  readonly role?: string;
  readonly searchPath?: readonly string[];
  readonly readOnly?: boolean;
  /** One more statement sent with BEGIN, without parameters; its first row is the transaction's `opening`. */
  readonly openingQuery?: string;
  /**
   * Statements the work is known to begin with: they travel with BEGIN instead of waiting for its answer. The first `query` of the same text
   * and values takes the answer that is there already.
   */
  readonly prefetch?: readonly SqlStatement[];
}

/** SQL with its parameters. */
export interface SqlStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * One open transaction. `query` sends a named statement; several sent without waiting travel together and are carried out in their order.
 * `knex` serves objection on the same connection.
 */
export interface Transaction {
  readonly knex: Knex;
  /** First row of the scope's opening query. */
  readonly opening: Readonly<Record<string, unknown>>;
  query<Row extends object = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** knex gives no connection out again that carries this mark. */
type Disposable = PoolClient & { __knex__disposed?: unknown };

const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;

/** Quotes a registry name for SQL. @throws Error when it is not a plain lower-case identifier, which no registered name is. */
export function quoteIdentifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`Not a database identifier: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

function openingStatements(scope: TransactionScope): string {
  const parts = [scope.readOnly === true ? 'BEGIN READ ONLY' : 'BEGIN'];
  if (scope.role !== undefined) parts.push(`SET LOCAL ROLE ${quoteIdentifier(scope.role)}`);
  if (scope.searchPath !== undefined) parts.push(`SET LOCAL search_path TO ${scope.searchPath.map(quoteIdentifier).join(', ')}`);
  if (scope.openingQuery !== undefined) parts.push(scope.openingQuery);
  return parts.join('; ');
}

/** A pool of connections to one PostgreSQL server, shared by every company of the process. */
export class Database {
  readonly knex: Knex;
  #statements = 0;
  #roundTrips = 0;
  readonly #unanswered = new WeakMap<PoolClient, number>();

  constructor(settings: DatabaseSettings) {
    this.knex = knexFactory({
      client: NamedStatementDialect as unknown as typeof Knex.Client,
      connection: {
        connectionString: settings.url,
        application_name: settings.applicationName,
        statement_timeout: settings.statementTimeoutMs,
        // A server that hangs without closing the connection is noticed by the client.
        query_timeout: settings.statementTimeoutMs + 1000,
        idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs,
        connectionTimeoutMillis: settings.acquireTimeoutMs,
        keepAlive: true,
        pipeline: true,
      } as Knex.PgConnectionConfig,
      pool: { min: 0, max: settings.poolSize, acquireTimeoutMillis: settings.acquireTimeoutMs, propagateCreateError: true },
      acquireConnectionTimeout: settings.acquireTimeoutMs,
      asyncStackTraces: false,
    });
    this.knex.on('query', () => {
      this.#statements += 1;
    });
  }

  /** Statements sent since the pool was opened, for the test that keeps a transition's count from growing. */
  get statementCount(): number {
    return this.#statements;
  }

  /** How often a connection that waited for nothing was sent something: what the network costs. */
  get roundTripCount(): number {
    return this.#roundTrips;
  }

  /**
   * Runs `work` in one transaction and commits when it resolves. A deadlock or a serialization failure is retried, at most three times,
   * so `work` must not keep results outside itself. @throws UnavailableError when the database cannot be reached or keeps failing.
   */
  async transaction<Result>(scope: TransactionScope, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(scope, work);
      } catch (error) {
        if (attempt < 4 && isTransient(error)) {
          await new Promise((resolve) => setTimeout(resolve, 5 * attempt * attempt + Math.random() * 20));
          continue;
        }
        throw translateOutage(error);
      }
    }
  }

  async #once<Result>(scope: TransactionScope, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const connection = await this.#acquire();
    let over = false;
    try {
      const { opening, waiting } = await this.#begin(connection, scope);
      let knex: Knex | undefined;
      const makeKnex = (): Knex => knexOn(this.knex, connection, () => over, () => void (this.#statements += 1));
      const result = await work({
        get knex() {
          return (knex ??= makeKnex());
        },
        opening,
        query: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
          // Work left behind by a time limit must not reach a connection that already serves another company.
          if (over) throw new Error('The transaction is over');
          const known = waiting.length === 0 ? -1 : waiting.findIndex((one) => one.sql === sql && isDeepStrictEqual(one.values, values));
          if (known >= 0) return waiting.splice(known, 1)[0]?.rows as Row[];
          return this.#send<Row>(connection, sql, values);
        },
      });
      over = true;
      const { command } = await this.#run(connection, { text: 'COMMIT' });
      // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, as if that were well.
      if (command !== 'COMMIT') throw new Error('The transaction had failed before it was committed; nothing of it stays');
      return result;
    } catch (error) {
      over = true;
      await this.#run(connection, { text: 'ROLLBACK' }).catch((lost: unknown) => {
        (connection as Disposable).__knex__disposed = lost;
      });
      throw error;
    } finally {
      await this.knex.client.releaseConnection(connection);
    }
  }

  /** BEGIN with everything that may travel with it. Should it fail, what follows it on the wire runs under the pool's role, which reaches no data. */
  async #begin(connection: PoolClient, scope: TransactionScope): Promise<{ opening: Record<string, unknown>; waiting: (SqlStatement & { rows: object[] })[] }> {
    const begin = this.#run(connection, { text: openingStatements(scope) });
    const [begun, ...rows] = await Promise.all([begin, ...(scope.prefetch ?? []).map(({ sql, values }) => this.#send(connection, sql, values))]);
    const results = begun as QueryResult | QueryResult[];
    const last = Array.isArray(results) ? results[results.length - 1] : results;
    return { opening: (last?.rows[0] as Record<string, unknown> | undefined) ?? {}, waiting: (scope.prefetch ?? []).map((one, index) => ({ ...one, rows: rows[index] ?? [] })) };
  }

  async #acquire(): Promise<PoolClient> {
    return (await this.knex.client.acquireConnection()) as PoolClient;
  }

  async #send<Row extends object>(connection: PoolClient, sql: string, values: readonly unknown[]): Promise<Row[]> {
    const name = values.length > 0 ? statementName(sql) : undefined;
    const result = await this.#run(connection, { text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
    return result.rows as Row[];
  }

  async #run(connection: PoolClient, config: QueryConfig): Promise<QueryResult> {
    const before = this.#unanswered.get(connection) ?? 0;
    this.#statements += 1;
    this.#unanswered.set(connection, before + 1);
    if (before === 0) {
      this.#roundTrips += 1;
      // What is sent in the same turn leaves in one packet.
      const { stream } = (connection as unknown as { connection: { stream: Writable } }).connection;
      stream.cork();
      process.nextTick(() => stream.uncork());
    }
    try {
      return await connection.query(config);
    } finally {
      this.#unanswered.set(connection, (this.#unanswered.get(connection) ?? 1) - 1);
    }
  }

  /** One statement outside any company, under the pool's own role. */
  async query<Row extends object = Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    let connection: PoolClient | undefined;
    try {
      connection = await this.#acquire();
      return await this.#send<Row>(connection, sql, values);
    } catch (error) {
      throw translateOutage(error);
    } finally {
      if (connection !== undefined) await this.knex.client.releaseConnection(connection);
    }
  }

  async close(): Promise<void> {
    await this.knex.destroy();
  }
}

/** SQLSTATE of a PostgreSQL error, also one that objection has wrapped; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('nativeError' in error) return sqlState(error.nativeError);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

const OUTAGE_STATES = new Set(['57P01', '57P02', '57P03', '53300', '53100', '53200', '08000', '08003', '08006', '08001', '25P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function isOutage(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined && OUTAGE_STATES.has(state)) return true;
  if (!(error instanceof Error)) return false;
  return error.name === 'KnexTimeoutError' || /Connection terminated|Client has encountered a connection error|Connection ended unexpectedly|timeout expired|Timeout acquiring/.test(error.message);
}

/** Turns what the driver throws during an outage or contention into an answer; everything else passes untouched. */
export function translateOutage(error: unknown): unknown {
  if (isTransient(error)) {
    return new UnavailableError('core.contention', { ru: 'Слишком много одновременных изменений. Повторите.', en: 'Too many changes at once. Try again.' }, 1, { cause: error });
  }
  if (isOutage(error)) {
    return new UnavailableError('core.database_unavailable', { ru: 'База данных недоступна. Повторите через несколько секунд.', en: 'The database is unavailable. Try again in a few seconds.' }, 2, { cause: error });
  }
  if (sqlState(error) === '57014') {
    return new UnavailableError('core.statement_timeout', { ru: 'Запрос выполнялся слишком долго и был остановлен.', en: 'The request took too long and was stopped.' }, 5, { cause: error });
  }
  if (sqlState(error) === '55P03') {
    return new ConflictError('core.busy', { ru: 'Объект сейчас изменяет другой сотрудник. Повторите.', en: 'Somebody else is changing this right now. Try again.' }, { cause: error });
  }
  return error;
}
