import type { Lookup } from './scenario.ts';

/** A reference inside a text: `$order`, `$order.lines.0.id`. */
export interface Reference {
  readonly name: string;
  readonly path: readonly string[];
}

/** Gives what a reference means now. */
export type Resolve = (reference: Reference) => Promise<unknown>;

/** Gives the id of the one row that fits. */
export type Find = (lookup: Lookup) => Promise<string>;

const REFERENCE = /\$(?:\$|([a-z][a-z0-9_]*)((?:\.[a-z0-9_]+)*))/g;

function referenceOf(name: string, path: string): Reference {
  return { name, path: path === '' ? [] : path.slice(1).split('.') };
}

/** Every reference of a text, in order; `$$` is a dollar sign. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, name, path]) => (name === undefined ? [] : [referenceOf(name, path ?? '')]));
}

/** Whether a value says `{ find: entity, where: {...} }`. */
export function isLookup(value: unknown): value is Lookup {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'find' in value && 'where' in value && Object.keys(value).length === 2;
}

async function fillText(text: string, resolve: Resolve): Promise<unknown> {
  const whole = /^\$([a-z][a-z0-9_]*)((?:\.[a-z0-9_]+)*)$/.exec(text);
  if (whole !== null) return resolve(referenceOf(whole[1] as string, whole[2] as string));
  let filled = '';
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [found, name, path] = match;
    filled += text.slice(end, match.index) + (name === undefined ? '$' : String(await resolve(referenceOf(name, path ?? ''))));
    end = match.index + found.length;
  }
  return filled + text.slice(end);
}

/** The value with references and lookups replaced, at any depth; a text that is nothing but a reference becomes what it refers to, not its text. */
export async function fillIn(value: unknown, resolve: Resolve, find: Find): Promise<unknown> {
  if (typeof value === 'string') return fillText(value, resolve);
  if (typeof value !== 'object' || value === null) return value;
  if (isLookup(value)) return find({ find: value.find, where: (await fillIn(value.where, resolve, find)) as Record<string, unknown> });
  if (Array.isArray(value)) {
    const filled: unknown[] = [];
    for (const one of value) filled.push(await fillIn(one, resolve, find));
    return filled;
  }
  const filled: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) filled[name] = await fillIn(one, resolve, find);
  return filled;
}
