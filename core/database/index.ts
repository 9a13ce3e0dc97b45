export { Database, quoteIdentifier, sqlState, translateOutage } from './database.ts';
export type { DatabaseSettings, SqlStatement, Transaction, TransactionScope } from './database.ts';
