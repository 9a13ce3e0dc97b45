import type { Label } from '../language/index.ts';

/** One thing wrong with a configuration. Line and column count from 1; a problem of the environment has the variable's name as `file`. */
export interface ConfigProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: Label;
}

/** The configuration cannot be used; `problems` are all that was found, in the order of the file. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(({ file, line, column, message }) => `${line > 0 ? `${file}:${line}:${column}` : file} ${message.en}`).join('\n'));
  }
}
