import { evaluateRule, readFactPaths } from '../../rules/index.ts';
import type { Rule } from '../../rules/index.ts';

function clausesOf(rule: unknown, operator: string): readonly unknown[] | undefined {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  const entries = Object.entries(rule);
  if (entries.length !== 1 || entries[0]?.[0] !== operator) return undefined;
  const given = entries[0][1] as unknown;
  return Array.isArray(given) ? given : [given];
}

/** The path and the literal of `{"==": [{"var": path}, literal]}`, in either order. */
function equality(rule: unknown): { readonly path: string; readonly literal: string } | undefined {
  const operands = clausesOf(rule, '==') ?? clausesOf(rule, '===');
  if (operands?.length !== 2) return undefined;
  for (const [side, other] of [[operands[0], operands[1]], [operands[1], operands[0]]]) {
    const path = clausesOf(side, 'var')?.[0];
    if (typeof path === 'string' && (typeof other !== 'object' || other === null)) return { path, literal: JSON.stringify(other) };
  }
  return undefined;
}

/** Whether a guard is false whatever the facts: a constant, a constant clause of an `and`, or one fact that must be two things at once. */
export function isNeverTrue(rule: unknown): boolean {
  const all = clausesOf(rule, 'and');
  if (all !== undefined) {
    if (all.some(isNeverTrue)) return true;
    const wanted = new Map<string, string>();
    for (const clause of all) {
      const found = equality(clause);
      if (found === undefined) continue;
      const earlier = wanted.get(found.path);
      if (earlier !== undefined && earlier !== found.literal) return true;
      wanted.set(found.path, found.literal);
    }
    return false;
  }
  const any = clausesOf(rule, 'or');
  if (any !== undefined) return any.every(isNeverTrue);
  const list = clausesOf(rule, 'in')?.[1];
  if (Array.isArray(list) && list.length === 0) return true;
  if (readFactPaths(rule).length > 0) return false;
  try {
    return evaluateRule(rule as Rule, {}, { strictFacts: false }).value === false;
  } catch {
    // What cannot be evaluated is told by the check of the rule itself.
    return false;
  }
}
