import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidError } from '../errors/index.ts';
import type { Locale } from '../language/index.ts';
import type { Diagnostic } from '../regulation/index.ts';
import { HttpDoor } from './door.ts';
import { readScenarioFile } from './read-scenario.ts';
import { leftLines, stepLines } from './report.ts';
import type { ScenarioResult } from './result.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A company made for one scenario, served over HTTP. */
export interface StartedCompany {
  readonly url: string;
  readonly zone: string;
  passwordOf(login: string): string;
  now(): Promise<Date>;
  /** Moves the clock, firing what is due on the way. */
  moveClock(to: Date): Promise<void>;
  /** Carries out deferred effects. */
  settle?(): Promise<void>;
  /** Transitions taken since the scenario began, each once as `entity code`. */
  transitions?(): Promise<string[]>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly scenarios: readonly Scenario[];
  readonly vocabulary: Vocabulary;
  /** Makes a fresh copy of the company, its clock at the scenario's start. */
  startCompany(scenario: Scenario): Promise<StartedCompany>;
  /** Receives the report line by line while the scenarios run. */
  readonly log?: (line: string) => void;
  readonly locale?: Locale;
}

/** Scenario files that cannot be run as they are written, with every finding. */
export class ScenarioProblemsError extends InvalidError {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super('core.scenario_problems', { ru: 'Сценарии не запущены: исправьте ошибки ({count}).', en: 'The scenarios were not run: correct the errors ({count}).' }, { params: { count: diagnostics.length } });
  }
}

/** Scenario files of a company's folder, by name. */
export async function scenarioFiles(folder: string): Promise<string[]> {
  const scenarios = join(folder, 'scenarios');
  const found = await stat(scenarios).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return [];
  return (await readdir(scenarios)).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(scenarios, name));
}

/**
 * Reads scenario files, all their findings together; two scenarios with one code are a finding as well. `filter` keeps those whose code or title contains it.
 * @throws ScenarioProblemsError
 */
export async function loadScenarios(paths: readonly string[], vocabulary: Vocabulary, filter?: string): Promise<Scenario[]> {
  const diagnostics: Diagnostic[] = [];
  const scenarios = new Map<string, Scenario>();
  for (const path of paths) {
    const read = await readScenarioFile(path, path.split('/').slice(-3).join('/'), vocabulary);
    diagnostics.push(...read.diagnostics);
    for (const scenario of read.scenarios) {
      const other = scenarios.get(scenario.id);
      if (other !== undefined) {
        diagnostics.push({
          ...scenario.locate('/scenario'), severity: 'error', code: 'scenario_twice', pointer: '/scenario',
          message: { ru: `Код «${scenario.id}» уже занят: ${basename(other.file)}`, en: `The code "${scenario.id}" is taken already: ${basename(other.file)}` },
        });
      }
      scenarios.set(scenario.id, scenario);
    }
  }
  if (diagnostics.some((one) => one.severity === 'error')) throw new ScenarioProblemsError(diagnostics);
  const wanted = filter?.toLowerCase();
  return [...scenarios.values()].filter((one) => wanted === undefined || [one.id, one.title.ru, one.title.en].some((text) => text.toLowerCase().includes(wanted)));
}

/** Runs scenarios one after another, each in a company of its own. */
export async function runScenarios(options: RunOptions): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of options.scenarios) results.push(await runInFreshCompany(scenario, options));
  return results;
}

async function runInFreshCompany(scenario: Scenario, { vocabulary, startCompany, log, locale = 'ru' }: RunOptions): Promise<ScenarioResult> {
  log?.(`${scenario.id} ${scenario.title[locale]}`);
  const company = await startCompany(scenario);
  try {
    const { zone, settle } = company;
    const stage = {
      door: new HttpDoor(company.url, (login) => company.passwordOf(login)),
      zone,
      now: () => company.now(),
      moveClock: (to: Date) => company.moveClock(to),
      ...(settle === undefined ? {} : { settle: () => settle.call(company) }),
    };
    const result = await runScenario(scenario, vocabulary, stage, (step) => stepLines(step, locale).forEach((line) => log?.(line)));
    leftLines(result, locale).forEach((line) => log?.(line));
    return result;
  } finally {
    await company.close();
  }
}
