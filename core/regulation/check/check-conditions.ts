import { nearest } from '../../language/index.ts';
import type { DecisionDefinition } from '../../plugin/index.ts';
import type { Condition } from '../../process/index.ts';
import { checkRule, readFactNames } from '../../rules/index.ts';
import type { DecisionDocument } from '../document.ts';
import { childPointer } from '../source/index.ts';
import { isNeverTrue } from './constant.ts';
import type { CheckContext, FactTypes } from './context.ts';
import { checkRole } from './context.ts';

/** Where conditions stand and what they may read there. */
export interface ConditionPlace {
  readonly entity: string;
  readonly facts: FactTypes;
}

/** Conditions of a transition, a wait, a schedule or a step: their names exist, their facts can be had, and they can come out true. */
export function checkConditions(context: CheckContext, conditions: readonly Condition[] | undefined, pointer: string, place: ConditionPlace): void {
  for (const [index, condition] of (conditions ?? []).entries()) {
    const at = `${pointer}/${index}`;
    for (const [position, role] of (condition.who ?? []).entries()) checkRole(context, role, `${at}/who/${position}`);
    if ('logic' in condition) checkLogic(context, condition.logic, `${at}/logic`, place.facts);
    else if ('rule' in condition) checkNamedRule(context, condition.rule, `${at}/rule`, place);
    else checkDecisionUse(context, condition, at, place);
  }
}

/** One rule as a guard: sound, and not false whatever happens. */
export function checkLogic(context: CheckContext, logic: unknown, pointer: string, facts: FactTypes): void {
  const problems = checkRule(logic, { facts });
  context.findings.rules(problems, pointer);
  if (problems.every((one) => one.severity !== 'error') && isNeverTrue(logic)) {
    context.findings.add('never_holds', pointer, { ru: 'Условие не может выполниться ни при каких данных', en: 'The condition can never hold, whatever the facts' }, {
      severity: 'warning', fix: { ru: 'исправьте условие или выключите переход: disabled: true', en: 'mend the condition or switch the transition off: disabled: true' },
    });
  }
}

function checkNamedRule(context: CheckContext, name: string, pointer: string, place: ConditionPlace): void {
  const rule = context.document.rules?.[name];
  if (rule === undefined) context.findings.unknown('unknown_rule', pointer, { ru: 'Правило', en: 'Rule' }, name, Object.keys(context.document.rules ?? {}));
  else demandFacts(context, readFactNames(rule.when), name, pointer, place);
}

/** Facts that a rule or a decision reads must exist where it is asked. */
function demandFacts(context: CheckContext, names: readonly string[], asking: string, pointer: string, { entity, facts }: ConditionPlace): void {
  for (const name of names) {
    if (name === '' || Object.hasOwn(facts, name)) continue;
    const suggestion = nearest(name, Object.keys(facts));
    context.findings.add('fact_unavailable', pointer, { ru: `«${asking}» читает «${name}», а у ${entity} такого данного нет`, en: `"${asking}" reads "${name}", which ${entity} does not have` }, {
      fix: suggestion !== undefined
        ? { ru: `возможно, имелось в виду «${suggestion}»`, en: `did you mean "${suggestion}"?` }
        : { ru: `спросите его у отправителя: needs: { ${name}: … }`, en: `ask the sender for it: needs: { ${name}: … }` },
    });
  }
}

function checkDecisionUse(context: CheckContext, condition: Extract<Condition, { decision: string }>, pointer: string, place: ConditionPlace): void {
  const { document, registry, findings } = context;
  const definition = registry.decision(condition.decision);
  if (definition === undefined) {
    findings.unknown('unknown_decision', `${pointer}/decision`, { ru: 'Решение', en: 'Decision' }, condition.decision, registry.decisions.map((one) => one.id));
    return;
  }
  context.usedDecisions.add(definition.id);
  demandFacts(context, Object.keys(definition.facts), definition.id, `${pointer}/decision`, place);
  checkFactKinds(context, definition, `${pointer}/decision`, place);
  const table = document.decisions?.[definition.id];
  if (table === undefined) {
    const removed = childPointer('/decisions', definition.id);
    findings.add('decision_unanswered', findings.removal(removed) === undefined ? `${pointer}/decision` : removed, { ru: `На вопрос «${definition.id}» не отвечает ни одна таблица`, en: `No table answers "${definition.id}"` }, {
      fix: { ru: `добавьте decisions: ${definition.id}: rows: […]`, en: `add decisions: ${definition.id}: rows: […]` },
    });
    return;
  }
  checkWanted(context, definition, table, condition.is, `${pointer}/is`);
}

/** A fact of another kind than the decision declares would be refused each time it is asked. */
function checkFactKinds(context: CheckContext, definition: DecisionDefinition, pointer: string, { entity, facts }: ConditionPlace): void {
  for (const [name, wanted] of Object.entries(definition.facts)) {
    const given = facts[name];
    if (given === undefined || given.type === 'any' || wanted.type === 'any' || given.type === wanted.type) continue;
    context.findings.add('fact_of_other_type', pointer, { ru: `«${definition.id}» ждёт «${name}» типа ${wanted.type}, а у ${entity} это ${given.type}`, en: `"${definition.id}" wants "${name}" as ${wanted.type}, and ${entity} has it as ${given.type}` });
  }
}

/** `is` asks for parts that the outcome has, with values that some row gives, together in one row. */
function checkWanted(context: CheckContext, definition: DecisionDefinition, table: DecisionDocument, wanted: Readonly<Record<string, unknown>>, pointer: string): void {
  const { findings } = context;
  const before = findings.errors;
  for (const [name, value] of Object.entries(wanted)) {
    const at = childPointer(pointer, name);
    const parts = partsOf(definition, table);
    if (!parts.includes(name)) {
      findings.unknown('unknown_outcome', at, { ru: `Исход «${definition.id}»`, en: `Outcome of "${definition.id}"` }, name, parts, { at: 'key' });
      continue;
    }
    const possible = valuesOf(table, name);
    if (possible === undefined || possible.some((one) => same(one, value))) continue;
    const words = possible.filter((one): one is string => typeof one === 'string');
    findings.add('never_holds', at, { ru: `Условие не выполнится: ни одна строка «${definition.id}» не даёт ${name} = ${JSON.stringify(value)}`, en: `It can never hold: no row of "${definition.id}" gives ${name} = ${JSON.stringify(value)}` }, {
      suggestion: typeof value === 'string' ? nearest(value, words) : undefined,
    });
  }
  if (findings.errors > before || table.hit === 'collect') return;
  const together = table.rows.some(({ then }) => isMap(then) && Object.entries(wanted).every(([name, value]) => same(then[name], value)));
  if (!together) findings.add('never_holds', pointer, { ru: `Ни одна строка «${definition.id}» не даёт всё это сразу`, en: `No row of "${definition.id}" gives all of this together` });
}

/** Parts of the outcome: what the plugin declared, or what collected rows are combined into. */
function partsOf({ outcome }: DecisionDefinition, { combine }: DecisionDocument): string[] {
  if (combine === undefined) return Object.keys(outcome);
  return [combine['flag'], combine['max'], ...Object.keys((combine['list'] ?? {}) as object)].filter((one): one is string => typeof one === 'string');
}

/** What a part of the outcome may be; undefined when it cannot be told. */
function valuesOf(table: DecisionDocument, name: string): readonly unknown[] | undefined {
  const given = (field: string): unknown[] => table.rows.flatMap(({ then }) => (isMap(then) && field in then ? [then[field]] : []));
  if (table.hit !== 'collect') return given(name);
  const combine = table.combine ?? {};
  if (combine['flag'] === name) return [true, false];
  return combine['max'] === name ? [...given(name), null] : undefined;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
