import type { EnumValue, StateSpec } from '../../../core/index.ts';

/** States of a region from the enumeration its column has, so that labels and codes are written once. */
export function statesOf(
  values: readonly EnumValue[],
  marks: { readonly final?: readonly string[]; readonly disabled?: readonly string[]; readonly more?: Readonly<Record<string, Partial<StateSpec>>> } = {},
): Record<string, StateSpec> {
  return Object.fromEntries(
    values.map(({ code, label }) => [
      code,
      {
        label,
        ...(marks.final?.includes(code) === true ? { final: true } : {}),
        ...(marks.disabled?.includes(code) === true ? { disabled: true } : {}),
        ...marks.more?.[code],
      },
    ]),
  );
}
