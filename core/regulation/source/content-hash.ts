import { createHash } from 'node:crypto';
import { canonicalJson } from '../../validation/index.ts';

/** SHA-256 (hex) of a JSON value, the same for equal values whatever the order of their keys. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
