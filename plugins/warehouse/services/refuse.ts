import { ConflictError, InvalidError, fillLabel } from '../../../core/index.ts';
import { warehouseErrors } from '../errors.ts';

export type WarehouseErrorCode = keyof typeof warehouseErrors;

/** A value a person must mend. @throws InvalidError with its pointer */
export function refuseValue(code: WarehouseErrorCode, pointer: string, facts: Readonly<Record<string, unknown>> = {}): never {
  const message = fillLabel(warehouseErrors[code], facts);
  throw new InvalidError(code, message, { errors: [{ pointer, code, message }] });
}

/** Something that is not possible now. @throws ConflictError with the reason and who can help */
export function refuseNow(code: WarehouseErrorCode, facts: Readonly<Record<string, unknown>> = {}, who: readonly string[] = []): never {
  const message = fillLabel(warehouseErrors[code], facts);
  throw new ConflictError(code, message, { reasons: [{ code, message, facts, who }] });
}

/** What of a row that is settled was nevertheless sent otherwise, each with its pointer. @throws ConflictError */
export function refuseTouched(code: WarehouseErrorCode, names: readonly string[]): void {
  if (names.length === 0) return;
  const message = warehouseErrors[code];
  throw new ConflictError(code, message, { errors: names.map((name) => ({ pointer: `/${name}`, code, message })) });
}
