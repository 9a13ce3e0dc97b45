import { label } from '../../entity/index.ts';
import type { RouteDefinition } from '../../http/index.ts';
import { defineRoute } from '../../http/index.ts';
import type { Label } from '../../language/index.ts';
import { ProcessEngine } from '../../process/index.ts';
import { presentRecord } from '../../records/index.ts';
import type { JsonSchema } from '../../validation/index.ts';
import { Task } from '../entities/index.ts';
import type { TaskQuery } from './task-list.ts';
import { listTasks } from './task-list.ts';

const version: JsonSchema = { type: 'integer', minimum: 1 };
const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const task: JsonSchema = { type: 'object', required: ['id', 'version', 'state'] };

/** One event of a task under a short address; what it takes beside `version` goes to the event as its data. */
function taskEvent(name: string, event: string, summary: Label, properties: Readonly<Record<string, JsonSchema>> = {}, required: readonly string[] = []): RouteDefinition {
  return defineRoute<Readonly<Record<string, unknown>> | undefined>({
    method: 'POST',
    path: `/api/tasks/:id/${name}`,
    permission: 'signed_in',
    tag: 'tasks',
    summary,
    body: { type: 'object', additionalProperties: false, properties: { version, ...properties }, required: [...required] },
    response: task,
    async handle(request) {
      const { version: seen, ...data } = request.body ?? {};
      return request.write(async (uow) => {
        const row = await ProcessEngine.of(uow).send({ entity: 'core.task', id: request.params['id'] as string }, event, data, typeof seen === 'number' ? { version: seen } : {});
        return { body: presentRecord(uow.actor, Task.definition, row) };
      });
    },
  });
}

const list = defineRoute({
  method: 'GET',
  path: '/api/tasks',
  permission: 'signed_in',
  tag: 'tasks',
  summary: label('Мои задачи: лично и по ролям', 'My tasks, by person and by role'),
  query: {
    state: { type: 'string', maxLength: 100 },
    due_before: { type: 'string', format: 'date-time' },
    overdue: { type: 'boolean' },
    limit: { type: 'integer', minimum: 1, maximum: 200 },
    after: { type: 'string', maxLength: 500 },
  },
  response: { type: 'object', required: ['data', 'next'], properties: { data: { type: 'array', items: task }, next: { type: ['string', 'null'] } } },
  async handle(request) {
    return { body: await request.read((uow) => listTasks(uow, request.query as TaskQuery)) };
  },
});

/** My work and what can be done with it in one step. */
export const taskRoutes: readonly RouteDefinition[] = [
  list,
  taskEvent('take', 'task.taken', label('Взять задачу в работу', 'Take a task')),
  taskEvent('done', 'task.done', label('Выполнить задачу', 'Complete a task'), { result: { type: 'string', maxLength: 100_000 } }),
  taskEvent('reassign', 'task.reassigned', label('Перенаправить задачу', 'Reassign a task'), { assignee_user_id: uuid, assignee_role: { type: 'string', minLength: 1, maxLength: 60 }, comment: { type: 'string', maxLength: 500 } }),
  taskEvent('return', 'task.returned', label('Вернуть задачу', 'Give a task back'), { comment: { type: 'string', minLength: 1, maxLength: 500 } }, ['comment']),
];
