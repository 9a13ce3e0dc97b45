/** json-logic's own truth: an empty list is false, everything else as in JavaScript. */
export function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

// json-logic leaves coercion to JavaScript, and the answers must stay the same; checkRule refuses unlike types long before.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;

/** Operators that see only their evaluated arguments. */
export const OPERATIONS: ReadonlyMap<string, (args: readonly Loose[]) => unknown> = new Map<string, (args: readonly Loose[]) => unknown>([
  ['==', ([left, right]) => left == right],
  ['===', ([left, right]) => left === right],
  ['!=', ([left, right]) => left != right],
  ['!==', ([left, right]) => left !== right],
  ['>', ([left, right]) => left > right],
  ['>=', ([left, right]) => left >= right],
  ['<', ([low, middle, high]) => (high === undefined ? low < middle : low < middle && middle < high)],
  ['<=', ([low, middle, high]) => (high === undefined ? low <= middle : low <= middle && middle <= high)],
  ['!', ([value]) => !isTruthy(value)],
  ['!!', ([value]) => isTruthy(value)],
  ['in', ([needle, haystack]) => (Array.isArray(haystack) || (typeof haystack === 'string' && haystack !== '')) && haystack.indexOf(needle) !== -1],
  ['cat', (args) => args.join('')],
  ['substr', ([source, start, length]) => substr(String(source), start, length)],
  ['+', (args) => args.reduce((sum, value) => sum + parseFloat(value), 0)],
  ['*', (args) => args.reduce((product, value) => parseFloat(product) * parseFloat(value))],
  ['-', ([left, right]) => (right === undefined ? -left : left - right)],
  ['/', ([left, right]) => left / right],
  ['%', ([left, right]) => left % right],
  ['min', (args) => Math.min(...args)],
  ['max', (args) => Math.max(...args)],
  ['merge', (args) => ([] as unknown[]).concat(...args)],
]);

/** Counts from the end when negative, as `String.prototype.substr` does; a negative `length` leaves off that many at the end. */
function substr(source: string, start: number, length: Loose): string {
  if (!(length < 0)) return source.substr(start, length);
  const tail = source.substr(start);
  return tail.substr(0, tail.length + length);
}

/** Least and most arguments of each built-in operator, as `checkRule` demands them. */
export const ARITY: ReadonlyMap<string, readonly [min: number, max: number]> = new Map<string, readonly [number, number]>([
  ['var', [1, 2]], ['missing', [1, Infinity]], ['missing_some', [2, 2]],
  ['if', [2, Infinity]], ['?:', [2, Infinity]], ['and', [1, Infinity]], ['or', [1, Infinity]],
  ['filter', [2, 2]], ['map', [2, 2]], ['reduce', [3, 3]], ['all', [2, 2]], ['some', [2, 2]], ['none', [2, 2]],
  ['==', [2, 2]], ['===', [2, 2]], ['!=', [2, 2]], ['!==', [2, 2]],
  ['>', [2, 2]], ['>=', [2, 2]], ['<', [2, 3]], ['<=', [2, 3]], ['!', [1, 1]], ['!!', [1, 1]],
  ['in', [2, 2]], ['cat', [1, Infinity]], ['substr', [2, 3]],
  ['+', [1, Infinity]], ['*', [2, Infinity]], ['-', [1, 2]], ['/', [2, 2]], ['%', [2, 2]],
  ['min', [1, Infinity]], ['max', [1, Infinity]], ['merge', [1, Infinity]],
]);

/** Operators whose second argument is evaluated once for each element of the first. */
export const LIST_OPERATORS: ReadonlySet<string> = new Set(['filter', 'map', 'reduce', 'all', 'some', 'none']);
