import type { UnitOfWork } from '../company/index.ts';
import { ConflictError } from '../errors/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import { evaluateDecision } from '../rules/index.ts';
import { loadFacts } from './fact-loader.ts';
import { ProcessEngine } from './engine.ts';
import type { ItemRef } from './item-store.ts';

/** A decision's answer with what led to it. */
export interface Decided {
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly rows: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Asks a named decision about an item (locked, on the version it is pinned to), or about nothing but `given`.
 * Facts in `given` go before those of the item. @throws ConflictError when the regulation has no such decision; RuleError when it cannot be answered
 */
export async function decide(uow: UnitOfWork, id: string, about: ItemRef | undefined, given: Readonly<Record<string, unknown>> = {}): Promise<Decided> {
  const item = about === undefined ? undefined : await ProcessEngine.of(uow).store.lock(about);
  const regulation: CompiledRegulation = item?.regulation ?? uow.company.regulation;
  const decision = regulation.decisions.get(id);
  if (decision === undefined) {
    throw new ConflictError('core.unknown_decision', { ru: 'Регламент не отвечает на вопрос {decision}.', en: 'The regulation does not answer {decision}.' }, { params: { decision: id } });
  }
  const wanted = Object.keys(decision.table.facts).filter((name) => !(name in given));
  const loaded: Record<string, unknown> = item === undefined ? { p: regulation.parameters } : await loadFacts(uow, { entity: item.entity, row: item.row, names: new Set(wanted), parameters: regulation.parameters, event: given });
  const facts = Object.fromEntries(Object.keys(decision.table.facts).map((name) => [name, name in given ? given[name] : loaded[name]]));
  const { outcome, rows, factsRead } = evaluateDecision(decision.table, facts);
  return { outcome: outcome as Record<string, unknown>, rows, facts: factsRead };
}
