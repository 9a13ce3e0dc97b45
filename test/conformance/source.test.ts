import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import t from 'tap';
import ts from 'typescript';
import { PROJECT_ROOT } from '../../core/application/index.ts';
// @ts-expect-error: a script of the test run, without types
import { errorCodes as readErrorCodes } from '../run/docs/error-codes.mjs';

const errorCodes = readErrorCodes as (root: string) => Map<string, { readonly code: string; readonly status?: number; readonly ru?: string; readonly en?: string }>;

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly isTest: boolean;
}

function read(path: string): Source {
  const text = readFileSync(join(PROJECT_ROOT, path), 'utf8');
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true), isTest: /(^|\/)test\/|^core\/testing\//.test(path) };
}

const sources: readonly Source[] = ['core', 'plugins', 'cli', 'test'].flatMap((folder) =>
  readdirSync(join(PROJECT_ROOT, folder), { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|tsx)$/.test(path) && !path.includes('node_modules/'))
    .map(read),
);
const product = sources.filter((one) => !one.isTest && !one.path.startsWith('test/'));
const plugins = readdirSync(join(PROJECT_ROOT, 'plugins')).filter((id) => sources.some((one) => one.path === `plugins/${id}/plugin.ts`));

/** Modules a file names in import and export declarations and in calls of `import()`; relative ones as paths from the root. */
function importsOf({ path, tree }: Source): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
    if (named !== undefined && ts.isStringLiteral(named)) found.push(named.text.startsWith('.') ? normalize(join(dirname(path), named.text)) : named.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Imports of the files that a rule forbids, as `file → module`. */
function forbidden(files: readonly Source[], isForbidden: (target: string, from: Source) => boolean): string[] {
  return files.flatMap((file) => importsOf(file).filter((target) => isForbidden(target, file)).map((target) => `${file.path} → ${target}`));
}

/** The folder whose `index.ts` is its door: `core/http/live`, or `core/http` when the part inside has no door. */
function doorOf(path: string): string {
  for (let folder = dirname(path); folder !== '.' && folder !== 'core' && folder !== 'plugins'; folder = dirname(folder)) {
    if (sources.some((one) => one.path === `${folder}/index.ts`)) return folder;
  }
  return dirname(path);
}

t.test('imports run one way', async (t) => {
  const core = product.filter((one) => one.path.startsWith('core/'));
  t.same(forbidden(core, (target) => /^(plugins|cli|test)\//.test(target)), [], 'core knows no plugin, no command and no test');
  t.same(
    forbidden(core, (target, from) => target.startsWith('core/') && doorOf(target) !== doorOf(from.path) && !from.path.startsWith(`${doorOf(target)}/`) && target !== `${doorOf(target)}/index.ts`),
    [],
    'inside core, folders meet at their index.ts',
  );
  t.same(forbidden(product.filter((one) => one.path.startsWith('cli/')), (target) => target.startsWith('plugins/') || (target.startsWith('core/') && !target.endsWith('/index.ts'))), [], 'commands see core’s doors only');
  t.same(forbidden(product, (target) => /(^|\/)test(ing)?\//.test(target)).filter((one) => !one.startsWith('core/scenarios/') && !one.startsWith('cli/')), [], 'the product does not need its tests');
});

t.test('a plugin sees the kernel’s door and the doors of the plugins it requires', async (t) => {
  for (const id of plugins) {
    const manifest = sources.find((one) => one.path === `plugins/${id}/plugin.ts`) as Source;
    const required = [...(/requires:\s*\{([^}]*)\}/.exec(manifest.text)?.[1] ?? '').matchAll(/['"]?([a-z][\w-]*)['"]?\s*:/g)].map((match) => match[1] ?? '');
    const own = sources.filter((one) => one.path.startsWith(`plugins/${id}/`) && !one.path.startsWith(`plugins/${id}/ui/`));
    const doors = ['core/index.ts', ...required.map((other) => `plugins/${other}/index.ts`)];
    const outside = (target: string): boolean => /^(core|plugins|cli|test)\//.test(target) && !target.startsWith(`plugins/${id}/`);
    t.same(forbidden(own.filter((one) => !one.isTest), (target) => outside(target) && !doors.includes(target)), [], id);
    t.same(forbidden(own.filter((one) => one.isTest), (target) => outside(target) && ![...doors, 'core/testing/index.ts'].includes(target) && !plugins.some((other) => target === `plugins/${other}/index.ts`)), [], `${id}: tests`);
    t.same(forbidden(own.filter((one) => one.path.includes(`/${id}/entities/`)), (target) => /\/(services|routes|effects)\//.test(target)), [], `${id}: entities know no service`);
  }
});

t.test('machines and rules are pure', async (t) => {
  const pure = product.filter((one) => /^plugins\/[^/]+\/(machines|rules|pricing|requisites|identification)\/|^core\/(rules|money|calendar)\//.test(one.path));
  t.ok(pure.length > 0);
  const outside = /^(node:(fs|http|https|net|child_process|process|timers|crypto)|pg$|knex$|objection$|koa$|tsyringe$)|core\/(database|company|http|jobs|access|records)\//;
  t.same(forbidden(pure, (target) => outside.test(target)).filter((one) => !/calendar-data|production-calendar/.test(one)), []);
  t.same(pure.filter((one) => !one.path.includes('/calendar/') && /\bDate\.now\(|new Date\(\)|Math\.random\(|\bfetch\(|\.query\(/.test(one.text)).map((one) => one.path), []);
});

t.test('a door only re-exports, by name', async (t) => {
  const isDoor = (path: string): boolean => /^(core|cli)\/.*index\.ts$|^plugins\/[^/]+\/index\.ts$/.test(path);
  for (const { path, tree } of product.filter((one) => isDoor(one.path))) {
    const other = tree.statements.filter((one) => !(ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined));
    // A folder of entities also lists them for the manifest.
    const lists = other.filter((one) => ts.isImportDeclaration(one) || (ts.isVariableStatement(one) && /^(export )?const \w+ = \[|^export const \w+: [^=]+= \[/.test(one.getText().replace(/^\/\*\*[\s\S]*?\*\/\s*/, ''))));
    t.same(other.filter((one) => !lists.includes(one)).map((one) => one.getText().slice(0, 80)), [], path);
  }
});

t.test('exports are named', async (t) => {
  // Screens are read lazily, and what a plugin adds to them is found by its file: both by their default export, as vite's own settings are.
  const isPage = (path: string): boolean => /\/ui\/.*\.tsx$/.test(path) || /\/ui\/(pages|panels|form-aids|vite\.config)\.ts$/.test(path) || /^plugins\/[^/]+\/plugin\.ts$/.test(path);
  t.same(product.filter((one) => !isPage(one.path) && one.tree.statements.some((node) => ts.isExportAssignment(node))).map((one) => one.path), []);
});

/** Where a re-exported name is declared, following further index files. */
function declarationOf(path: string, name: string): ts.Statement | undefined {
  const source = sources.find((one) => one.path === path);
  for (const node of source?.tree.statements ?? []) {
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      const target = normalize(join(dirname(path), node.moduleSpecifier.text));
      if (node.exportClause === undefined) {
        const found = declarationOf(target, name);
        if (found !== undefined) return found;
      } else if (ts.isNamedExports(node.exportClause)) {
        const one = node.exportClause.elements.find((element) => element.name.text === name);
        if (one !== undefined) return declarationOf(target, (one.propertyName ?? one.name).text);
      }
    }
    const declares = ts.isVariableStatement(node)
      ? node.declarationList.declarations.some((one) => one.name.getText() === name)
      : (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name?.text === name;
    if (declares) return node;
  }
  return undefined;
}

function exportedNames(path: string): string[] {
  const source = sources.find((one) => one.path === path);
  return (source?.tree.statements ?? []).flatMap((node) => {
    if (!ts.isExportDeclaration(node)) return ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) === true && 'name' in node ? [(node.name as ts.Identifier).text] : [];
    if (node.exportClause !== undefined && ts.isNamedExports(node.exportClause)) return node.exportClause.elements.map((element) => element.name.text);
    return node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier) ? exportedNames(normalize(join(dirname(path), node.moduleSpecifier.text))) : [];
  });
}

t.test('what a door offers is explained where it is declared', async (t) => {
  for (const path of ['core/index.ts', 'core/testing/index.ts', ...plugins.map((id) => `plugins/${id}/index.ts`)].filter((one) => sources.some((source) => source.path === one))) {
    const silent = exportedNames(path).filter((name) => {
      const declared = declarationOf(path, name);
      // The row type of an entity says what the entity above it says.
      if (declared !== undefined && ts.isTypeAliasDeclaration(declared) && /^InstanceType<typeof \w+>$/.test(declared.type.getText())) return false;
      return declared !== undefined && ts.getJSDocCommentsAndTags(declared).length === 0;
    });
    t.same(silent, [], path);
  }
});

t.test('nothing half-done is left', async (t) => {
  const marks = new RegExp(`\\b(${['TO', 'FIX'].map((one) => `${one}${one === 'TO' ? 'DO' : 'ME'}`).join('|')}|XXX|HACK)\\b`);
  t.same(sources.filter((one) => marks.test(one.text) && !one.path.startsWith('test/run/') && one.path !== 'test/conformance/source.test.ts').map((one) => one.path), []);
  t.same(sources.filter((one) => one.isTest || one.path.startsWith('test/')).filter((one) => /\bt\.only\(|\bonly: true\b/.test(one.text) && one.path !== 'test/conformance/source.test.ts').map((one) => one.path), [], 'no test is singled out');
  t.same(product.filter((one) => /\beval\(|new Function\(|from 'node:vm'/.test(one.text)).map((one) => one.path), [], 'no code from data');
  t.same(product.filter((one) => /\bdebugger\b/.test(one.text)).map((one) => one.path), []);
  const printing = product.filter((one) => /^(core|plugins)\//.test(one.path) && !one.path.includes('/ui/') && /\bconsole\.\w+\(/.test(one.text)).map((one) => one.path);
  t.same(printing, [], 'the kernel and the plugins write to the log');
});

t.test('files are of a size that one reads in one go', async (t) => {
  const lines = sources.map((one) => ({ path: one.path, lines: one.text.split('\n').length - 1 }));
  t.same(lines.filter((one) => one.lines > 420).map((one) => `${one.path}: ${one.lines}`), []);
  const sizes = lines.filter((one) => !one.path.endsWith('index.ts')).map((one) => one.lines).sort((left, right) => left - right);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  t.ok(median <= 160, `median ${median}`);
});

t.test('every code of a refusal has its words in both languages', async (t) => {
  const codes = [...errorCodes(PROJECT_ROOT).values()];
  t.ok(codes.length > 100, `${codes.length} codes`);
  t.same(codes.filter((one) => one.en !== undefined && /[а-яё]/i.test(one.en)).map((one) => one.code), [], 'English is English');
  const known = new Set(['core', ...plugins.map((id) => id.replaceAll('-', '_')), ...plugins]);
  t.same(codes.filter((one) => !known.has(one.code.split('.')[0] ?? '')).map((one) => one.code), [], 'a code begins with its plugin');
  for (const id of plugins) {
    const thrown = product.filter((one) => one.path.startsWith(`plugins/${id}/`)).flatMap((one) => [...one.text.matchAll(/(?:new \w+Error|refus\w+|deny\w*|problem)\(\s*'([a-z][\w-]*\.[a-z_]+)'/g)].map((match) => match[1] ?? ''));
    t.same([...new Set(thrown)].filter((code) => !codes.some((one) => one.code === code && one.ru !== undefined)), [], id);
  }
});
