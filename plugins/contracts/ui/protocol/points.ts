/** A point of a protocol as the API shows it. */
export interface Point extends Record<string, unknown> {
  readonly id: string;
  readonly line_no: number;
  readonly clause: string;
  readonly our_wording: string | null;
  readonly client_wording: string | null;
  readonly proposed_wording: string | null;
  readonly decision: string;
  readonly reviewer_comment: string | null;
  readonly added_in_revision: number;
  readonly carried_from_id: string | null;
}

/** What two rounds are compared by, in the order a person reads it. */
export const COMPARED = ['our_wording', 'client_wording', 'proposed_wording', 'decision', 'reviewer_comment'] as const;
export type Compared = (typeof COMPARED)[number];

/** One point in two rounds; without `before` it is new, without `after` it is not there any more. */
export interface PointPair {
  readonly before?: Point;
  readonly after?: Point;
  readonly changed: ReadonlySet<Compared>;
}

/** The ancestors of a point, nearest first: the same point in the rounds before. */
function* ancestors(point: Point, all: ReadonlyMap<string, Point>): Generator<string> {
  let id = point.carried_from_id;
  while (id !== null) {
    yield id;
    id = all.get(id)?.carried_from_id ?? null;
  }
}

/** Finds each point of the later round in the earlier one. `all`: the points of every round by id, for a point carried over a round between. */
export function pairPoints(before: readonly Point[], after: readonly Point[], all: ReadonlyMap<string, Point>): PointPair[] {
  const earlier = new Map(before.map((point) => [point.id, point]));
  const met = new Set<string>();
  const pairs = after.map((point): PointPair => {
    const id = [...ancestors(point, all)].find((one) => earlier.has(one));
    const old = id === undefined ? undefined : earlier.get(id);
    if (old === undefined) return { after: point, changed: new Set() };
    met.add(old.id);
    return { before: old, after: point, changed: new Set(COMPARED.filter((name) => (old[name] ?? '') !== (point[name] ?? ''))) };
  });
  return [...pairs, ...before.filter((point) => !met.has(point.id)).map((point): PointPair => ({ before: point, changed: new Set() }))];
}

/** A piece of a text and whether the other text has it too. */
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

/** Longer texts are marked whole: the comparison grows with the product of their lengths. */
const MOST_WORDS = 800;

/** Marks the words of each text that the other has not (the longest common sequence of words). */
export function markWords(left: string, right: string): { readonly left: Piece[]; readonly right: Piece[] } {
  const a = left.match(/\s+|[^\s]+/g) ?? [];
  const b = right.match(/\s+|[^\s]+/g) ?? [];
  if (left === '' || right === '' || a.length > MOST_WORDS || b.length > MOST_WORDS) return { left: [{ text: left, differs: left !== right }], right: [{ text: right, differs: left !== right }] };
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const marked = { left: [] as Piece[], right: [] as Piece[] };
  const put = (side: 'left' | 'right', text: string | undefined, differs: boolean): void => {
    if (text === undefined) return;
    const last = marked[side].at(-1);
    if (last?.differs === differs) marked[side][marked[side].length - 1] = { text: last.text + text, differs };
    else marked[side].push({ text, differs });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put('left', a[i], false);
      put('right', b[j], false);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      put('left', a[i], true);
      i += 1;
    } else {
      put('right', b[j], true);
      j += 1;
    }
  }
  return marked;
}
