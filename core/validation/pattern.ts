import type { Label } from '../language/index.ts';
import { RE2JS } from 're2js';

/** A compiled pattern; `test` searches anywhere in the text, as JSON Schema's `pattern` does. */
export interface CompiledPattern {
  test(text: string): boolean;
}

const LONGEST_PATTERN = 1000;
const LARGEST_PROGRAM = 10_000;

/**
 * Compiles a regular expression for the RE2 engine, whose time grows with the length of the text and never explodes.
 * Look-around and back-references do not exist there: such a pattern throws, as do syntax errors and patterns that unfold beyond reason.
 */
export function compilePattern(source: string): CompiledPattern {
  if (source.length > LONGEST_PATTERN) throw new Error(`The pattern is longer than ${LONGEST_PATTERN} characters`);
  const compiled = RE2JS.compile(RE2JS.translateRegExp(source));
  if (compiled.programSize() > LARGEST_PROGRAM) throw new Error('The pattern unfolds into too large a program');
  return compiled;
}

/** Why `source` cannot be used as a pattern, in words; undefined when it can. */
export function patternFault(source: string): Label | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    // Compiling is pure: whatever it throws is its verdict on the pattern.
    const detail = error instanceof Error ? error.message : String(error);
    return {
      ru: `Шаблон «${source.slice(0, 80)}» не годится: ${detail}. Просмотр вперёд и назад и обратные ссылки не поддерживаются.`,
      en: `The pattern "${source.slice(0, 80)}" cannot be used: ${detail}. Look-around and back-references are not supported.`,
    };
  }
}
