import { createHash } from 'node:crypto';
import { fillLabel } from '../../../core/index.ts';
import type { Label } from '../../../core/index.ts';
import { supplyErrors } from '../errors.ts';
import type { RegisterName, RegisterRow } from './sheets.ts';
import { SHEETS } from './sheets.ts';

/** A row of an imported sheet. `row`: as people see it in the file. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

/** One cell that the file changes. */
export interface CellChange {
  readonly row: number;
  readonly reference: string;
  readonly column: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Everything an import found: what it would change, what was changed on both sides, references nobody knows, cells that cannot be taken. */
export interface RegisterDiff {
  readonly changes: readonly CellChange[];
  readonly conflicts: readonly (CellChange & { readonly exported: string | null })[];
  readonly unknown: readonly { readonly row: number; readonly reference: string | null; readonly cells: Readonly<Record<string, string | null>> }[];
  readonly errors: readonly { readonly row: number; readonly column: string | null; readonly code: string; readonly message: Label }[];
  readonly unchanged: number;
  /** Of the register as it was compared; applying with another one is refused. */
  readonly digest: string;
}

/** Fingerprint of a register: rows and cells. */
export function digestOf(rows: readonly RegisterRow[]): string {
  return createHash('sha256').update(JSON.stringify(rows.map((row) => row.cells))).digest('hex').slice(0, 32);
}

/** A row of a sheet with the row of the register it means. */
export interface Matched {
  readonly sheet: SheetRow;
  readonly present: RegisterRow;
}

/** What a row of ORDERS is known by: a reference may stand with several orders. */
function keyOf(name: RegisterName, cells: Readonly<Record<string, string | null>>): string {
  return name === 'orders' ? `${cells['reference'] ?? ''}\u0000${cells['order_number'] ?? ''}` : (cells['our_ref'] ?? '');
}

/**
 * Finds for each row of the sheet the row it means: by its reference. On ORDERS a row with an unknown reference is a renamed one only when the order has
 * exactly one row whose reference is missing from the sheet and exactly one such newcomer; anything else is unknown, never guessed. Pure.
 */
export function matchRows(name: RegisterName, sheet: readonly SheetRow[], register: readonly RegisterRow[]): { readonly matched: readonly Matched[]; readonly unknown: readonly SheetRow[] } {
  const byKey = new Map(register.map((row) => [keyOf(name, row.cells), row]));
  const matched: Matched[] = [];
  const strangers: SheetRow[] = [];
  for (const one of sheet) {
    const present = byKey.get(keyOf(name, one.cells));
    if (present === undefined) strangers.push(one);
    else matched.push({ sheet: one, present });
  }
  if (name === 'truck') return { matched, unknown: strangers };
  const references = new Set(sheet.map((one) => one.cells['reference']));
  const known = new Set(register.map((row) => row.cells['reference']));
  const unknown: SheetRow[] = [];
  for (const one of strangers) {
    const number = one.cells['order_number'] ?? null;
    const missing = register.filter((row) => row.cells['order_number'] === number && !references.has(row.cells['reference'] ?? null));
    const newcomers = strangers.filter((other) => other.cells['order_number'] === number);
    const [present] = missing;
    if (number !== null && one.cells['reference'] !== null && !known.has(one.cells['reference'] ?? null) && present !== undefined && missing.length === 1 && newcomers.length === 1) matched.push({ sheet: one, present });
    else unknown.push(one);
  }
  return { matched, unknown };
}

/** The row as it was exported: with the present reference, or, where that was changed on our side too, the only one of its order that the sheet lacks. */
function exportedAs(name: RegisterName, one: SheetRow, present: RegisterRow, sheet: readonly SheetRow[], base: readonly SheetRow[] | undefined): SheetRow | undefined {
  const same = base?.find((row) => keyOf(name, row.cells) === keyOf(name, present.cells));
  if (same !== undefined || base === undefined || name !== 'orders') return same;
  const references = new Set(sheet.map((row) => row.cells['reference']));
  const missing = base.filter((row) => row.cells['order_number'] === one.cells['order_number'] && !references.has(row.cells['reference'] ?? null));
  return missing.length === 1 ? missing[0] : undefined;
}

/** An empty cell of a file and an empty text of the register are the same nothing. */
function cellOf(row: { readonly cells: Readonly<Record<string, string | null>> }, key: string): string | null {
  const value = row.cells[key];
  return value === undefined || value === '' ? null : value;
}

/** Compares a sheet with the register; `base` holds the cells as they were exported. Pure. */
export function compareRegister(name: RegisterName, sheet: readonly SheetRow[], register: readonly RegisterRow[], base: readonly SheetRow[] | undefined, errors: RegisterDiff['errors']): RegisterDiff {
  const { matched, unknown } = matchRows(name, sheet, register);
  const { columns, key } = SHEETS[name];
  const changes: CellChange[] = [];
  const conflicts: (CellChange & { exported: string | null })[] = [];
  const twice = matched.filter(({ present }, index) => matched.findIndex((other) => other.present === present) !== index);
  const all = [...errors, ...twice.map(({ sheet: { row } }) => ({ row, column: null, code: 'supply.line_twice', message: fillLabel(supplyErrors['supply.line_twice'], {}) }))];
  const bad = new Set(all.map((one) => one.row));
  let unchanged = 0;
  for (const { sheet: one, present } of matched) {
    if (bad.has(one.row)) continue;
    const exported = exportedAs(name, one, present, sheet, base);
    let touched = false;
    for (const column of columns) {
      const to = cellOf(one, column.key);
      const from = cellOf(present, column.key);
      if (to === from) continue;
      const was = exported === undefined ? from : cellOf(exported, column.key);
      // Not touched in the file: the register has moved on meanwhile.
      if (to === was) continue;
      touched = true;
      const change = { row: one.row, reference: present.cells[key] ?? '', column: column.header, from, to };
      if (from === was) changes.push(change);
      else conflicts.push({ ...change, exported: was });
    }
    if (!touched) unchanged += 1;
  }
  return { changes, conflicts, unknown: unknown.map((one) => ({ row: one.row, reference: one.cells[key] ?? null, cells: one.cells })), errors: all, unchanged, digest: digestOf(register) };
}
