import { enumeration } from '../../../core/index.ts';

/** Goods are supplied and shipped, services are not. @see 001 §1.4 */
export const PRODUCT_KINDS = enumeration([
  ['goods', 'Товар', 'Goods'],
  ['service', 'Услуга', 'Service'],
]);
