import { createRequire } from 'node:module';
import pg from 'pg';
import type { Client, QueryResult } from 'pg';

/**
 * knex's own PostgreSQL dialect with two additions that its public settings do not offer:
 * every parametrised statement is a named (prepared) one, which halves the server's work on it, and a transaction may begin with
 * more than BEGIN, so that the company's role and search path cost no round trip of their own.
 * Both reach into knex's internals: its version is pinned and `test/dialect.test.ts` fails when they move.
 */
const require = createRequire(import.meta.url);

interface QueryObject {
  sql: string;
  bindings?: unknown[];
  options?: Record<string, unknown>;
}

interface DialectInstance {
  _query(connection: Client, query: QueryObject): Promise<unknown>;
}

interface TransactionInstance {
  begin(connection: Client): Promise<unknown>;
  query(connection: Client, sql: string): Promise<unknown>;
}

type TransactionClass = new (client: unknown, container: unknown, config: unknown, outer: unknown) => TransactionInstance;
const PgDialect = require('knex/lib/dialects/postgres/index.js') as new (config: unknown) => DialectInstance;
const PgTransaction = require('knex/lib/dialects/postgres/execution/pg-transaction.js') as TransactionClass;

/** More names than this would only fill the server's memory: statements built from lists of varying length stay unnamed. */
const MAX_NAMES = 2000;
const names = new Map<string, string>();

/** The name a statement text is prepared under, the same for the life of the process; undefined once the table is full. */
export function statementName(sql: string): string | undefined {
  let name = names.get(sql);
  if (name === undefined && names.size < MAX_NAMES) {
    name = `r${names.size}`;
    names.set(sql, name);
  }
  return name;
}

/** What a transaction opens with, and where the row of its last statement goes. */
export interface Opening {
  readonly sql: string;
  readonly row: { value?: Record<string, unknown> };
}

class OpeningTransaction extends PgTransaction {
  readonly #opening: Opening | undefined;

  constructor(client: unknown, container: unknown, config: { opening?: Opening } | undefined, outer: unknown) {
    super(client, container, config, outer);
    this.#opening = config?.opening;
  }

  override async begin(connection: Client): Promise<unknown> {
    if (this.#opening === undefined) return super.begin(connection);
    const answered = (await this.query(connection, this.#opening.sql)) as { response?: QueryResult | QueryResult[] } | undefined;
    const results = answered?.response;
    const last = Array.isArray(results) ? results[results.length - 1] : results;
    const row = last?.rows[0] as Record<string, unknown> | undefined;
    if (row !== undefined) this.#opening.row.value = row;
    return answered;
  }
}

export class NamedStatementDialect extends PgDialect {
  override _query(connection: Client, query: QueryObject): Promise<unknown> {
    if (query.bindings !== undefined && query.bindings.length > 0) {
      const name = statementName(query.sql);
      if (name !== undefined) query.options = { ...query.options, name };
    }
    return super._query(connection, query);
  }

  transaction(container: unknown, config: { opening?: Opening } | undefined, outer: unknown): TransactionInstance {
    return new OpeningTransaction(this, container, config, outer);
  }
}

/**
 * Decides once how PostgreSQL values look in JavaScript: `numeric` and `bigint` stay strings (exact), `date` stays 'YYYY-MM-DD'
 * (a Date would shift it by the zone), timestamps are Dates.
 */
export function useExactTypes(): void {
  pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
}
