import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Label } from '../language/index.ts';
import type { Diagnostic, YamlFile } from '../regulation/source/index.ts';
import { pointerTokens, readYaml, sortDiagnostics, validateAgainstSchema } from '../regulation/source/index.ts';
import { buildSteps } from './build-steps.ts';
import { NameChecker } from './check-names.ts';
import type { RawScenario } from './raw-scenario.ts';
import type { Scenario, Step } from './scenario.ts';
import { scenarioSchema } from './schema.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Scenarios of one file, the file's own first, its variants after it, and everything found wrong with it. */
export interface ReadScenarios {
  /** Empty when there is an error. */
  readonly scenarios: readonly Scenario[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a scenario file from disk; `shown` is its path for people. */
export async function readScenarioFile(path: string, shown: string, vocabulary?: Vocabulary): Promise<ReadScenarios> {
  return readScenarios(await readFile(path, 'utf8'), shown, dirname(path), vocabulary);
}

/**
 * Reads the text of a scenario file. Syntax, unknown keys, unknown names, names used before they are given: all of them are diagnostics with
 * places, reported together. Without a vocabulary the names of entities, fields, events and states are taken on trust.
 */
export function readScenarios(text: string, file: string, folder: string, vocabulary?: Vocabulary): ReadScenarios {
  const yaml = readYaml(text, file);
  if (yaml.value === undefined) return { scenarios: [], diagnostics: yaml.diagnostics };
  const diagnostics: Diagnostic[] = [...yaml.diagnostics, ...formProblems(yaml, file, vocabulary)];
  if (diagnostics.some((one) => one.severity === 'error')) return { scenarios: [], diagnostics: sortDiagnostics(diagnostics) };
  const raw = yaml.value as RawScenario;
  const observer = raw.observer ?? (Object.keys(raw.as)[0] as string);
  const built = buildSteps(raw, yaml, diagnostics);
  const scenarios = built.map(({ id, title, steps }): Scenario => ({
    id, title, file, folder, steps, observer, starts: raw.starts, users: raw.as, known: raw.known ?? {}, locate: (pointer) => yaml.locateKey(pointer),
    ...(raw.source === undefined ? {} : { source: raw.source }),
  }));
  const checked = new Set<Step>();
  for (const scenario of scenarios) new NameChecker(scenario, vocabulary, diagnostics, checked).check();
  const wrong = diagnostics.some((one) => one.severity === 'error');
  return { scenarios: wrong ? [] : scenarios, diagnostics: sortDiagnostics(diagnostics) };
}

function formProblems(yaml: YamlFile, file: string, vocabulary: Vocabulary | undefined): Diagnostic[] {
  const layer = file;
  return validateAgainstSchema(
    {
      value: yaml.value as Record<string, unknown>,
      origin: (pointer) => ({ ...yaml.locate(pointer), layer }),
      keyOrigin: (pointer) => ({ ...yaml.locateKey(pointer), layer }),
      sourceText: () => undefined,
      diagnostics: yaml.diagnostics,
    },
    scenarioSchema(vocabulary),
  ).map((one) => (one.code === 'unknown_key' && valueAt(yaml.value, one.pointer) === null ? { ...one, fix: SPLIT_TEXT } : one));
}

/** A comma inside braces begins a new key; the rest of a sentence then stands there as a key without a value. */
const SPLIT_TEXT: Label = { ru: 'если это часть текста с запятой, возьмите весь текст в кавычки', en: 'if this is part of a text with a comma, put the whole text in quotes' };

function valueAt(value: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce<unknown>((found, token) => (found as Record<string, unknown> | null)?.[token], value);
}
