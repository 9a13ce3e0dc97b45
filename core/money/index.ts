export {
  MONEY_SCALE,
  add,
  compare,
  greater,
  lesser,
  multiply,
  percentOf,
  percentRatio,
  round,
  subtract,
  sum,
  toFactNumber,
  vatInside,
  vatOnTop,
} from './arithmetic.ts';
export { isDecimal } from './decimal-string.ts';
export type { DecimalString } from './decimal-string.ts';
export { formatMoney } from './format-money.ts';
