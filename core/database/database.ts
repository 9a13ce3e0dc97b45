import knexFactory from 'knex';
import type { Knex } from 'knex';
import type { PoolClient } from 'pg';
import { ConflictError, UnavailableError } from '../errors/index.ts';
import type { Opening } from './dialect.ts';
import { NamedStatementDialect, statementName, useExactTypes } from './dialect.ts';

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
}

/** One open transaction. `knex` serves objection; `query` sends a named statement on the same connection without the builder's cost. */
export interface Transaction {
  readonly knex: Knex.Transaction;
  /** First row of the scope's opening query. */
  readonly opening: Readonly<Record<string, unknown>>;
  query<Row extends object = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

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
    const row: Opening['row'] = {};
    const opening: Opening = { sql: openingStatements(scope), row };
    const options = { opening, doNotRejectOnRollback: false } as unknown as Knex.TransactionConfig;
    return this.knex.transaction(async (trx) => {
      const connection = (await trx.client.acquireConnection()) as PoolClient;
      let over = false;
      const finished = (): void => {
        over = true;
      };
      return work({
        knex: trx,
        opening: row.value ?? {},
        query: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
          // Work left behind by a time limit must not reach a connection that already serves another company.
          if (over) throw new Error('The transaction is over');
          this.#statements += 1;
          const name = values.length > 0 ? statementName(sql) : undefined;
          const result = await connection.query<Row>({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
          return result.rows;
        },
      }).finally(finished);
    }, options);
  }

  /** One statement outside any company, under the pool's own role. */
  async query<Row extends object = Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    let connection: PoolClient | undefined;
    try {
      connection = (await this.knex.client.acquireConnection()) as PoolClient;
      this.#statements += 1;
      const name = values.length > 0 ? statementName(sql) : undefined;
      const result = await connection.query<Row>({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
      return result.rows;
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
