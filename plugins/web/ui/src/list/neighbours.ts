import type { Row } from '../api/records.ts';

interface Walk {
  readonly ids: readonly string[];
  /** Address of the list, with its filter. */
  readonly from: string;
}

const keyOf = (entity: string): string => `walk ${entity}`;
const MOST = 2000;

/** Remembers the rows a card was opened from, so that it can go to the next one. */
export function rememberWalk(entity: string, rows: readonly Row[]): void {
  const walk: Walk = { ids: rows.slice(0, MOST).map((row) => row.id), from: location.pathname + location.search };
  sessionStorage.setItem(keyOf(entity), JSON.stringify(walk));
}

/** The rows before and after one in the list it was opened from, and that list's address. */
export function neighboursOf(entity: string, id: string): { readonly before?: string; readonly after?: string; readonly from?: string; readonly place?: string } {
  let walk: Walk;
  try {
    walk = JSON.parse(sessionStorage.getItem(keyOf(entity)) ?? '') as Walk;
  } catch {
    return {};
  }
  const at = walk.ids.indexOf(id);
  if (at < 0) return {};
  const [before, after] = [walk.ids[at - 1], walk.ids[at + 1]];
  return { from: walk.from, place: `${at + 1}/${walk.ids.length}`, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
