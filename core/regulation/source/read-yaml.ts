import type { Label } from '../../language/index.ts';
import type { CST, Document } from 'yaml';
import { Composer, Parser } from 'yaml';
import { buildNodes } from './build-nodes.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import type { Finding } from './finding.ts';
import type { Origin, SourceNode } from './node.ts';
import { findNode, toValue } from './node.ts';
import { LIMITS, scanText, scanTokens } from './scan.ts';
import { syntaxWords } from './syntax-words.ts';

/** One YAML file, read. */
export interface YamlFile {
  /** The JSON value; undefined when the file cannot be used, and then a diagnostic says why. */
  readonly value: unknown;
  /** Where the value at a JSON pointer stands; of a pointer that does not exist, its closest ancestor. */
  locate(pointer: string): Place;
  /** Where the key of that value stands; for an item of a list, the item. */
  locateKey(pointer: string): Place;
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_DIAGNOSTICS = 100;
const LONGEST_MESSAGE = 240;

/** Raised inside the composer to stop it: the first errors say enough, and each further one costs time. */
class TooManyErrors extends Error {}

/**
 * Reads one YAML 1.2 document. Never throws on what the text holds and never takes long: size, nesting, aliases and count of values are
 * limited; repeated keys, several documents, tags, merge keys, unsafe names and numbers that would lose digits are diagnostics with places.
 */
export function readYaml(text: string, file: string): YamlFile {
  const { node, diagnostics } = readNodes(text, file, file);
  const start: Place = { file, line: 1, column: 1 };
  const bare = ({ line, column }: Origin): Place => ({ file, line, column });
  return {
    value: node === undefined ? undefined : toValue(node),
    locate: (pointer) => (node === undefined ? start : bare(findNode(node, pointer).node.at)),
    locateKey: (pointer) => (node === undefined ? start : bare(findNode(node, pointer).node.keyAt)),
    diagnostics,
  };
}

/** As `readYaml`, with the nodes themselves; `layer` is written into their places. */
export function readNodes(text: string, file: string, layer: string): { node: SourceNode | undefined; diagnostics: Diagnostic[] } {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const place = placer(source, file, layer);
  const { node, findings } = parse(source, place);
  const diagnostics = findings.slice(0, MOST_DIAGNOSTICS).map(({ offset, pointer = '', ...words }): Diagnostic => {
    const { line, column } = place(offset);
    const { code, message, fix } = words;
    return { severity: 'error', code, message: clip(message), file, line, column, pointer, ...(fix === undefined ? {} : { fix: clip(fix) }) };
  });
  return { node, diagnostics };
}

function parse(source: string, place: (offset: number) => Origin): { node: SourceNode | undefined; findings: Finding[] } {
  const unfit = scanText(source);
  if (unfit !== undefined) return { node: undefined, findings: [unfit] };
  const tokens = [...new Parser().parse(source)];
  const faults = scanTokens(tokens);
  if (faults.length > 0) return { node: undefined, findings: faults };
  const { document, errors } = compose(tokens, source.length);
  if (errors.length > 0 || document === undefined) return { node: undefined, findings: errors };
  return buildNodes(document, place);
}

function compose(tokens: readonly CST.Token[], length: number): { document: Document.Parsed | undefined; errors: Finding[] } {
  const errors: Finding[] = [];
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, resolveKnownTags: false, stringKeys: true, uniqueKeys: false });
  // Unresolved tags are only warnings to the library; the walk over the nodes refuses every tag, so warnings are left to it.
  const onError = (at: number | [number, number] | { offset: number }, code: string, message: string, warning?: boolean): void => {
    if (warning === true) return;
    const offset = typeof at === 'number' ? at : Array.isArray(at) ? at[0] : at.offset;
    errors.push({ code: 'yaml_syntax', offset, ...syntaxWords(code, message) });
    if (errors.length >= LIMITS.findings) throw new TooManyErrors();
  };
  Object.assign(composer, { onError });
  try {
    const [document] = [...composer.compose(tokens, true, length)];
    if (document?.directives.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
      errors.push({ code: 'yaml_version', offset: 0, message: { ru: 'Поддерживается только YAML 1.2', en: 'Only YAML 1.2 is supported' }, fix: { ru: 'уберите строку %YAML', en: 'remove the %YAML line' } });
    }
    // A few faults bypass the hook and stand in the document itself.
    for (const { code, message, pos } of document?.errors ?? []) onError(pos, code, message);
    return { document: document as Document.Parsed | undefined, errors };
  } catch (error) {
    if (!(error instanceof TooManyErrors)) throw error;
    return { document: undefined, errors };
  }
}

/** A key or tag quoted in a message may be as long as the file. */
function clip(label: Label): Label {
  const short = (text: string): string => (text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text);
  return { ru: short(label.ru), en: short(label.en) };
}

/** Finds line and column of an offset by halving a list of line starts. */
function placer(text: string, file: string, layer: string): (offset: number) => Origin {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - starts[low]! + 1, layer };
  };
}
