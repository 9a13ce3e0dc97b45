import type { EntityMeta, FieldMeta } from '../../../web/ui/src/kit.ts';
import type { Point } from './points.ts';

/** A row of the sheet: a stored point, or a new one without `id`. */
export type SheetRow = Readonly<Partial<Point>> & { readonly key: string };

/** Columns of the sheet in their order; names are those of the entity. */
export const COLUMNS = ['clause', 'our_wording', 'client_wording', 'proposed_wording', 'decision', 'reviewer_comment'] as const;
export type Column = (typeof COLUMNS)[number];

/** What a reviewer writes when he decides the points. */
export const DECIDED: readonly Column[] = ['proposed_wording', 'decision', 'reviewer_comment'];

/** A row that is not stored yet. */
export function newRow(): SheetRow {
  return { key: crypto.randomUUID() };
}

/** The columns as the server describes them. */
export function columnsOf(item: EntityMeta, names: readonly Column[] = COLUMNS): FieldMeta[] {
  return names.flatMap((name) => item.fields.find((field) => field.name === name) ?? []);
}

/** A cell of a pasted block; a choice is named by its label or its code. */
function pasted(field: FieldMeta, text: string): string | null {
  if (field.type !== 'enum') return text === '' ? null : text;
  return field.values?.find((one) => one.label.toLowerCase() === text.toLowerCase() || one.code === text)?.code ?? null;
}

/** Lays a block copied from a spreadsheet over the rows from one cell on; rows are added below when `grows`. */
export function pasteBlock(rows: readonly SheetRow[], text: string, from: { readonly row: number; readonly column: number }, fields: readonly FieldMeta[], grows: boolean): SheetRow[] {
  const next = [...rows];
  text.replace(/\r/g, '').replace(/\n$/, '').split('\n').forEach((line, down) => {
    const at = from.row + down;
    if (at >= next.length && !grows) return;
    const patch = Object.fromEntries(line.split('\t').flatMap((cell, right) => {
      const field = fields[from.column + right];
      return field === undefined ? [] : [[field.name, pasted(field, cell.trim())]];
    }));
    next[at] = { ...(next[at] ?? newRow()), ...patch };
  });
  return next;
}

/** What PATCH takes: every point that stays, new ones without an id. */
export function itemsOf(rows: readonly SheetRow[]): Record<string, unknown>[] {
  return rows.map((row) => ({
    ...(row.id === undefined ? {} : { id: row.id }),
    ...Object.fromEntries(COLUMNS.filter((name) => row[name] !== undefined).map((name) => [name, row[name]])),
  }));
}

/** What the event of deciding takes: the points whose decision, wording or comment differs from what is stored. */
export function decisionsOf(rows: readonly SheetRow[], stored: readonly Point[]): { readonly item_id: string; readonly decision: string; readonly comment?: string; readonly proposed_wording?: string }[] {
  return rows.flatMap((row) => {
    const before = stored.find((point) => point.id === row.id);
    if (before === undefined || DECIDED.every((name) => (before[name] ?? '') === (row[name] ?? ''))) return [];
    return [{
      item_id: before.id,
      decision: row.decision ?? before.decision,
      ...((row.reviewer_comment ?? '') === (before.reviewer_comment ?? '') ? {} : { comment: row.reviewer_comment ?? '' }),
      ...((row.proposed_wording ?? '') === (before.proposed_wording ?? '') ? {} : { proposed_wording: row.proposed_wording ?? '' }),
    }];
  });
}

/** Problems of single cells, by `row/column`; pointers of a PATCH and of both events name them alike after the list's name. */
export function cellErrors(errors: readonly { readonly pointer: string; readonly message: string }[]): ReadonlyMap<string, string> {
  return new Map(errors.flatMap(({ pointer, message }) => {
    const [, row, column] = /(?:items|decisions)\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
    return row === undefined || column === undefined ? [] : [[`${row}/${column}`, message] as const];
  }));
}
