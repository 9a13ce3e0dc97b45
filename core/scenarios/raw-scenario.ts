import type { Label } from '../language/index.ts';
import { childPointer } from '../regulation/source/index.ts';
import type { Lookup } from './scenario.ts';

/** A scenario file as its schema lets it be written. */
export interface RawScenario {
  readonly scenario: string;
  readonly title: Label;
  readonly source?: string;
  readonly starts: string;
  readonly as: Readonly<Record<string, string>>;
  readonly observer?: string;
  readonly known?: Readonly<Record<string, Lookup>>;
  readonly given?: readonly RawStep[];
  readonly steps: readonly RawStep[];
  readonly variants?: readonly {
    readonly variant: string;
    readonly title: Label;
    readonly instead_of: string;
    readonly steps: readonly RawStep[];
  }[];
}

/** A step, or an action under `do`. */
export type RawStep = Readonly<Record<string, unknown>>;

/** Pointer of a part: `/steps/3/expect/order`. */
export function pointerOf(base: string, ...tokens: readonly (string | number)[]): string {
  return tokens.reduce<string>((pointer, token) => childPointer(pointer, token), base);
}
