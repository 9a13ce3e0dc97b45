import { LineCounter, isMap, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Label } from '../language/index.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigProblem } from './config-error.ts';

/** A parsed configuration file: its plain value, and the way back from a JSON pointer to a line. */
export interface YamlDocument {
  readonly value: unknown;
  problemAt(pointer: string, at: 'key' | 'value', message: Label): ConfigProblem;
}

const PLACE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Reads YAML and fills `${NAME}` and `${NAME:-default}` from `env`; an empty variable counts as absent. What comes from the environment is
 * text; `wantedType` says where a number or a boolean is wanted instead.
 * @throws ConfigError for syntax, tags, aliases beyond reason, and variables that are not set.
 */
export function readYamlDocument(
  file: string,
  source: string,
  env: Readonly<Record<string, string | undefined>>,
  wantedType: (pointer: string) => string | undefined,
): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  // a tag that nobody knows is only a warning to the parser, but a mistake to us
  const faults = [...document.errors, ...document.warnings].map((fault) => ({ ...place(fault.pos[0]), message: both(fault.message) }));
  if (faults.length > 0) throw new ConfigError(faults);

  const problems = fillFromEnvironment(document, env, wantedType).map(({ node, message }) => ({ ...place(node.range?.[0] ?? 0), message }));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    value: toPlain(document, file),
    problemAt: (pointer, at, message) => ({ ...place(offsetOf(document, tokensOf(pointer), at)), message }),
  };
}

function fillFromEnvironment(
  document: Document,
  env: Readonly<Record<string, string | undefined>>,
  wantedType: (pointer: string) => string | undefined,
): { node: Node; message: Label }[] {
  const problems: { node: Node; message: Label }[] = [];
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const filled = node.value.replace(PLACE, (_, name: string, fallback: string | undefined) => {
        const value = env[name] || fallback;
        if (value !== undefined) return value;
        problems.push({
          node,
          message: { ru: `Не задана переменная окружения ${name}`, en: `The environment variable ${name} is not set` },
        });
        return '';
      });
      node.value = convert(filled, wantedType(pointerTo(path, key)));
    },
  });
  return problems;
}

/** A text that is no number stays a text: the schema then says what is wanted. */
function convert(text: string, type: string | undefined): string | number | boolean {
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** Items of lists are written as `-`: what they may be does not depend on their number. */
function pointerTo(path: readonly (Document | Node | Pair)[], key: unknown): string {
  const tokens = path.filter((step) => isPair(step)).map((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key));
  return `/${[...tokens, ...(typeof key === 'number' ? ['-'] : [])].join('/')}`;
}

function toPlain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    throw new ConfigError([{ file, line: 1, column: 1, message: both((error as Error).message) }]);
  }
}

const both = (text: string): Label => ({ ru: text, en: text });

const tokensOf = (pointer: string) => pointer.split('/').slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Where the value stands, or its key; for a place that does not exist, its nearest ancestor. */
function offsetOf(document: Document, tokens: readonly string[], at: 'key' | 'value'): number {
  const node = tokens.length === 0 ? document.contents : (document.getIn(tokens, true) as Node | undefined);
  const parent = document.getIn(tokens.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === tokens.at(-1)) : undefined;
  if (at === 'key' && isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
  if (node?.range) return node.range[0];
  return tokens.length === 0 ? 0 : offsetOf(document, tokens.slice(0, -1), 'value');
}
