export { Database, quoteIdentifier, sqlState, translateOutage } from './database.ts';
export type { DatabaseSettings, Transaction, TransactionScope } from './database.ts';
