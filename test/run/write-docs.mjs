// `npm run docs` writes the generated part of docs/ from the kernel's schema and the plugins; with --check it only says what is out of date.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';
import { parseDocument } from 'yaml';
import { errorsPage } from './docs/error-codes.mjs';
import { pluginPage, titleOf } from './docs/plugin-reference.mjs';
import { regulationPage } from './docs/regulation-format.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const REFERENCE = 'docs/reference';

/** Every generated page by its path from the root. */
async function generate() {
  register({ tsconfig: join(root, 'tsconfig.json') });
  const { loadPlugins } = await import('../../core/application/index.ts');
  const { loadConfig } = await import('../../core/config/index.ts');
  const { BASE_FIELDS } = await import('../../core/entity/index.ts');
  const { mergePatch, readYaml, regulationSchema } = await import('../../core/regulation/index.ts');
  const { ARITY } = await import('../../core/rules/operations.ts');

  const registry = await loadPlugins(loadConfig('demo', { root }).plugins);
  const texts = registry.plugins.map((plugin) => (plugin.defaults === undefined ? '' : readFileSync(fileURLToPath(plugin.defaults), 'utf8')));
  const fragments = texts.map((text, index) => (text === '' ? {} : readYaml(text, `${registry.plugins[index]?.id}/defaults.yaml`).value));
  const base = Object.fromEntries(registry.processes.map((spec) => [spec.id, { regions: spec.regions, transitions: spec.transitions }]));
  const processes = fragments.reduce((merged, fragment) => mergePatch(merged, fragment.processes ?? {}), base);

  const pages = new Map();
  const listed = registry.plugins.map((plugin) => ({ id: plugin.id, title: titleOf(plugin) }));
  pages.set('docs/regulation.md', regulationPage(regulationSchema(registry), listed, [...ARITY.keys()]));
  pages.set('docs/errors.md', errorsPage(root));
  for (const [index, plugin] of registry.plugins.entries()) {
    pages.set(`${REFERENCE}/${plugin.id}.md`, pluginPage(plugin, { baseFields: BASE_FIELDS, defaults: fragments[index], comments: parameterComments(texts[index] ?? ''), processes }));
  }
  return pages;
}

/** What a fragment says about each parameter in the comment above or beside it. */
function parameterComments(text) {
  const parameters = parseDocument(text).get('parameters');
  const found = new Map();
  for (const [index, pair] of (parameters?.items ?? []).entries()) {
    // The parser gives the comment above the first key to the map itself.
    const above = pair.key.commentBefore ?? (index === 0 ? parameters.commentBefore : undefined);
    const words = [above, pair.value?.comment].filter((one) => one !== undefined && one !== null).join(' ');
    if (words !== '') found.set(pair.key.value, words.replace(/\s+/g, ' ').trim());
  }
  return found;
}

function textOf(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

const pages = await generate();
const present = existsSync(join(root, REFERENCE)) ? readdirSync(join(root, REFERENCE)).map((name) => `${REFERENCE}/${name}`) : [];
const gone = present.filter((path) => !pages.has(path));
const stale = [...pages].filter(([path, text]) => textOf(path) !== text).map(([path]) => path);

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...gone]) console.log(`${path} is out of date: run npm run docs`);
  process.exitCode = stale.length + gone.length > 0 ? 1 : 0;
} else {
  for (const path of gone) rmSync(join(root, path));
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), pages.get(path));
  }
  console.log(stale.length + gone.length === 0 ? 'Everything was up to date.' : [...stale, ...gone].map((path) => `written: ${path}`).join('\n'));
}
process.exit();
