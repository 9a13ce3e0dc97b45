import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Application, RunningNode } from '../application/index.ts';
import { PROJECT_ROOT, clockActions, loadExamples, loadPlugins, openApplication, publishFolder, serve } from '../application/index.ts';
import type { Company, UnitOfWork } from '../company/index.ts';
import type { Config } from '../config/index.ts';
import { loadConfig } from '../config/index.ts';
import { createLogger } from '../http/index.ts';
import { advanceClock, setClock } from '../jobs/index.ts';
import type { PluginDefinition } from '../plugin/index.ts';
import { TestClient } from './client.ts';
import { sourceDigest } from './source-digest.ts';
import { cloneTemplate, ensureTemplate } from './test-database.ts';

/** What the harness needs of a tap test: to be told when it is over. */
export interface Teardown {
  teardown(work: () => unknown): unknown;
}

/** What a test's application is made from. */
export interface TestAppOptions {
  /** Plugins by id, or manifests of the test's own; default those of `configs/test.yaml`. */
  readonly plugins?: readonly (string | PluginDefinition)[];
  /** Company id → folder of its regulation; default those of `configs/test.yaml`. */
  readonly companies?: Readonly<Record<string, string>>;
  /** Moment the companies' clocks stand at; without it they run with the database's. */
  readonly now?: string;
  /** Whether this node carries out deliveries and fires timers by itself; default false, so that tests decide when. */
  readonly background?: boolean;
  /** Users and data of `regulations/<company>/examples`; default true. */
  readonly examples?: boolean;
}

/** Password of every user of the examples, in demo and tests. */
export const EXAMPLE_PASSWORD = 'demo-reglament';

/** An application over a database of its own, with its doors: HTTP as each user, SQL through units of work, the clock. */
export interface TestApp {
  readonly application: Application;
  readonly node: RunningNode;
  readonly url: string;
  /** Connection string of the owner, for what no role of the application may do. */
  readonly adminUrl: string;
  company(id?: string): Company;
  /** A signed-in user, by login. */
  as(login: string): Promise<TestClient>;
  /** Nobody. */
  anonymous(): TestClient;
  /** Runs code in a company as its robot. */
  write<Result>(work: (uow: UnitOfWork) => Promise<Result>, company?: string): Promise<Result>;
  read<Result>(work: (uow: UnitOfWork) => Promise<Result>, company?: string): Promise<Result>;
  /** Moves a company's clock, firing what is due on the way. */
  moveClock(to: string, company?: string): Promise<void>;
}

function testConfig(companies: Readonly<Record<string, string>> | undefined, url: string, filesDir: string): Config {
  const config = loadConfig('test', { root: PROJECT_ROOT, env: { ...process.env, DATABASE_URL: url } });
  return {
    ...config,
    files: { ...config.files, dir: filesDir },
    rateLimits: { login: { max: 1000, windowSeconds: 60 }, user: { max: 100_000, windowSeconds: 60 }, company: { max: 100_000, windowSeconds: 60 } },
    ...(companies === undefined ? {} : { companies: Object.entries(companies).map(([id, regulation]) => ({ id, regulation })) }),
  };
}

/** Brings an empty database to the state tests begin with: migrated, published, with users and examples. */
async function build(config: Config, options: TestAppOptions): Promise<void> {
  const application = await openApplication(config, createLogger({ level: 'silent' }), options.plugins === undefined ? {} : { plugins: options.plugins });
  try {
    for (const { id, regulation } of config.companies) {
      const company = application.companies.get(id) as Company;
      if (options.now !== undefined) await setClock(company, new Date(options.now));
      await publishFolder(application, company, regulation);
      if (options.examples !== false) await loadExamples(application, company, regulation, EXAMPLE_PASSWORD);
    }
  } finally {
    await application.close();
  }
}

/** Every YAML file beside the companies' regulations, by name and content: cheaper than reading them as regulations. */
async function yamlBeside(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const root of new Set(folders.map((folder) => dirname(folder)))) {
    for (const entry of await readdir(root, { recursive: true })) {
      if (/\.ya?ml$/.test(entry) && !entry.includes('scenarios')) found.push(`${entry}\n${await readFile(join(root, entry), 'utf8')}`);
    }
  }
  return found.sort();
}

/** Everything the content of a template follows from; another content is another template. */
async function contentOf(config: Config, options: TestAppOptions): Promise<string> {
  const registry = await loadPlugins(options.plugins ?? config.plugins);
  const defaults = await Promise.all(registry.plugins.map(async (plugin) => (plugin.defaults === undefined ? '' : readFile(plugin.defaults, 'utf8'))));
  return JSON.stringify([
    await sourceDigest(PROJECT_ROOT),
    registry.plugins.map((plugin) => [plugin.id, plugin.version, plugin.migrations]),
    registry.processes,
    defaults,
    config.companies.map((one) => [one.id, basename(one.regulation)]),
    await yamlBeside(config.companies.map((one) => one.regulation)),
    options.now ?? null,
    options.examples !== false,
  ]);
}

/** Starts an application for one test file and stops it with the test. */
export async function startTestApp(t: Teardown, options: TestAppOptions = {}): Promise<TestApp> {
  const filesDir = await mkdtemp(join(tmpdir(), 'reglament-test-'));
  const template = await ensureTemplate(await contentOf(testConfig(options.companies, 'postgres://localhost/none', filesDir), options), (url) => build(testConfig(options.companies, url, filesDir), options));
  const clone = await cloneTemplate(template);
  const config = testConfig(options.companies, clone.url, filesDir);
  const application = await openApplication(config, createLogger({ level: process.env['TEST_LOG'] ?? 'fatal' }), options.plugins === undefined ? {} : { plugins: options.plugins });
  const node = await serve(application, { background: options.background === true });
  t.teardown(async () => {
    await node.stop();
    await clone.drop();
    await rm(filesDir, { recursive: true, force: true });
  });
  const company = (id = config.companies[0]?.id ?? ''): Company => {
    const found = application.companies.get(id);
    if (found === undefined) throw new Error(`The test has no company ${id}`);
    return found;
  };
  return {
    application,
    node,
    url: node.url,
    adminUrl: clone.url,
    company,
    as: (login) => new TestClient(node.url).signIn(login, EXAMPLE_PASSWORD),
    anonymous: () => new TestClient(node.url),
    write: (work, id) => company(id).write(company(id).robot, work),
    read: (work, id) => company(id).read(company(id).robot, work),
    moveClock: async (to, id) => void (await advanceClock(company(id), new Date(to), clockActions())),
  };
}
