import type { Locale } from '../language/index.ts';
import type { Place } from '../regulation/source/index.ts';
import type { Failure, ScenarioResult, StepResult } from './result.ts';

const WORDS = {
  ru: { wanted: 'ожидалось', got: 'получено ', left: 'шагов не пройдено', passed: 'прошло', failed: 'не прошло' },
  en: { wanted: 'expected', got: 'got     ', left: 'steps not reached', passed: 'passed', failed: 'failed' },
} as const;

/** Text from a file or from an answer must not steer the terminal. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function failureLines({ place, message, wanted, got }: Failure, locale: Locale): string[] {
  const words = WORDS[locale];
  return [
    `      ${placeText(place)} ${message[locale]}`,
    ...(wanted === undefined ? [] : [`        ${words.wanted} ${wanted}`]),
    ...(got === undefined ? [] : [`        ${words.got} ${got}`]),
  ];
}

/** One step: its words, and for a failed one every difference with its place. */
export function stepLines(step: StepResult, locale: Locale): string[] {
  return [`  ${step.ok ? '✓' : '✗'} ${step.note[locale]}  (${placeText(step.place)})`, ...step.failures.flatMap((one) => failureLines(one, locale))].map(plain);
}

/** A whole scenario, its steps included. */
export function scenarioLines(result: ScenarioResult, locale: Locale): string[] {
  return [`${result.ok ? '✓' : '✗'} ${plain(`${result.id} ${result.title[locale]}`)}`, ...result.steps.flatMap((step) => stepLines(step, locale)), ...leftLines(result, locale)];
}

/** How many steps a failure kept from being taken. */
export function leftLines(result: ScenarioResult, locale: Locale): string[] {
  return result.left === 0 ? [] : [`  … ${WORDS[locale].left}: ${result.left}`];
}

/** `12 passed, 1 failed`. */
export function totalLine(results: readonly ScenarioResult[], locale: Locale): string {
  const passed = results.filter((one) => one.ok).length;
  return `${passed} ${WORDS[locale].passed}, ${results.length - passed} ${WORDS[locale].failed}`;
}
