import type { TransitionSpec } from '../../../core/index.ts';
import { label } from '../../../core/index.ts';

/** Datum an event takes from its sender. */
export type Need = NonNullable<TransitionSpec['needs']>[string];

const UUID = { type: 'string', format: 'uuid' } as const;

/** A refusal reason; left optional here, because the regulation itself refuses when it is missing and says why. */
export const REFUSAL_REASON: Need = { label: label('Причина отказа', 'Refusal reason'), schema: UUID, target: 'crm.refusal_reason' };

/** A reference that must be given. */
export function reference(ru: string, en: string, target: string, required = true): Need {
  return { label: label(ru, en), schema: UUID, required, target };
}

/** A text; when it is required it may not be empty. */
export function text(ru: string, en: string, options: { readonly required?: boolean; readonly maxLength?: number } = {}): Need {
  const required = options.required === true;
  return { label: label(ru, en), schema: { type: 'string', maxLength: options.maxLength ?? 10_000, ...(required ? { minLength: 1 } : {}) }, required };
}
