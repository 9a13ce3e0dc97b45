import { nearest } from '../../language/index.ts';
import type { DecisionDefinition } from '../../plugin/index.ts';
import { RuleError, checkDecision, checkRule, evaluateGuard, exampleFacts, readFactPaths, runExamples, validateValue } from '../../rules/index.ts';
import type { DecisionTable, FactType, Rule } from '../../rules/index.ts';
import { decisionTable } from '../compile.ts';
import type { DecisionDocument, RuleDocument } from '../document.ts';
import type { MergedDocument } from '../source/index.ts';
import { childPointer } from '../source/index.ts';
import type { CheckContext } from './context.ts';
import { factsOf } from './context.ts';

/** Tables: sound, complete, with outcomes the plugin can read and examples that come out as written; and the questions left without one. */
export function checkDecisions(context: CheckContext, merged: MergedDocument): void {
  const { document, registry, findings } = context;
  for (const [id, table] of Object.entries(document.decisions ?? {})) {
    const pointer = childPointer('/decisions', id);
    const definition = registry.decision(id);
    if (definition === undefined) findings.unknown('unknown_decision', pointer, { ru: 'Решение', en: 'Decision' }, id, registry.decisions.map((one) => one.id), { at: 'key' });
    else checkTable(context, merged, definition, table, pointer);
  }
  for (const { id } of registry.decisions) {
    if (document.decisions?.[id] !== undefined || context.usedDecisions.has(id)) continue;
    findings.add('decision_unanswered', childPointer('/decisions', id), { ru: `На вопрос «${id}» не отвечает ни одна таблица`, en: `No table answers "${id}"` }, {
      severity: 'warning', fix: { ru: `добавьте decisions: ${id}: rows: […]`, en: `add decisions: ${id}: rows: […]` },
    });
  }
}

function checkTable(context: CheckContext, merged: MergedDocument, definition: DecisionDefinition, document: DecisionDocument, pointer: string): void {
  const { findings } = context;
  const facts = definition.facts['p'] === undefined ? definition.facts : { ...definition.facts, p: context.parameters };
  const table = withUnknowns(decisionTable(definition.id, document, facts));
  const before = findings.errors;
  const parameters = context.document.parameters ?? {};
  findings.rules(checkDecision(table, { parameters }), pointer);
  checkOutcomes(context, definition, document, pointer);
  if (findings.errors > before) return;
  for (const failure of runExamples(table, { parameters })) {
    const index = (document.examples ?? []).findIndex((one) => one.name === failure.name);
    const example = document.examples?.[index];
    if (example !== undefined && speaksOfOthers(merged, table, example.given, `${pointer}/examples/${index}`)) continue;
    reportExample(context, `${pointer}/examples/${index}/then`, failure.name, failure.expected, failure.got);
  }
}

/**
 * Whether an example was written for other parameters: one that its table reads and it leaves open was changed by a layer above it, so that its
 * outcome says nothing about this company.
 */
function speaksOfOthers(merged: MergedDocument, table: DecisionTable, given: Readonly<Record<string, unknown>>, pointer: string): boolean {
  const fixed = exampleFacts(table, given)['p'];
  const rank = (layer: string): number => merged.layers.indexOf(layer);
  const written = rank(merged.origin(pointer).layer);
  const read = new Set(table.rows.flatMap(({ when }) => readFactPaths(when)).filter((path) => path.startsWith('p.')).map((path) => path.split('.')[1] ?? ''));
  return [...read].some((name) => !(typeof fixed === 'object' && fixed !== null && name in fixed) && rank(merged.origin(childPointer('/parameters', name)).layer) > written);
}

/** Examples say what they know: a fact that may be unknown is so unless they give it. */
function withUnknowns(table: DecisionTable): DecisionTable {
  const unknown = Object.entries(table.facts).filter(([, type]) => type.nullable === true).map(([name]) => [name, null]);
  return table.examples === undefined ? table : { ...table, base: { ...Object.fromEntries(unknown), ...table.base } };
}

function reportExample(context: CheckContext, pointer: string, name: string, expected: unknown, got: unknown): void {
  context.findings.add('example_failed', pointer, {
    ru: `Пример «${name}»: ожидалось ${JSON.stringify(expected)}, получилось ${JSON.stringify(got)}`,
    en: `The example "${name}" expects ${JSON.stringify(expected)} and gives ${JSON.stringify(got)}`,
  }, { fix: { ru: 'исправьте строки таблицы, параметр или пример', en: 'mend the rows, a parameter or the example' } });
}

/** Parts of each row's outcome are those that the plugin declared, or those that `combine` collects from. */
function checkOutcomes(context: CheckContext, { id, outcome }: DecisionDefinition, document: DecisionDocument, pointer: string): void {
  const { findings } = context;
  const combine = document.combine as { max?: string; list?: Readonly<Record<string, string>> } | undefined;
  const collected = new Set(combine === undefined ? [] : [combine.max, ...Object.values(combine.list ?? {})]);
  for (const [index, { then }] of document.rows.entries()) {
    const at = `${pointer}/rows/${index}/then`;
    if (typeof then !== 'object' || then === null || Array.isArray(then)) {
      findings.add('bad_outcome', at, { ru: `Исход — набор полей: ${Object.keys(outcome).join(', ')}`, en: `An outcome is a map of: ${Object.keys(outcome).join(', ')}` });
      continue;
    }
    for (const [name, value] of Object.entries(then)) {
      const type: FactType | undefined = Object.hasOwn(outcome, name) ? outcome[name] : undefined;
      const place = childPointer(at, name);
      if (type === undefined && !collected.has(name)) findings.unknown('unknown_outcome', place, { ru: `Исход «${id}»`, en: `Outcome of "${id}"` }, name, Object.keys(outcome), { at: 'key' });
      if (type === undefined) continue;
      for (const { message } of validateValue(value, type, [name])) findings.add('bad_outcome', place, message, { suggestion: typeof value === 'string' ? nearest(value, type.enum ?? []) : undefined });
    }
  }
}

/** Named rules: sound over their entity's facts or their own, with examples that come out as written. */
export function checkNamedRules(context: CheckContext): void {
  for (const [id, rule] of Object.entries(context.document.rules ?? {})) {
    const pointer = childPointer('/rules', id);
    const facts = { ...(rule.entity === undefined ? { p: context.parameters } : factsOf(context, rule.entity)), ...rule.facts };
    const problems = checkRule(rule.when, { facts });
    context.findings.rules(problems, `${pointer}/when`);
    if (problems.every((one) => one.severity !== 'error')) runRuleExamples(context, rule, pointer);
  }
}

function runRuleExamples(context: CheckContext, rule: RuleDocument, pointer: string): void {
  const holder: DecisionTable = { id: pointer, hit: 'first', facts: {}, rows: [] };
  for (const [index, { name, given, then }] of (rule.examples ?? []).entries()) {
    let got: unknown;
    try {
      got = evaluateGuard(rule.when as Rule, exampleFacts(holder, given, context.document.parameters ?? {})).value;
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      got = error.reason;
    }
    if (got !== then) reportExample(context, `${pointer}/examples/${index}/then`, name ?? String(index + 1), then, got);
  }
}
