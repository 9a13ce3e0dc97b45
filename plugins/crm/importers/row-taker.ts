import type { FieldProblem, Label, TableProblem } from '../../../core/index.ts';
import { RefusalError, refuseRows } from '../../../core/index.ts';

const MOST_PROBLEMS = 500;

/** Something wrong with a cell that only the importer knows. */
export class CellError extends Error {
  constructor(readonly field: string, readonly code: string, readonly label: Label) {
    super(label.en);
    this.name = 'CellError';
  }
}

/**
 * Takes the rows of a list one by one and gathers what is wrong with each, so that a person mends the whole file at once; any problem undoes the whole
 * import, so what a refused row had written before does not matter.
 */
export class RowTaker {
  readonly problems: TableProblem[] = [];

  /** `columns`: field → header in the file; fields of rows that are written may be named otherwise, see `aliases`. */
  constructor(readonly columns: Readonly<Record<string, string | null>>, problems: readonly TableProblem[], readonly aliases: Readonly<Record<string, string>> = {}) {
    this.problems.push(...problems);
  }

  /** Does the work of one row; a refusal becomes problems of the row. */
  async take<Result>(row: number, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CellError) this.#say(row, error.field, error.code, error.label);
      else if (error instanceof RefusalError) this.#refused(row, error);
      else throw error;
      if (this.problems.length >= MOST_PROBLEMS) this.finish();
      return undefined;
    }
  }

  /** @throws InvalidError core.table_rows_wrong when there was any problem */
  finish(): void {
    if (this.problems.length > 0) throw refuseRows([...this.problems].sort((left, right) => (left.row ?? 0) - (right.row ?? 0)));
  }

  #refused(row: number, error: RefusalError): void {
    const parts: readonly (FieldProblem | { readonly pointer: string; readonly code: string; readonly message: Label })[] = error.errors.length > 0
      ? error.errors : error.reasons.length > 0 ? error.reasons.map(({ code, message }) => ({ pointer: '', code, message })) : [{ pointer: '', code: error.code, message: error.label }];
    for (const one of parts) this.#say(row, one.pointer.split('/').at(-1) ?? '', one.code, one.message);
  }

  #say(row: number, field: string, code: string, message: Label): void {
    this.problems.push({ row, column: this.columns[this.aliases[field] ?? field] ?? null, code, message });
  }
}
