import { ConflictError } from '../errors/index.ts';
import type { RefusalReason } from '../errors/index.ts';
import type { EntityRow } from '../entity/index.ts';
import { CHOSEN_TARGET } from './compile.ts';

/** The row is at another version than the one the sender saw. */
export function staleVersion(row: EntityRow): ConflictError {
  return new ConflictError('core.version_conflict', {
    ru: 'Объект уже изменён (версия {version}). Обновите его и решите заново.',
    en: 'It has been changed meanwhile (version {version}). Reload it and decide again.',
  }, { params: { version: row.version, updated_by: row.updated_by, updated_at: row.updated_at.toISOString() } });
}

/** Every unmet condition of every edge, each said once. */
export function guardsRefused(entity: string, event: string, judged: readonly { readonly reasons: readonly RefusalReason[] }[]): ConflictError {
  const reasons = new Map<string, RefusalReason>();
  // An edge to another state than the sender chose is not what he asked for.
  const meant = judged.filter((one) => !one.reasons.some((reason) => reason.code === CHOSEN_TARGET));
  for (const one of meant.length > 0 ? meant : judged) for (const reason of one.reasons) reasons.set(`${reason.code}|${reason.rule ?? ''}`, reason);
  return new ConflictError('core.guard_refused', {
    ru: 'Сейчас нельзя: не выполнены условия регламента.',
    en: 'Not now: the regulation’s conditions are not met.',
  }, { params: { event, entity }, reasons: [...reasons.values()] });
}

/** One event led to so many transitions that the regulation must be going round in a circle. */
export function endlessChain(entity: string, event: string, steps: number): ConflictError {
  return new ConflictError('core.endless_chain', {
    ru: 'Регламент ходит по кругу: событие {event} вызвало больше {steps} переходов подряд. Ничего не изменено.',
    en: 'The regulation goes round in a circle: {event} led to more than {steps} transitions in a row. Nothing was changed.',
  }, { params: { event, steps, entity } });
}
