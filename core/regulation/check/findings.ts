import type { Label } from '../../language/index.ts';
import { nearest } from '../../language/index.ts';
import type { RuleProblem } from '../../rules/index.ts';
import type { Diagnostic, MergedDocument, Origin } from '../source/index.ts';
import { pointerTokens } from '../source/index.ts';

export interface FindingOptions {
  readonly fix?: Label;
  /** The name that was probably meant; it becomes the fix when there is no other. */
  readonly suggestion?: string | undefined;
  /** Point at the key instead of the value. */
  readonly at?: 'key';
  readonly severity?: 'warning';
}

/** Collects what the checks find, each once, at the line that set the value last. */
export class Findings {
  readonly list: Diagnostic[] = [];
  readonly #merged: MergedDocument;
  readonly #seen = new Set<string>();

  constructor(merged: MergedDocument) {
    this.#merged = merged;
  }

  get errors(): number {
    return this.list.filter((one) => one.severity === 'error').length;
  }

  add(code: string, pointer: string, message: Label, options: FindingOptions = {}): void {
    const { file, line, column } = this.removal(pointer) ?? (options.at === 'key' ? this.#merged.keyOrigin(pointer) : this.#merged.origin(pointer));
    const fix = options.fix ?? (options.suggestion === undefined ? undefined : didYouMean(options.suggestion));
    const shown = this.#isWritten(pointer) || this.removal(pointer) !== undefined ? message : { ru: `${placeOf(pointer)}: ${message.ru}`, en: `${placeOf(pointer)}: ${message.en}` };
    const key = `${code}\n${pointer}\n${shown.en}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ severity: options.severity ?? 'error', code, message: shown, file: file === '' ? this.#mainFile() : file, line, column, pointer, ...(fix === undefined ? {} : { fix }) });
  }

  /** Where a layer took away what `pointer` leads to. */
  removal(pointer: string): Origin | undefined {
    return this.#isWritten(pointer) ? undefined : this.#merged.removed.findLast((one) => one.pointer === pointer)?.by;
  }

  /** A name that nothing answers to, with the nearest one that exists. */
  unknown(code: string, pointer: string, what: Label, name: string, known: Iterable<string>, options: Pick<FindingOptions, 'at' | 'severity'> = {}): void {
    const names = [...known];
    const suggestion = nearest(name, names);
    const some = names.slice(0, 12).join(', ');
    const fix = suggestion !== undefined ? didYouMean(suggestion) : some === '' ? undefined : { ru: `есть: ${some}`, en: `there are: ${some}` };
    this.add(code, pointer, { ru: `${what.ru}: «${name}» — такого имени нет`, en: `${what.en}: there is no "${name}"` }, { ...options, ...(fix === undefined ? {} : { fix }) });
  }

  rules(problems: readonly RuleProblem[], pointer: string): void {
    for (const { severity, code, message, suggestion, pointer: inside } of problems) {
      this.add(code, `${pointer}${inside}`, message, { suggestion, ...(severity === 'warning' ? { severity } : {}) });
    }
  }

  /** False for what only a plugin's code set: its place in the files is that of an ancestor, so the message names it. */
  #isWritten(pointer: string): boolean {
    let value: unknown = this.#merged.value;
    for (const token of pointerTokens(pointer)) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return false;
      value = (value as Record<string, unknown>)[token];
    }
    return true;
  }

  #mainFile(): string {
    return this.#merged.files.at(-1)?.path ?? 'regulation.yaml';
  }
}

export function didYouMean(name: string): Label {
  return { ru: `возможно, имелось в виду «${name}»`, en: `did you mean "${name}"?` };
}

/** A pointer as people read it: `processes › crm.interest › transitions › I-06`. */
function placeOf(pointer: string): string {
  return pointerTokens(pointer).join(' › ');
}
