import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { refuseTable } from './errors.ts';
import type { PreambleRow, TableLimits, TableRow } from './table.ts';

interface Element {
  readonly [name: string]: Element | Element[] | string | undefined;
}

const META = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** The line an element opens on, from its offset in the text. */
class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  of(element: Element): number {
    const offset = (element as unknown as Record<symbol, { startIndex?: number } | undefined>)[META]?.startIndex ?? 0;
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

function parseXml(text: string): Element {
  const declaration = /<!(?:doctype|entity)/i.exec(text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (comment) => comment.replace(/[^\n]/g, ' ')));
  if (declaration !== null) throw refuseTable('core.table_entities_refused', { row: text.slice(0, declaration.index).split('\n').length });
  const checked = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (checked !== true) throw refuseTable('core.table_malformed', { row: checked.err.line, position: checked.err.col, detail: checked.err.msg });
  const parser = new XMLParser({
    ignoreAttributes: false, attributeNamePrefix: '@', alwaysCreateTextNode: true, parseTagValue: false, parseAttributeValue: false, trimValues: true,
    ignoreDeclaration: true, ignorePiTags: true, removeNSPrefix: true, captureMetaData: true, htmlEntities: false,
    processEntities: { enabled: true, maxTotalExpansions: Number.MAX_SAFE_INTEGER, maxExpandedLength: Number.MAX_SAFE_INTEGER },
  });
  return parser.parse(text) as Element;
}

const childrenOf = (element: Element): [string, Element[]][] => Object.entries(element)
  .filter((pair): pair is [string, Element | Element[]] => typeof pair[1] === 'object')
  .map(([name, one]) => [name, Array.isArray(one) ? one : [one]]);

/** The first element that repeats and has parts of its own, looked for level by level. */
function findRowPath(root: Element): string[] | undefined {
  let level: { readonly path: string[]; readonly element: Element }[] = [{ path: [], element: root }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { path, element } of level) {
      for (const [name, children] of childrenOf(element)) {
        if (children.length > 1 && children.some((one) => Object.keys(one).some((key) => key !== '#text'))) return [...path, name];
        for (const child of children) next.push({ path: [...path, name], element: child });
      }
    }
    level = next;
  }
  return undefined;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);

/** Texts and attributes of an element by path; repeated ones are told apart by the key attribute or else by number. */
function flatten(element: Element, prefix: string, keyAttribute: string, take: (path: string, text: string | null, element: Element) => void, skip?: ReadonlySet<Element>): void {
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith('@')) take(`${prefix}${prefix === '' ? '' : '/'}${name}`, textOf(value), element);
  }
  for (const [name, children] of childrenOf(element)) {
    children.forEach((child, index) => {
      if (skip?.has(child) === true) return;
      const key = textOf(child[`@${keyAttribute}`]);
      const mark = key !== null ? `[${key}]` : children.length > 1 && index > 0 ? `[${index + 1}]` : '';
      const path = `${prefix}${prefix === '' ? '' : '/'}${name}${mark}`;
      const own = textOf(child['#text']);
      const hasParts = Object.keys(child).some((part) => part !== '#text' && part !== `@${keyAttribute}`);
      if (own !== null || !hasParts) take(path, own, child);
      flatten(key === null ? child : without(child, `@${keyAttribute}`), path, keyAttribute, take, skip);
    });
  }
}

function without(element: Element, name: string): Element {
  const { [name]: _gone, ...rest } = element;
  return rest;
}

/** Rows of an XML file and what stands around them. */
export interface XmlTable {
  readonly columns: string[];
  readonly preamble: PreambleRow[];
  readonly rows: TableRow[];
}

/**
 * Reads XML as a table: each element at `rowPath` is a row, texts and attributes within it are its cells, named by their path (`@no`, `name`, `params/param[Длина]`).
 * @throws InvalidError core.table_malformed, core.table_entities_refused, core.table_rows_not_found, core.table_too_many_…
 */
export function readXmlTable(text: string, options: { readonly rowPath?: string; readonly keyAttribute: string; readonly limits: TableLimits }): XmlTable {
  const root = parseXml(text);
  const path = options.rowPath?.split('/').filter((part) => part !== '') ?? findRowPath(root);
  if (path === undefined) throw refuseTable('core.table_empty');
  let found: Element[] = [root];
  for (const name of path) found = found.flatMap((one) => childrenOf(one).find(([child]) => child === name)?.[1] ?? []);
  if (found.length === 0) throw refuseTable('core.table_rows_not_found', { path: path.join('/') });
  const lines = new Lines(text);
  const { limits } = options;
  const columns = new Set<string>();
  const rows = found.map((element, index): TableRow => {
    const row = lines.of(element);
    if (index >= limits.rows) throw refuseTable('core.table_too_many_rows', { limit: limits.rows, row });
    const cells: Record<string, string | null> = {};
    const own = textOf(element['#text']);
    if (own !== null) cells['.'] = own;
    flatten(element, '', options.keyAttribute, (column, value) => {
      if ((value?.length ?? 0) > limits.cellCharacters) throw refuseTable('core.table_cell_too_long', { row, column, limit: limits.cellCharacters });
      cells[column] = value;
    });
    for (const column of Object.keys(cells)) columns.add(column);
    if (columns.size > limits.columns) throw refuseTable('core.table_too_many_columns', { limit: limits.columns, row });
    return { row, cells };
  });
  const preamble: PreambleRow[] = [];
  flatten(root, '', options.keyAttribute, (column, value, element) => void preamble.push({ row: lines.of(element), values: [column, value] }), new Set(found));
  return { columns: [...columns], preamble, rows };
}
