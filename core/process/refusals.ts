import type { Actor } from '../company/index.ts';
import { may } from '../company/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import { ConflictError, ForbiddenError, InvalidError } from '../errors/index.ts';
import { nearest } from '../language/index.ts';
import { rolesCovering } from '../regulation/index.ts';
import { compileValidator } from '../validation/index.ts';
import type { CompiledTransition } from './compile.ts';
import type { Item } from './item-store.ts';
import type { Need } from './spec.ts';

/** Says why no edge of the present states takes the event. @throws ConflictError, or InvalidError for an event the process does not know at all */
export function refuseUnavailable(item: Item, event: string): never {
  const known = [...(item.process?.byEvent.keys() ?? [])];
  if (!known.includes(event)) {
    const suggestion = nearest(event, known);
    throw new InvalidError('core.unknown_event', {
      ru: suggestion === undefined ? 'Событие «{event}» процессу неизвестно.' : 'Событие «{event}» процессу неизвестно. Может быть, «{suggestion}»?',
      en: suggestion === undefined ? 'The process does not know the event “{event}”.' : 'The process does not know the event “{event}”. Did you mean “{suggestion}”?',
    }, { params: { event, ...(suggestion === undefined ? {} : { suggestion }) } });
  }
  const regions = Object.values(item.process?.regions ?? {});
  const standing = regions.map((region) => region.states[String(item.row[region.field])]?.label ?? { ru: String(item.row[region.field]), en: String(item.row[region.field]) });
  const ru = standing.map((label) => `«${label.ru}»`).join(', ');
  const en = standing.map((label) => `“${label.en}”`).join(', ');
  throw new ConflictError('core.event_not_available', { ru: `В состоянии ${ru} это действие не предусмотрено.`, en: `This is not foreseen in the state ${en}.` }, {
    params: { event },
    reasons: [{ code: 'core.event_not_available', message: { ru: `Состояние: ${ru}.`, en: `State: ${en}.` } }],
  });
}

/** In `by`: everybody who is signed in; conditions then say who of them. */
export const ANY_EMPLOYEE = 'any';

/** Whether this person may take this edge: one of its roles, and its permission within its scope; a row without an owner is nobody's own. */
export function mayTake(actor: Actor, item: Item, one: CompiledTransition): boolean {
  if (actor.kind === 'robot') return true;
  if (one.by === undefined) return false;
  const holds = one.by.includes(ANY_EMPLOYEE) || one.by.some((role) => rolesCovering(item.regulation, role).some((covering) => actor.roles.includes(covering)));
  if (!holds) return false;
  if (one.permission === undefined) return true;
  const owner = item.definition.owner;
  return may(actor, one.permission, owner === undefined ? null : (item.row[owner] as string | null));
}

/** Edges this person may take. @throws ForbiddenError naming the roles that may when there is none */
export function checkAccess(actor: Actor, item: Item, candidates: readonly CompiledTransition[]): readonly CompiledTransition[] {
  const open = candidates.filter((one) => mayTake(actor, item, one));
  if (open.length > 0) return open;
  const who = [...new Set(candidates.flatMap((one) => one.by ?? []))];
  const names = who.map((role) => item.regulation.roles.get(role)?.label ?? { ru: role, en: role });
  const message = who.length === 0
    ? { ru: 'Это делает только система.', en: 'Only the system does this.' }
    : { ru: `Это может: ${names.map((name) => name.ru).join(', ')}.`, en: `This can be done by: ${names.map((name) => name.en).join(', ')}.` };
  throw new ForbiddenError('core.role_required', message, { reasons: [{ code: 'core.role_required', message, who }] });
}

/** JSON Schema of what an event needs, as the screen is told and the data is checked. */
export function needsSchema(needs: Readonly<Record<string, Need>>): Record<string, unknown> {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(needs).map(([name, need]) => [name, need.schema])),
    required: Object.entries(needs).filter(([, need]) => need.required === true).map(([name]) => name),
  };
}

const validators = new WeakMap<object, (value: unknown) => FieldProblem[]>();

/** @throws InvalidError with a pointer for each datum that is missing or wrong; data no edge asks for is refused as well */
export function checkNeeds(candidates: readonly CompiledTransition[], data: Readonly<Record<string, unknown>>): void {
  const declared = new Set(['comment', 'to', ...candidates.flatMap((one) => Object.keys(one.needs ?? {}))]);
  const unknown = Object.keys(data).filter((name) => !declared.has(name));
  const problems: FieldProblem[] = unknown.map((name) => ({
    pointer: `/data/${name}`,
    code: 'unknown_field',
    message: { ru: `Событие не принимает «${name}».`, en: `The event takes no “${name}”.` },
  }));
  for (const one of candidates) {
    if (one.needs === undefined) continue;
    let check = validators.get(one.needs);
    if (check === undefined) validators.set(one.needs, (check = compileValidator(needsSchema(one.needs))));
    for (const problem of check(data)) {
      const pointer = `/data${problem.pointer}`;
      if (!problems.some((other) => other.pointer === pointer && other.code === problem.code)) problems.push({ ...problem, pointer });
    }
    if (problems.length === 0) return;
  }
  if (problems.length > 0) {
    throw new InvalidError('core.invalid_data', { ru: 'Событию нужны другие данные.', en: 'The event needs other data.' }, { errors: problems });
  }
}
