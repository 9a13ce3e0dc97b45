import { createHash } from 'node:crypto';
import type { ItemRef } from '../process/index.ts';

/**
 * Code of the transition, wait, schedule or subscription that ordered an effect, read from the effect's key; which repetition of a wait and which run
 * of a schedule it was is left out, for they are one rule.
 */
export function ruleCodeOf(key: string, item: ItemRef): string {
  const prefix = `${item.entity}:${item.id}:`;
  if (!key.startsWith(prefix)) return key.slice(0, 60);
  const code = key.slice(prefix.length).replace(/^\d+:/, '').replace(/:\d+$/, '');
  return code.replace(/[#@].*$/s, '').slice(0, 60);
}

/** A key made of parts, in full while it fits into the column, else with its tail hashed. */
export function dedupKey(parts: readonly string[], maxLength = 200): string {
  const text = parts.join(':');
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 65)}:${createHash('sha256').update(text).digest('hex')}`;
}
