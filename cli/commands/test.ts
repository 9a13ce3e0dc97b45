import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { PROJECT_ROOT, RegulationProblemsError } from '../../core/application/index.ts';
import type { Config } from '../../core/config/index.ts';
import { startEmbeddedServer } from '../../core/database/embedded/index.ts';
import { formatDiagnostic, loadRegulation } from '../../core/regulation/index.ts';
import { ScenarioProblemsError, companyStarter, foundedBefore, loadScenarios, runScenarios, scenarioFiles, totalLine, vocabularyOf } from '../../core/scenarios/index.ts';
import type { Scenario, ScenarioResult, Vocabulary } from '../../core/scenarios/index.ts';
import type { Answer } from '../output/index.ts';
import type { Call } from './support/index.ts';
import { addCommand, onlyCompany, readInstallation } from './support/index.ts';

/** Where the copies of a company are made when the environment names no server. */
const SERVER_VARIABLE = 'REGLAMENT_TEST_DATABASE_URL';

/** `reglament test`: plays a company's scenarios, each in a fresh copy of it; the present data are not touched. */
export function registerTest(program: Command): void {
  addCommand<{ filter?: string }>(program, {
    name: 'test <company> [files...]',
    about: { ru: 'Проиграть сценарии компании, каждый на её чистой копии', en: 'Play a company’s scenarios, each in a fresh copy of it' },
    example: 'reglament test pneumosila --filter SC-01 --config test',
    options: [{ flags: '--filter <text>', about: { ru: 'только сценарии, в коде или названии которых есть этот текст', en: 'only scenarios whose code or title contains this text' } }],
  }, test);
}

async function test({ options, args: [id = '', ...files], locale }: Call<{ filter?: string }>): Promise<Answer> {
  const { config, registry } = await readInstallation(options);
  const { regulation } = onlyCompany(config, id);
  const { document, diagnostics } = await loadRegulation(regulation, registry);
  if (document === undefined || diagnostics.some((one) => one.severity === 'error')) throw new RegulationProblemsError(diagnostics);
  const vocabulary = vocabularyOf(registry.only(document.plugins), document);
  try {
    const scenarios = await loadScenarios(files.length > 0 ? files.map((file) => resolve(file)) : await scenarioFiles(regulation), vocabulary, options.filter);
    const results = await play(config, id, scenarios, vocabulary, options.json === true ? undefined : (line) => process.stdout.write(`${line}\n`), locale);
    return { data: results, lines: [totalLine(results, locale)], failed: results.length === 0 || results.some((one) => !one.ok) };
  } catch (error) {
    if (!(error instanceof ScenarioProblemsError)) throw error;
    return { data: { diagnostics: error.diagnostics }, lines: [...error.diagnostics.map((one) => formatDiagnostic(one, locale)), error.label[locale]], failed: true };
  }
}

async function play(config: Config, company: string, scenarios: readonly Scenario[], vocabulary: Vocabulary, log: ((line: string) => void) | undefined, locale: 'ru' | 'en'): Promise<ScenarioResult[]> {
  const server = await openServer(config);
  try {
    const companies = Object.fromEntries(config.companies.map((one) => [one.id, one.regulation]));
    const startCompany = companyStarter({ company, companies, plugins: config.plugins, founded: foundedBefore(scenarios) });
    return await runScenarios({ scenarios, vocabulary, startCompany, locale, ...(log === undefined ? {} : { log }) });
  } finally {
    await server.stop();
  }
}

/** The server named by the environment, or an embedded one beside the installation's own that need not survive a power failure. */
async function openServer(config: Config): Promise<{ stop(): Promise<void> }> {
  if (process.env[SERVER_VARIABLE] !== undefined) return { stop: async () => undefined };
  const server = await startEmbeddedServer({
    dataDir: resolve(PROJECT_ROOT, '.data', `${basename(config.name)}-scenarios`),
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
    log: { info: () => undefined, warn: (text) => process.stderr.write(`${text}\n`) },
  });
  process.env[SERVER_VARIABLE] = server.adminUrl;
  return server;
}
