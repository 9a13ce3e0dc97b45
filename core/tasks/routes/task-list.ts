import type { UnitOfWork } from '../../company/index.ts';
import type { EntityRow } from '../../entity/index.ts';
import { BadRequestError } from '../../errors/index.ts';
import { isDateTime } from '../../validation/index.ts';
import { personsActedFor, rolesOf } from '../people.ts';
import { refKey, subjectTitles } from '../subject.ts';
import { Task } from '../entities/index.ts';
import { presentRecord } from '../../records/index.ts';

export interface TaskQuery {
  /** States, separated by commas; default: the open ones. */
  readonly state?: string;
  /** RFC 3339 moment. */
  readonly due_before?: string;
  readonly overdue?: string;
  readonly limit?: string;
  readonly after?: string;
}

export interface TaskPage {
  readonly data: readonly Record<string, unknown>[];
  readonly next: string | null;
}

const STATES = Task.definition.fields.state.values?.map((one) => one.code) ?? [];

function refuse(name: string, ru: string, en: string): never {
  throw new BadRequestError('core.bad_query', { ru, en }, { errors: [{ pointer: `query:${name}`, code: 'bad_value', message: { ru, en } }] });
}

/** Where a page ends: the due moment (null: none) and the id of its last task. */
export function encodeTaskCursor(due: Date | null, id: string): string {
  return Buffer.from(JSON.stringify([due?.toISOString() ?? null, id])).toString('base64url');
}

/** @throws BadRequestError for anything `encodeTaskCursor` did not make */
export function decodeTaskCursor(text: string): { readonly due: string | null; readonly id: string } {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parts = undefined;
  }
  if (Array.isArray(parts) && parts.length === 2) {
    const [due, id] = parts as unknown[];
    if ((due === null || (typeof due === 'string' && isDateTime(due))) && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return { due, id };
  }
  return refuse('after', 'Указатель страницы неверен. Начните с первой страницы.', 'The page cursor is wrong. Begin with the first page.');
}

function statesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return ['new', 'in_progress'];
  const states = text.split(',').map((part) => part.trim());
  const unknown = states.find((state) => !(STATES as readonly string[]).includes(state));
  return unknown === undefined ? states : refuse('state', `Состояния «${unknown}» нет: ${STATES.join(', ')}.`, `There is no state “${unknown}”: ${STATES.join(', ')}.`);
}

/**
 * The actor's tasks: his own, those of colleagues he stands in for, and those any holder of one of his roles may take. Soonest due first, those
 * without a due moment last; each with its subject's title as far as he may read it.
 */
export async function listTasks(uow: UnitOfWork, query: TaskQuery): Promise<TaskPage> {
  const limit = query.limit === undefined ? 50 : Number(query.limit);
  const values: unknown[] = [await personsActedFor(uow), rolesOf(uow, uow.actor), statesOf(query.state)];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['not t.deletion_mark', '(t.assignee_user_id = any($1::uuid[]) or (t.assignee_user_id is null and t.assignee_role = any($2::text[])))', 't.state = any($3::text[])'];
  if (query.due_before !== undefined) {
    if (!isDateTime(query.due_before)) refuse('due_before', 'Нужен момент времени (RFC 3339).', 'A moment (RFC 3339) is needed.');
    where.push(`t.due_at < ${bind(query.due_before)}::timestamptz`);
  }
  const late = `(t.due_at < ${bind(uow.now)}::timestamptz and t.state in ('new', 'in_progress'))`;
  if (query.overdue !== undefined) where.push(query.overdue === 'true' ? late : `${late} is not true`);
  if (query.after !== undefined) {
    const { due, id } = decodeTaskCursor(query.after);
    where.push(`(coalesce(t.due_at, 'infinity'), t.id) > (coalesce(${bind(due)}::timestamptz, 'infinity'), ${bind(id)}::uuid)`);
  }
  const rows = await uow.query<EntityRow & { is_overdue: boolean | null; due_at: Date | null; subject_entity: string; subject_id: string }>(
    `select ${Object.keys(Task.definition.fields).map((name) => `t."${name}"`).join(', ')}, ${late} as is_overdue from core_task t where ${where.join(' and ')}
     order by coalesce(t.due_at, 'infinity'), t.id limit ${limit + 1}`,
    values,
  );
  const page = rows.slice(0, limit);
  const titles = await subjectTitles(uow, page.map((row) => ({ entity: row.subject_entity, id: row.subject_id })));
  const last = page.at(-1);
  return {
    data: page.map((row) => ({
      ...presentRecord(uow.actor, Task.definition, row),
      is_overdue: row.is_overdue === true,
      subject_title: titles.get(refKey({ entity: row.subject_entity, id: row.subject_id })) ?? null,
    })),
    next: rows.length > limit && last !== undefined ? encodeTaskCursor(last.due_at, last.id) : null,
  };
}
