import type { RefusalReason } from '../errors/index.ts';
import { RefusalError } from '../errors/index.ts';
import type { Label } from '../language/index.ts';
import { LOCALES, fillLabel } from '../language/index.ts';
import type { CompiledDecision, CompiledRegulation } from '../regulation/index.ts';
import type { DecisionResult, Rule, RuleTrace } from '../rules/index.ts';
import { evaluateDecision, evaluateGuard, explain, readFactNames } from '../rules/index.ts';
import { withoutHidden } from './hidden-facts.ts';
import type { Condition } from './spec.ts';

/** What a condition answered, with the reason in words when it said no and the trace for the history. */
export interface ConditionResult {
  readonly allowed: boolean;
  /** Only of a no; built when it is asked for. */
  readonly reason?: () => RefusalReason;
  readonly trace: Readonly<Record<string, unknown>>;
}

/** What conditions asked of the same facts share. */
export interface Asking {
  readonly labels: (fact: string) => Label | undefined;
  /** Facts that the reader of a refusal may not see; the trace, which is stored, is whole. */
  readonly hidden: () => ReadonlySet<string>;
  /** Decisions that were answered already: the edges of a state often ask one decision, each for another outcome. */
  readonly decided?: Map<string, DecisionResult>;
}

const namesByRegulation = new WeakMap<CompiledRegulation, WeakMap<Condition, readonly string[]>>();

/** Names of the facts a condition reads, those of its named rule or decision included. */
export function factsOfCondition(condition: Condition, regulation: CompiledRegulation): readonly string[] {
  let known = namesByRegulation.get(regulation);
  if (known === undefined) namesByRegulation.set(regulation, (known = new WeakMap()));
  let names = known.get(condition);
  if (names === undefined) known.set(condition, (names = [...factsOfTest(condition, regulation), ...placesOf(condition.message)]));
  return names;
}

/** Paths named in the places of a message: `amount`, `offer_review.why`. */
function pathsIn(message: Label): string[] {
  return LOCALES.flatMap((locale) => [...message[locale].matchAll(/\{([a-z_][\w.]*)\}/g)].map((match) => match[1] ?? ''));
}

/** Facts named in the places of a message, so that a refusal can fill them. */
function placesOf(message: Label | undefined): string[] {
  return message === undefined ? [] : pathsIn(message).map((path) => path.split('.')[0] ?? path);
}

/** Values for the places of a message which its condition did not read itself; a hidden or unknown one is a dash. */
function placesFilled(message: Label, facts: Readonly<Record<string, unknown>>, hidden: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(pathsIn(message).flatMap((path): [string, unknown][] => {
    const [name = '', ...inner] = path.split('.');
    if (!Object.hasOwn(facts, name)) return [];
    const value = inner.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? (part as Record<string, unknown>)[key] : undefined), facts[name]);
    return [[path, hidden.has(name) || value === undefined || value === null ? '—' : value]];
  }));
}

function factsOfTest(condition: Condition, regulation: CompiledRegulation): readonly string[] {
  if ('logic' in condition) return readFactNames(condition.logic);
  if ('rule' in condition) {
    const rule = regulation.rules.get(condition.rule);
    return rule === undefined ? [] : readFactNames(rule.when);
  }
  const decision = regulation.decisions.get(condition.decision);
  return decision === undefined ? [] : Object.keys(decision.table.facts);
}

function contains(outcome: unknown, wanted: Readonly<Record<string, unknown>>): boolean {
  if (typeof outcome !== 'object' || outcome === null) return false;
  return Object.entries(wanted).every(([name, value]) => JSON.stringify((outcome as Record<string, unknown>)[name]) === JSON.stringify(value));
}

/**
 * Evaluates one condition. Anything that cannot be answered (a missing fact, a spent budget) is a no with its reason, never a yes.
 */
export function evaluateCondition(
  condition: Condition,
  facts: Readonly<Record<string, unknown>>,
  regulation: CompiledRegulation,
  asked: Asking,
): ConditionResult {
  try {
    if ('decision' in condition) return decisionCondition(condition, facts, regulation, asked);
    const rule = 'rule' in condition ? regulation.rules.get(condition.rule) : undefined;
    if ('rule' in condition && rule === undefined) return unanswered(condition, 'core.unknown_rule', { ru: 'Правила {rule} нет в этой версии регламента.', en: 'This version of the regulation has no rule {rule}.' }, { rule: condition.rule });
    const when = rule === undefined ? (condition as { logic: unknown }).logic : rule.when;
    const { value, trace, factsRead } = evaluateGuard(when as Rule, facts);
    const id = rule?.id ?? condition.code ?? 'logic';
    if (value) return { allowed: true, trace: { rule: id, result: true, facts: factsRead } };
    return { allowed: false, reason: () => refusal(condition, rule?.label, id, trace, factsRead, facts, asked), trace: { rule: id, result: false, facts: factsRead } };
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    return unanswered(condition, error.code, error.label, error.params);
  }
}

function unanswered(condition: Condition, code: string, message: Label, params: Readonly<Record<string, unknown>>): ConditionResult {
  const id = 'rule' in condition ? condition.rule : 'decision' in condition ? condition.decision : (condition.code ?? 'logic');
  return { allowed: false, reason: () => ({ code, message: fillLabel(message, params), rule: id, ...who(condition) }), trace: { rule: id, error: code } };
}

function who(condition: Condition): { who?: readonly string[] } {
  return condition.who === undefined ? {} : { who: condition.who };
}

/** Clauses in words, but for those whose words would tell a hidden fact. */
function shownClauses(trace: RuleTrace, labels: (fact: string) => Label | undefined, hidden: ReadonlySet<string>): { text: Label; result: boolean }[] {
  return explain(trace, { labels })
    .filter((clause) => Object.keys(withoutHidden(clause.facts, hidden)).length === Object.keys(clause.facts).length)
    .map(({ text, result }) => ({ text, result }));
}

/** Values for the places of a message: a hidden one is a dash. */
function masked(facts: Readonly<Record<string, unknown>>, shown: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(facts).map((name) => [name, name in shown ? facts[name] : '—']));
}

function refusal(
  condition: Condition,
  ruleLabel: Label | undefined,
  id: string,
  trace: RuleTrace,
  factsRead: Readonly<Record<string, unknown>>,
  facts: Readonly<Record<string, unknown>>,
  asked: Asking,
): RefusalReason {
  const hidden = asked.hidden();
  const clauses = shownClauses(trace, asked.labels, hidden);
  const shown = withoutHidden(factsRead, hidden);
  const message = condition.message ?? ruleLabel ?? clauses.find((clause) => clause.result === false)?.text ?? { ru: 'Условие не выполнено.', en: 'The condition does not hold.' };
  return { code: condition.code ?? id, message: fillLabel(message, { ...placesFilled(message, facts, hidden), ...masked(factsRead, shown) }), rule: id, facts: shown, clauses, ...who(condition) };
}

function decisionCondition(
  condition: Extract<Condition, { decision: string }>,
  facts: Readonly<Record<string, unknown>>,
  regulation: CompiledRegulation,
  asked: Asking,
): ConditionResult {
  const decision = regulation.decisions.get(condition.decision);
  if (decision === undefined) return unanswered(condition, 'core.unknown_decision', { ru: 'Решения {decision} нет в этой версии регламента.', en: 'This version of the regulation has no decision {decision}.' }, { decision: condition.decision });
  const answer = asked.decided?.get(decision.id) ?? evaluateDecision(decision.table, Object.fromEntries(Object.keys(decision.table.facts).map((name) => [name, facts[name]])));
  asked.decided?.set(decision.id, answer);
  const { outcome, rows, factsRead } = answer;
  const trace = { decision: decision.id, table: decision.code, rows, outcome, facts: factsRead };
  if (contains(outcome, condition.is)) return { allowed: true, trace };
  return { allowed: false, trace, reason: () => decisionRefusal(condition, decision, answer, asked) };
}

function decisionRefusal(condition: Extract<Condition, { decision: string }>, decision: CompiledDecision, { outcome, rows, traces, factsRead }: DecisionResult, asked: Asking): RefusalReason {
  const hidden = asked.hidden();
  const why = (outcome as { why?: unknown } | null)?.why;
  const code = condition.code ?? (typeof why === 'string' ? why : decision.id);
  const hit = traces.find((row) => row.hit);
  const shown = withoutHidden(factsRead, hidden);
  const message = condition.message ?? decision.messages[code] ?? decision.label;
  return {
    code,
    message: fillLabel(message, masked(factsRead, shown)),
    rule: decision.code,
    ...(rows[0] === undefined ? {} : { row: rows[0] }),
    facts: shown,
    clauses: hit === undefined ? [] : shownClauses(hit.trace, asked.labels, hidden),
    ...who(condition),
  };
}
