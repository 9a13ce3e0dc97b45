export { MacbuildImportRun, RUN_STATES } from './macbuild-import-run.ts';
export { MacbuildOrderLine } from './macbuild-order-line.ts';
export { MacbuildOrder } from './macbuild-order.ts';
export type { MacbuildOrderRow } from './macbuild-order.ts';
