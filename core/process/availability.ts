import type { RefusalReason } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import type { CompiledTransition } from './compile.ts';
import { CHOSEN_TARGET } from './compile.ts';
import type { Judged, ProcessEngine } from './engine.ts';
import type { Item } from './item-store.ts';
import { mayTake, needsSchema } from './refusals.ts';
import type { Need } from './spec.ts';

/** What a person could do with an item now, and what stands in the way. */
export interface AvailableEvent {
  readonly event: string;
  readonly code: string;
  readonly label: Label;
  readonly region: string;
  readonly to: string;
  readonly toLabel: Label;
  readonly allowed: boolean;
  /** JSON Schema of the data the event takes. */
  readonly needs: Record<string, unknown>;
  readonly fields: readonly { readonly name: string; readonly label: Label; readonly required: boolean; readonly target?: string }[];
  readonly by: readonly string[];
  readonly reasons: readonly RefusalReason[];
}

/** Every event of the present states, allowed or not, each once: the first edge that is open to this person, else the first. */
export async function availableEvents(engine: ProcessEngine, item: Item): Promise<AvailableEvent[]> {
  const edges = [...(item.process?.byEvent.values() ?? [])].flat().filter((one) => one.by !== undefined && engine.stands(item, one));
  const judged = await engine.judge(item, edges, {});
  const events = new Map<string, Judged[]>();
  for (const one of judged) events.set(one.transition.on ?? '', [...(events.get(one.transition.on ?? '') ?? []), one]);
  return [...events.values()].map((ones) => {
    const open = ones.filter((one) => mayTake(engine.uow.actor, item, one.transition));
    const chosen = open.find((one) => one.allowed) ?? open[0] ?? (ones[0] as Judged);
    return describe(item, chosen, open.length > 0);
  });
}

/** Clauses over the event's own data cannot be judged before it is given, so they do not refuse beforehand. */
function standing(reasons: readonly RefusalReason[], asksForData: boolean): RefusalReason[] {
  return reasons.filter(
    (reason) => reason.code !== CHOSEN_TARGET && !(asksForData && reason.code === 'core.rule_missing_fact') && !Object.keys(reason.facts ?? {}).some((fact) => fact === 'event' || fact.startsWith('event.')),
  );
}

/** An edge that leads wherever its sender says asks him where; every open state but the present one. */
function chosenTarget(item: Item, one: CompiledTransition): Record<string, Need> {
  if (one.when[0]?.code !== CHOSEN_TARGET) return {};
  const region = item.process?.regions[one.region];
  const states = Object.entries(region?.states ?? {}).filter(([name, state]) => state.final !== true && state.disabled !== true && name !== item.row[region?.field ?? '']);
  return { to: { label: { ru: 'Куда', en: 'Where to' }, schema: { type: 'string', enum: states.map(([name]) => name) }, required: true } };
}

function describe(item: Item, judged: Judged, permitted: boolean): AvailableEvent {
  const one: CompiledTransition = judged.transition;
  const states = item.process?.regions[one.region]?.states ?? {};
  const to = one.to === '=' ? String(item.row[item.process?.regions[one.region]?.field ?? '']) : one.to;
  const needs = { ...one.needs, ...chosenTarget(item, one) };
  const reasons = standing(judged.reasons, Object.keys(needs).length > 0);
  const names = (one.by ?? []).map((role) => item.regulation.roles.get(role)?.label ?? { ru: role, en: role });
  const refused: RefusalReason[] = permitted
    ? reasons
    : [{ code: 'core.role_required', who: one.by ?? [], message: { ru: `Это может: ${names.map((name) => name.ru).join(', ')}.`, en: `This can be done by: ${names.map((name) => name.en).join(', ')}.` } }, ...reasons];
  return {
    event: one.on ?? '',
    code: one.code,
    label: one.label ?? states[to]?.label ?? { ru: one.on ?? one.code, en: one.on ?? one.code },
    region: one.region,
    to,
    toLabel: states[to]?.label ?? { ru: to, en: to },
    allowed: permitted && refused.length === 0,
    needs: needsSchema(needs),
    fields: Object.entries(needs).map(([name, need]: [string, Need]) => ({ name, label: need.label, required: need.required === true, ...(need.target === undefined ? {} : { target: need.target }) })),
    by: one.by ?? [],
    reasons: refused,
  };
}
