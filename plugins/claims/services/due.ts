import type { CompiledRegulation } from '../../../core/index.ts';
import { parseDuration } from '../../../core/index.ts';

/** Moment that lies as far from `from` as the parameter says, on the working calendar; null when the company has switched the deadline off. */
export function dueBy(regulation: CompiledRegulation, parameter: string, from: Date): Date | null {
  const words = regulation.parameters[parameter];
  return typeof words === 'string' ? regulation.calendar.addDuration(from, parseDuration(words)) : null;
}
