const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether `key` reaches into an object's prototype; such a name is refused wherever people or machines name fields. */
export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}

/** Where `text` holds a character that PostgreSQL or UTF-8 cannot: `nul` or half of a surrogate pair; undefined when it is sound. */
export function textFault(text: string): { readonly kind: 'nul' | 'surrogate'; readonly offset: number } | undefined {
  const nul = text.indexOf('\0');
  if (nul >= 0) return { kind: 'nul', offset: nul };
  const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.exec(text);
  return half === null ? undefined : { kind: 'surrogate', offset: half.index };
}
