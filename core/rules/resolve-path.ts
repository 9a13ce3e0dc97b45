import { nearest } from '../language/index.ts';
import { ANY, FORBIDDEN_SEGMENTS, TYPE_LABELS } from './fact-type.ts';
import type { FactType } from './fact-type.ts';
import { ruleProblem } from './rule-problem.ts';
import type { RuleProblem } from './rule-problem.ts';

/** The declared type behind a path, and the prefixes of the path at which a null may stand. */
export interface ResolvedPath {
  readonly type: FactType;
  readonly nullablePaths: readonly string[];
}

/** Follows a path through declared types; reports the first segment that is not declared, with the nearest that is. */
export function resolvePath(root: FactType, path: string, pointer: string, report: (problem: RuleProblem) => void): ResolvedPath {
  const unknown: ResolvedPath = { type: ANY, nullablePaths: [] };
  const segments = path.split('.');
  if (segments.some((segment) => FORBIDDEN_SEGMENTS.has(segment))) {
    report(ruleProblem('error', 'forbidden_path', pointer, { name: path }));
    return unknown;
  }
  let type = root;
  const nullablePaths: string[] = [];
  for (const [index, segment] of segments.entries()) {
    if (type.type === 'any') break;
    const before = segments.slice(0, index).join('.');
    const upTo = before === '' ? segment : `${before}.${segment}`;
    if (type.type === 'array' && /^\d+$/.test(segment)) {
      type = type.items ?? ANY;
      nullablePaths.push(upTo);
      continue;
    }
    if (type.type !== 'object') {
      report(ruleProblem('error', 'not_an_object', pointer, { name: before, type: TYPE_LABELS[type.type] }));
      return unknown;
    }
    if (type.properties === undefined) return unknown;
    const next: FactType | undefined = Object.hasOwn(type.properties, segment) ? type.properties[segment] : undefined;
    if (next === undefined) {
      const like = nearest(segment, Object.keys(type.properties));
      const suggestion = like === undefined ? undefined : [...segments.slice(0, index), like].join('.');
      report(ruleProblem('error', 'undeclared_fact', pointer, { name: path }, suggestion));
      return unknown;
    }
    type = next;
    if (type.nullable === true) nullablePaths.push(upTo);
  }
  return { type, nullablePaths };
}
