/** What is said of one region: the state it stands in, the states passed in this step, or that nothing moved. */
export type RegionWord =
  | { readonly kind: 'stands'; readonly state: string }
  | { readonly kind: 'passed'; readonly states: readonly string[] }
  | { readonly kind: 'unmoved' };

const ARROW = /→|->/;

/**
 * Reads `closed / in_stock → shipped / =`: one word per region, in the order of the process. A name is the state now; an arrow names every
 * state passed in this step and nothing else; `=` says that none was. Undefined for what cannot be read.
 */
export function readStateWords(text: string): RegionWord[] | undefined {
  const words = text.split('/').map(readWord);
  return words.includes(undefined) ? undefined : (words as RegionWord[]);
}

function readWord(part: string): RegionWord | undefined {
  const word = part.trim();
  if (word === '=') return { kind: 'unmoved' };
  const names = word.split(ARROW).map((name) => name.trim());
  const states = names[0] === '' ? names.slice(1) : names;
  if (states.length === 0 || !states.every((state) => /^[a-z][a-z0-9_]*$/.test(state))) return undefined;
  return names.length === 1 ? { kind: 'stands', state: names[0] as string } : { kind: 'passed', states };
}

/** States a word names. */
export function statesNamed(word: RegionWord): readonly string[] {
  return word.kind === 'stands' ? [word.state] : word.kind === 'passed' ? word.states : [];
}
