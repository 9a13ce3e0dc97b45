import { argumentsOf, operatorOf } from './rule.ts';

/** Adds to `known` the paths that cannot be null when `rule` came out as `truth`: what an earlier clause of an `and` has settled for the later ones. */
export function addKnownValues(rule: unknown, truth: boolean, known: Set<string>): void {
  const op = operatorOf(rule);
  if (op === undefined) return;
  const args = argumentsOf(rule, op);
  switch (op) {
    case 'var':
      if (truth && typeof args[0] === 'string') known.add(args[0]);
      break;
    case '!':
    case '!!':
      addKnownValues(args[0], (op === '!!') === truth, known);
      break;
    case 'and':
    case 'or':
      if ((op === 'and') === truth) for (const arg of args) addKnownValues(arg, truth, known);
      break;
    case '==':
    case '===':
      addCompared(args, truth, known);
      break;
    case '!=':
    case '!==':
      addCompared(args, !truth, known);
      break;
    case 'in': {
      const list = args[1];
      if (truth && Array.isArray(list) && list.every((item) => item !== null && typeof item !== 'object')) addKnownValues(args[0], true, known);
      break;
    }
    default:
  }
}

function addCompared(args: readonly unknown[], equal: boolean, known: Set<string>): void {
  for (const [side, other] of [[args[0], args[1]], [args[1], args[0]]]) {
    const constant = typeof other !== 'object' || other === null;
    if (operatorOf(side) === 'var' && constant && (other === null) !== equal) addKnownValues(side, true, known);
  }
}

/** Whether some path at or under `path` is known not to be null. */
export function isKnown(path: string, known: ReadonlySet<string>): boolean {
  if (known.has(path)) return true;
  for (const other of known) if (other.startsWith(`${path}.`)) return true;
  return false;
}
