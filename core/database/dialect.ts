import { createRequire } from 'node:module';
import pg from 'pg';
import type { Knex } from 'knex';
import type { Client, PoolClient } from 'pg';

/**
 * knex's own PostgreSQL dialect with what its public settings do not offer: every parametrised statement is a named (prepared) one, which halves
 * the server's work on it, and a knex may work on a connection that somebody else has opened a transaction on.
 * Both reach into knex's internals: its version is pinned and `test/database.test.ts` fails when they move.
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

const PgDialect = require('knex/lib/dialects/postgres/index.js') as new (config: unknown) => DialectInstance;
const makeKnex = require('knex/lib/knex-builder/make-knex.js') as (client: unknown) => Knex;

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

export class NamedStatementDialect extends PgDialect {
  override _query(connection: Client, query: QueryObject): Promise<unknown> {
    if (query.bindings !== undefined && query.bindings.length > 0) {
      const name = statementName(query.sql);
      if (name !== undefined) query.options = { ...query.options, name };
    }
    return super._query(connection, query);
  }
}

/** Fields of a knex client that belong to its settings rather than to its pool. */
const SHARED = ['version', 'config', 'driver', 'connectionSettings', 'valueForUndefined', 'logger'] as const;

/**
 * A knex whose every statement goes to `connection`, inside the transaction that its owner opened and will end. It cannot open another.
 * `isOver` tells when the owner has ended it, `onQuery` hears of each statement.
 */
export function knexOn(pool: Knex, connection: PoolClient, isOver: () => boolean, onQuery: () => void): Knex {
  const settings = pool.client as Record<string, unknown>;
  const client = Object.create(NamedStatementDialect.prototype) as Record<string, unknown> & { on(event: string, listener: () => void): void };
  for (const name of SHARED) client[name] = settings[name];
  client['transacting'] = true;
  client['acquireConnection'] = async () => {
    if (isOver()) throw new Error('The transaction is over');
    return connection;
  };
  client['releaseConnection'] = async () => undefined;
  client['transaction'] = () => {
    throw new Error('A transaction is open already');
  };
  client.on('query', onQuery);
  return makeKnex(client);
}

/**
 * Decides once how PostgreSQL values look in JavaScript: `numeric` and `bigint` stay strings (exact), `date` stays 'YYYY-MM-DD'
 * (a Date would shift it by the zone), timestamps are Dates.
 */
export function useExactTypes(): void {
  pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
}
