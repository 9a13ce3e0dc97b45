/** What other plugins may use of the workplace: the rows of saved views, for one that brings views of its own. */
export { View } from './entities/view.ts';
export type { ViewRow } from './entities/view.ts';
