import { childPointer } from '../source/index.ts';
import type { CheckContext } from './context.ts';
import { checkRole } from './context.ts';

/** Roles: what they include exists and does not lead back to itself, their permissions are known. */
export function checkRoles(context: CheckContext): void {
  const { document, registry, findings } = context;
  const roles = document.roles ?? {};
  const permissions = registry.permissions.map((one) => one.code);
  for (const [code, role] of Object.entries(roles)) {
    const pointer = `/roles/${code}`;
    for (const [index, other] of (role.includes ?? []).entries()) checkRole(context, other, `${pointer}/includes/${index}`);
    for (const permission of Object.keys(role.permissions ?? {})) {
      if (!permissions.includes(permission)) findings.unknown('unknown_permission', childPointer(`${pointer}/permissions`, permission), { ru: 'Право', en: 'Permission' }, permission, permissions, { at: 'key' });
    }
    const circle = circleFrom(code, roles);
    if (circle !== undefined) {
      findings.add('role_cycle', `${pointer}/includes`, { ru: `Роли включают друг друга по кругу: ${circle}`, en: `Roles include each other in a circle: ${circle}` }, {
        fix: { ru: 'уберите одно из включений', en: 'remove one of the inclusions' },
      });
    }
  }
}

/**
 * Runs after everything else has named its roles: one that can do nothing and is asked for nowhere is probably a slip. What an unknown role lends
 * is not known, so nothing is said about those that include it.
 */
export function checkIdleRoles(context: CheckContext): void {
  const roles = context.document.roles ?? {};
  const can = (code: string, seen: readonly string[] = []): boolean =>
    !seen.includes(code) && (roles[code] === undefined || Object.keys(roles[code]?.permissions ?? {}).length > 0 || (roles[code]?.includes ?? []).some((other) => can(other, [...seen, code])));
  for (const [code, role] of Object.entries(roles)) {
    if (role.external === true || role.guest === true || context.usedRoles.has(code) || can(code)) continue;
    context.findings.add('idle_role', `/roles/${code}`, { ru: `У роли «${code}» нет прав, и ни один переход её не называет`, en: `The role "${code}" has no permissions and no transition names it` }, {
      severity: 'warning', at: 'key', fix: { ru: 'дайте ей права, назовите её в by или отметьте external: true', en: 'give it permissions, name it in by, or mark it external: true' },
    });
  }
}

/** The circle that begins and ends with `code`, told once: from its alphabetically first member. */
function circleFrom(code: string, roles: NonNullable<CheckContext['document']['roles']>): string | undefined {
  const walk = (at: string, path: readonly string[]): readonly string[] | undefined => {
    for (const next of roles[at]?.includes ?? []) {
      if (next === code) return [...path, next];
      if (!path.includes(next)) {
        const found = walk(next, [...path, next]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const path = walk(code, [code]);
  return path === undefined || path.some((other) => other < code) ? undefined : path.join(' → ');
}
