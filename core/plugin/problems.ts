import type { Label } from '../language/index.ts';

/** One thing wrong with the set of plugins; `plugin` names whose manifest must be mended. */
export interface PluginProblem {
  readonly plugin: string;
  readonly code: string;
  readonly message: Label;
}

/** Thrown before anything runs, with every problem at once. */
export class PluginProblemsError extends Error {
  readonly problems: readonly PluginProblem[];
  constructor(problems: readonly PluginProblem[]) {
    super(`The plugins do not fit together:\n${problems.map((one) => `  ${one.plugin}: ${one.message.en}`).join('\n')}`);
    this.name = 'PluginProblemsError';
    this.problems = problems;
  }
}
