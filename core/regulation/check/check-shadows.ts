import type { ProcessSpec, TransitionSpec } from '../../process/index.ts';
import { childPointer } from '../source/index.ts';
import { sourcesOf, transitionsOf } from './check-reach.ts';
import type { CheckContext } from './context.ts';

/** Everything that holding `role` amounts to. */
function coversOf(context: CheckContext, role: string, seen: readonly string[] = []): string[] {
  if (seen.includes(role)) return [];
  return [role, ...(context.document.roles?.[role]?.includes ?? []).flatMap((other) => coversOf(context, other, [...seen, role]))];
}

/** Whether whoever may take `later` may take `earlier` as well. */
function servesSame(context: CheckContext, earlier: TransitionSpec, later: TransitionSpec): boolean {
  if (earlier.automatic === true) return earlier.causes === undefined || (later.causes?.every((cause) => earlier.causes?.includes(cause)) ?? false);
  // The system may take any edge, so one that only the system takes is served by whatever stands first.
  if (later.by === undefined) return true;
  if (earlier.by === undefined || (earlier.permission !== undefined && earlier.permission !== later.permission)) return false;
  const roles = earlier.by;
  return roles.includes('any') || later.by.every((role) => coversOf(context, role).some((covered) => roles.includes(covered)));
}

/** Transitions are tried in order, so one without conditions leaves nothing to those after it. */
export function checkShadows(context: CheckContext, spec: ProcessSpec, pointer: string): void {
  for (const [name, region] of Object.entries(spec.regions)) {
    const transitions = transitionsOf(spec, name);
    for (const [position, [code, later]] of transitions.entries()) {
      const sources = sourcesOf(region, later);
      const first = transitions.slice(0, position).find(([, earlier]) =>
        sources.length > 0 && (earlier.when ?? []).length === 0 && earlier.on === later.on && (earlier.automatic === true) === (later.automatic === true) && earlier.to !== 'each'
        && sources.every((state) => sourcesOf(region, earlier).includes(state)) && servesSame(context, earlier, later));
      if (first === undefined) continue;
      context.findings.add('unreachable_transition', childPointer(`${pointer}/transitions`, code), { ru: `До перехода «${code}» очередь не дойдёт: «${first[0]}» раньше и без условий`, en: `The transition "${code}" is never taken: "${first[0]}" stands before it and has no conditions` }, {
        severity: 'warning', at: 'key', fix: { ru: `дайте «${first[0]}» условие или разное событие`, en: `give "${first[0]}" a condition or another event` },
      });
    }
  }
}
