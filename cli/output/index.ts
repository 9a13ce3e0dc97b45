export { EXIT, answerText, columns } from './answer.ts';
export type { Answer } from './answer.ts';
export { UsageError, explainFailure } from './explain-failure.ts';
export type { Failure } from './explain-failure.ts';
export { readerLocale } from './locale.ts';
