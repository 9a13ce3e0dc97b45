import type { Actor } from '../company/index.ts';
import type { EntityDefinition } from '../entity/index.ts';
import { mayReadField, ownerOf } from '../records/index.ts';

/**
 * Facts of a row that this person may not see: its confidential columns. A rule may read them for him; its explanation, like every other surface,
 * must not tell what they are.
 */
export function hiddenFacts(actor: Actor, definition: EntityDefinition, row: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const owner = ownerOf(definition, row);
  return new Set(Object.entries(definition.fields).filter(([, one]) => !mayReadField(actor, definition, one, owner)).map(([name]) => name));
}

/** Facts without the hidden ones; a hidden `order` hides `order.margin` as well. */
export function withoutHidden(facts: Readonly<Record<string, unknown>>, hidden: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !hidden.has(name.split('.')[0] ?? name)));
}
