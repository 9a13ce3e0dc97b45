import { ComparedValues } from './compared-values.ts';
import type { FactType } from './fact-type.ts';
import { resolvePath } from './resolve-path.ts';
import type { Facts } from './rule.ts';

/** Values worth trying for one path of the facts. */
export interface FactDomain {
  readonly path: string;
  readonly values: readonly unknown[];
}

const MAX_ELEMENTS = 24;
const MAX_PAIRED_ELEMENTS = 6;
const HUNDREDTH = 0.01;

/** For each path that the rules read: every constant they compare it with, a step to either side, and all the values its type lists. `known` are values of the facts already in use. */
export function factDomains(rules: readonly unknown[], types: Readonly<Record<string, FactType>>, known: Facts): readonly FactDomain[] {
  const compared = new ComparedValues();
  for (const rule of rules) compared.add(rule);
  const root: FactType = { type: 'object', properties: types };
  const typeOf = (path: string): FactType => resolvePath(root, path.replaceAll('[]', '.0'), '', () => undefined).type;
  const valuesOf = (path: string): readonly unknown[] => {
    const type = typeOf(path);
    const near = [path, ...compared.linked(path)].map((other) => readPath(known, other)).filter((value) => typeof value === 'number' || typeof value === 'string');
    const values = type.type === 'array' ? lists(path) : scalars(type, [...compared.constantsOf(path), ...near]);
    return type.nullable === true ? [...values, null] : values;
  };
  const lists = (path: string): readonly unknown[] => {
    const inside = compared.paths().filter((other) => other.startsWith(`${path}[]`) && !other.slice(path.length + 2).includes('[]'));
    const whole = inside.includes(`${path}[]`);
    const domains = whole ? [] : inside.map((other) => ({ path: other.slice(path.length + 3), values: valuesOf(other) }));
    const elements: readonly unknown[] = whole ? valuesOf(`${path}[]`).slice(0, MAX_ELEMENTS) : [...combinations(domains, MAX_ELEMENTS)];
    const paired = elements.slice(0, MAX_PAIRED_ELEMENTS);
    return [[], ...elements.map((element) => [element]), ...paired.flatMap((one) => paired.filter((two) => two !== one).map((two) => [one, two]))];
  };
  return compared
    .paths()
    .filter((path) => !path.includes('[]') && path !== '')
    .sort((left, right) => left.length - right.length)
    .map((path) => ({ path, values: valuesOf(path) }));
}

function scalars(type: FactType, constants: readonly unknown[]): readonly unknown[] {
  const numbers = constants.filter((value): value is number => typeof value === 'number');
  const texts = constants.filter((value): value is string => typeof value === 'string');
  switch (type.type) {
    case 'boolean':
      return [true, false];
    case 'number': {
      const step = type.integer === true ? 1 : HUNDREDTH;
      const around = (numbers.length === 0 ? [0] : numbers).flatMap((value) => [value, value - step, value + step]);
      return [...new Set(type.integer === true ? around.map(Math.round) : around)];
    }
    case 'string':
      // A text a little before and after each constant: dates are compared as texts.
      return type.enum ?? [...new Set([...texts, ...texts.flatMap((text) => [text.slice(0, -1), `${text}~`]), '?'])];
    case 'object':
      return [{}];
    default:
      return [...new Set([...constants, true, false, 0, '?', null])];
  }
}

/** Every combination of the domains while they are at most `limit`; otherwise `limit` combinations picked evenly, always the same ones. */
export function* combinations(domains: readonly FactDomain[], limit: number): Generator<Facts> {
  const total = domains.reduce((product, { values }) => product * values.length, 1);
  const random = pseudoRandom();
  for (let count = 0; count < Math.min(total, limit); count += 1) {
    let rest = count;
    let facts: Facts = {};
    for (const { path, values } of domains) {
      const index = total <= limit ? rest % values.length : Math.floor(random() * values.length);
      rest = Math.floor(rest / values.length);
      facts = withPath(facts, path, values[index]);
    }
    yield facts;
  }
}

/** The facts with one path set; a path under something that is null stays unset. */
export function withPath(facts: Facts, path: string, value: unknown): Facts {
  const dot = path.indexOf('.');
  if (dot < 0) return { ...facts, [path]: value };
  const head = path.slice(0, dot);
  const holder = Object.hasOwn(facts, head) ? facts[head] : {};
  return typeof holder === 'object' && holder !== null ? { ...facts, [head]: withPath(holder as Facts, path.slice(dot + 1), value) } : facts;
}

/** The value at a path, undefined when anything on the way is absent. */
export function readPath(facts: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((data, key) => (data !== null && data !== undefined && Object.hasOwn(data, key) ? (data as Facts)[key] : undefined), facts);
}

/** A fixed sequence (mulberry32), so that a check says the same thing each time. */
export function pseudoRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

