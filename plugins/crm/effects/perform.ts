import type { EffectContext } from '../../../core/index.ts';

/**
 * Performs an effect of the kernel from code, about the item of `context`. `key` names this occasion: the kernel tells and asks once per key, and a
 * subscription's own key is the same for ever.
 */
export async function perform(context: EffectContext, effect: string, params: Readonly<Record<string, unknown>>, key: string = context.key): Promise<void> {
  const definition = context.uow.company.plugins.effect(effect);
  if (definition === undefined) throw new Error(`The effect ${effect} is not installed`);
  // The item is read through a getter, so the copy has to keep it as one.
  await definition.run(params, Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(context), key: { value: key, enumerable: true } }) as EffectContext);
}

/** Ids that a query answers, in its order. */
export async function idsOf(context: EffectContext, sql: string, values: readonly unknown[]): Promise<string[]> {
  return (await context.uow.query<{ id: string }>(sql, values)).map((row) => row.id);
}
