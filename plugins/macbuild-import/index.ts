/** What other plugins may use of the import from MacBuild. */
export { MacbuildOrder } from './entities/index.ts';
export type { MacbuildOrderRow } from './entities/index.ts';
export { loadOrder } from './services/load-order.ts';
export type { LoadedOrder } from './services/load-order.ts';
export type { OrderFile, OrderFileLine } from './file/order-file.ts';
