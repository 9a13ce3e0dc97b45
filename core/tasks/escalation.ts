import { parseDuration } from '../calendar/index.ts';
import { label } from '../entity/index.ts';
import type { UnitOfWork } from '../company/index.ts';
import { defineSchedule } from '../plugin/index.ts';

/** How lateness is reported, from the parameter `escalation` of the regulation. */
export interface Escalation {
  /** Duration in words after the due moment; default: at once. */
  readonly after?: string;
  /** Role that hears of it. */
  readonly role?: string;
}

/** What the regulation says of escalation; parts that are not texts are ignored, for `check` names them. */
export function escalationOf(parameters: Readonly<Record<string, unknown>>): Escalation {
  const given = parameters['escalation'];
  if (typeof given !== 'object' || given === null) return {};
  const { after, role } = given as Record<string, unknown>;
  return { ...(typeof after === 'string' ? { after } : {}), ...(typeof role === 'string' ? { role } : {}) };
}

const MOST_AT_ONCE = 500;

/** Open tasks that are late by the regulation's `escalation.after` and were not reported yet, latest due first served last. */
export const escalateOverdue = defineSchedule({
  id: 'core.escalate_overdue',
  label: label('Просроченные задачи', 'Overdue tasks'),
  entity: 'core.task',
  async candidates(uow: UnitOfWork) {
    const { after } = escalationOf(uow.company.regulation.parameters);
    const rows = await uow.query<{ id: string; due_at: Date }>(
      `select id, due_at from core_task where state in ('new', 'in_progress') and due_at < $1 and escalated_at is null order by due_at, id limit ${MOST_AT_ONCE}`,
      [uow.now],
    );
    const { calendar } = uow.company.regulation;
    const late = (due: Date): boolean => after === undefined || calendar.addDuration(due, parseDuration(after)).getTime() <= uow.now.getTime();
    return rows.filter((row) => late(row.due_at)).map((row) => row.id);
  },
});
