// Every code that a refusal may carry, with its status and words, read from the source by TypeScript's own parser.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDERS = ['cli', 'core', 'plugins'];
const CODE = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9_]*$/;
const STATUS = { BadRequestError: 400, UnauthenticatedError: 401, ForbiddenError: 403, NotFoundError: 404, ConflictError: 409, InvalidError: 422, TooManyRequestsError: 429, UnavailableError: 503 };

/**
 * @param {string} root
 * @returns {Map<string, { code: string, status: number | undefined, ru: string | undefined, en: string | undefined }>} by code, in order
 */
export function errorCodes(root) {
  const sources = FOLDERS.flatMap((folder) => sourcesOf(root, folder));
  const bases = new Map();
  for (const source of sources) walk(source, (node) => noteClass(node, bases));
  const found = new Map();
  const note = (code, status, words) => {
    const one = found.get(code) ?? { code, status: undefined, ru: undefined, en: undefined };
    found.set(code, { code, status: one.status ?? status, ru: one.ru ?? words?.ru, en: one.en ?? words?.en });
  };
  for (const source of sources) {
    walk(source, (node) => {
      const made = ts.isNewExpression(node) && ts.isIdentifier(node.expression) && bases.has(node.expression.text) ? node.expression.text : undefined;
      const passed = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword ? className(node) : undefined;
      const thrown = made ?? (bases.has(passed) ? passed : undefined);
      if (thrown !== undefined) {
        const code = node.arguments?.find((one) => ts.isStringLiteral(one) && CODE.test(one.text));
        const number = node.arguments?.find((one) => ts.isNumericLiteral(one));
        if (code !== undefined) note(code.text, made === undefined && number !== undefined ? Number(number.text) : statusOf(thrown, bases), wordsIn(node.arguments));
      }
      if (ts.isParameter(node) && node.initializer !== undefined && ts.isStringLiteral(node.initializer) && CODE.test(node.initializer.text) && bases.has(className(node))) {
        note(node.initializer.text, statusOf(className(node), bases), wordsIn(node.parent.parameters.flatMap((one) => one.initializer ?? [])));
      }
      if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name) && CODE.test(node.name.text) && /errors\.ts$/.test(source.fileName)) {
        note(node.name.text, undefined, wordsOf(node.initializer));
      }
    });
  }
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The page `docs/errors.md`. */
export function errorsPage(root) {
  const codes = [...errorCodes(root).values()];
  const parts = [...new Set(codes.map(({ code }) => code.split('.')[0]))].sort((left, right) => Number(right === 'core') - Number(left === 'core') || (left < right ? -1 : 1));
  const cell = (text) => (text === undefined ? '' : text.replaceAll('|', '\\|').replace(/\s+/g, ' '));
  const sections = parts.map((part) => {
    const rows = codes.filter(({ code }) => code.startsWith(`${part}.`)).map(({ code, status, ru, en }) => `| \`${code}\` | ${status ?? ''} | ${cell(en)} | ${cell(ru)} |`);
    return `## ${part}\n\n| code | status | English | по-русски |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Codes of refusals\n\nWritten by \`npm run docs\` from the source. A code is stable and never reused; its words may change, and \`{…}\` places are filled from the answer's \`params\`. A row without words says what the case needs.\n\n${sections.join('\n')}`;
}

function sourcesOf(root, folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !/(^|\/)(test|testing|ui|node_modules)\//.test(path))
    .sort()
    .map((path) => ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ES2022, true));
}

function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Classes of refusals are the known ones and whatever extends one of them, in any order of files. */
function noteClass(node, bases) {
  if (bases.size === 0) for (const name of ['RefusalError', ...Object.keys(STATUS)]) bases.set(name, undefined);
  if (!ts.isClassDeclaration(node) || node.name === undefined || !/Error$/.test(node.name.text)) return;
  const base = node.heritageClauses?.[0]?.types[0]?.expression;
  if (base !== undefined && ts.isIdentifier(base) && /Error$/.test(base.text) && base.text !== 'Error') bases.set(node.name.text, base.text);
}

function statusOf(name, bases) {
  for (let at = name; at !== undefined; at = bases.get(at)) if (STATUS[at] !== undefined) return STATUS[at];
  return undefined;
}

function className(node) {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isClassDeclaration(at)) return at.name?.text;
  return undefined;
}

function wordsIn(nodes) {
  for (const node of nodes ?? []) {
    const words = wordsOf(node);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** `{ ru: '…', en: '…' }` or `label('…', '…')`. */
function wordsOf(node) {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'label') {
    const [ru, en] = node.arguments.map(textOf);
    return ru === undefined || en === undefined ? undefined : { ru, en };
  }
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const named = (name) => node.properties.find((one) => ts.isPropertyAssignment(one) && ts.isIdentifier(one.name) && one.name.text === name);
  const [ru, en] = ['ru', 'en'].map((name) => (named(name) === undefined ? undefined : textOf(named(name).initializer)));
  return ru === undefined || en === undefined ? undefined : { ru, en };
}

/** The text of a literal; of a condition the branch taken when nothing more is known; places of a template as `{…}`. */
function textOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isConditionalExpression(node)) return textOf(node.whenTrue) ?? textOf(node.whenFalse);
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => `{…}${span.literal.text}`).join('');
  return undefined;
}
