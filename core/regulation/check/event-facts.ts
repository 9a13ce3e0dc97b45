import type { Need, TransitionSpec } from '../../process/index.ts';
import type { FactType } from '../../rules/index.ts';
import type { FactTypes } from './context.ts';

/** Type of a datum that an event brings, from the JSON Schema its process asks for. */
function typeOfNeed(need: Need, sure: boolean): FactType {
  const declared = need.schema['type'];
  const types = (Array.isArray(declared) ? declared : [declared]).filter((one): one is string => typeof one === 'string');
  const plain = types.filter((one) => one !== 'null');
  const type = plain.length === 1 ? (plain[0] === 'integer' ? 'number' : plain[0]) : 'any';
  const nullable = !sure || types.includes('null') ? { nullable: true } : {};
  const values = need.schema['enum'];
  const allowed = type === 'string' && Array.isArray(values) && values.every((one) => typeof one === 'string') ? { enum: values as string[] } : {};
  return { type: type as FactType['type'], ...nullable, ...allowed, label: need.label };
}

/**
 * Facts that the event of `transition` adds: each datum under `event.` and, where the item has no fact of that name, by its own name. Data of
 * other transitions of the same event may come as well, but need not. What the system sends is not declared anywhere, so there `event` is open.
 */
export function eventFacts(transitions: Readonly<Record<string, TransitionSpec>>, transition: TransitionSpec): FactTypes {
  const same = transition.on === undefined ? [transition] : Object.values(transitions).filter((one) => one.on === transition.on && one.disabled !== true);
  const data: Record<string, FactType> = {};
  for (const other of same) {
    for (const [name, need] of Object.entries(other.needs ?? {})) data[name] ??= typeOfNeed(need, transition.needs?.[name]?.required === true);
  }
  const asked = transition.by !== undefined;
  const event: FactType = asked ? { type: 'object', properties: { comment: { type: 'string', nullable: true }, to: { type: 'string', nullable: true }, ...data } } : { type: 'any' };
  return { ...data, event };
}
