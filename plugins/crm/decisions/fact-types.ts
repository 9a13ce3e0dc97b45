import type { DecisionDefinition } from '../../../core/index.ts';

export type FactTypes = DecisionDefinition['facts'];

/** The parameters of the regulation. */
export const P: FactTypes = { p: { type: 'any' } };
export const NUMBER = { type: 'number' } as const;
export const COUNT = { type: 'number', integer: true } as const;
export const MAYBE_NUMBER = { type: 'number', nullable: true } as const;
export const BOOLEAN = { type: 'boolean' } as const;
export const TEXT = { type: 'string' } as const;
export const MAYBE_TEXT = { type: 'string', nullable: true } as const;

/** A text that is one of an enumeration's codes. */
export function oneOf(values: readonly { readonly code: string }[], nullable = false): { readonly type: 'string'; readonly enum: string[]; readonly nullable?: boolean } {
  return { type: 'string', enum: values.map((one) => one.code), ...(nullable ? { nullable } : {}) };
}
