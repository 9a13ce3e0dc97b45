export { checkDocument } from './check-document.ts';
export type { CheckOptions } from './check-document.ts';
