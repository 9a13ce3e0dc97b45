import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import t from 'tap';
import { PROJECT_ROOT, loadPlugins } from '../../core/application/index.ts';
import { loadConfig } from '../../core/config/index.ts';
import { formatDiagnostic, loadRegulation } from '../../core/regulation/index.ts';

interface Page {
  readonly path: string;
  readonly text: string;
}

function files(folder: string, ends: string): string[] {
  return readdirSync(join(PROJECT_ROOT, folder), { recursive: true }).map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`).filter((path) => path.endsWith(ends));
}

const pages: readonly Page[] = ['README.md', ...files('docs', '.md')].map((path) => ({ path, text: readFileSync(join(PROJECT_ROOT, path), 'utf8') }));

/** What stands between backquotes in running text, and the lines of shell blocks. */
function codeOf({ text }: Page): { readonly inline: readonly string[]; readonly shell: readonly string[] } {
  const shell = [...text.matchAll(/^```(?:sh|text)\n([\s\S]*?)^```/gm)].flatMap((match) => (match[1] ?? '').split('\n'));
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  return { inline: [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ''), shell };
}

function run(args: readonly string[]): { readonly status: number | null; readonly out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { cwd: PROJECT_ROOT, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}

t.test('the generated pages say what the code says', async (t) => {
  const { status, out } = run(['test/run/write-docs.mjs', '--check']);
  t.equal(status, 0, out.slice(0, 2000));
});

t.test('every relative link leads somewhere', async (t) => {
  for (const { path, text } of pages) {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '').filter((target) => !/^(https?:|mailto:|#)/.test(target));
    t.same(targets.filter((target) => !existsSync(join(PROJECT_ROOT, dirname(path), target.split('#')[0] ?? ''))), [], path);
  }
});

t.test('every command that is mentioned exists', async (t) => {
  const commandsOf = (group: readonly string[]): string[] => {
    const { out } = run(['cli/reglament.mjs', ...group, '--help']);
    const list = out.slice(out.indexOf('Commands:'));
    return out.includes('Commands:') ? [...list.matchAll(/^ {2}([a-z]+)\b/gm)].map((match) => match[1] ?? '') : [];
  };
  const known = new Map([...commandsOf([])].map((name) => [name, undefined as readonly string[] | undefined]));
  t.ok(known.has('start') && known.has('check'), 'the command tells what it can do');
  for (const page of pages) {
    const { inline, shell } = codeOf(page);
    const called = [...inline, ...shell].flatMap((line) => [...line.matchAll(/(?:^|\s)reglament ([a-z]+)(?: ([a-z]+))?/g)].map((match) => [match[1] ?? '', match[2] ?? ''] as const));
    const wrong = called.filter(([name, next]) => {
      if (!known.has(name)) return true;
      if (known.get(name) === undefined) known.set(name, ['user', 'plugin', 'incidents'].includes(name) ? commandsOf([name]) : []);
      const inside = known.get(name) ?? [];
      return inside.length > 0 && next !== '' && !inside.includes(next);
    });
    t.same(wrong, [], page.path);
  }
});

t.test('every path that is mentioned exists', async (t) => {
  const written = new Set(['regulations/schema.json', 'configs/production.yaml']);
  const names = new Set(['core', 'cli', 'plugins', 'test'].flatMap((folder) => files(folder, '.ts')).map((path) => basename(path)));
  for (const page of pages) {
    const { inline } = codeOf(page);
    const paths = inline.filter((text) => /^(core|cli|plugins|configs|regulations|test|docs)\/[\w./-]+$/.test(text) && !written.has(text));
    t.same(paths.filter((path) => !existsSync(join(PROJECT_ROOT, normalize(path)))), [], page.path);
    if (page.path === 'docs/architecture.md') t.same(inline.filter((text) => /^[\w-]+\.ts$/.test(text) && !names.has(text)), [], 'files named in the architecture');
  }
});

t.test('the examples of a regulation pass its check', async (t) => {
  const text = pages.find(({ path }) => path === 'docs/writing-a-regulation.md')?.text ?? '';
  const examples = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
  t.ok(examples.length > 5, 'there are examples');
  const registry = await loadPlugins(loadConfig('demo', { root: PROJECT_ROOT }).plugins);
  const root = t.testdir({});
  cpSync(join(PROJECT_ROOT, 'regulations/base'), join(root, 'base'), { recursive: true });
  for (const [index, example] of examples.entries()) {
    const folder = join(root, `example${index}`);
    mkdirSync(folder);
    const head = /^company:/m.test(example) ? '' : 'company: example\nextends: ../base/equipment-dealer\ntitle: { ru: Пример, en: Example }\n';
    writeFileSync(join(folder, 'regulation.yaml'), `${head}${example}`);
    const { diagnostics } = await loadRegulation(folder, registry, { root });
    t.same(diagnostics.filter((one) => one.severity === 'error').map((one) => formatDiagnostic(one, 'en')), [], example.split('\n').slice(0, 8).join(' '));
  }
});
