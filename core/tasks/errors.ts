import type { Label } from '../language/index.ts';
import { label } from '../entity/index.ts';

/** Codes this folder answers with, in words. */
export const taskErrors = {
  'core.not_assignee': label('Задача поручена не вам.', 'The task is not assigned to you.'),
  'core.not_task_manager': label('Это делает исполнитель, автор или роль задачи.', 'The assignee, the author or the role of the task does this.'),
  'core.result_required': label('Укажите результат: без него шаг не закрывают.', 'Give a result: the step is not closed without one.'),
  'core.decide_the_approval': label('Эта задача закрывается решением по согласованию.', 'This task is closed by deciding the approval.'),
  'core.assignee_needed': label('Укажите исполнителя или роль.', 'Name a person or a role.'),
  'core.unknown_assignee': label('Такого действующего сотрудника нет.', 'There is no such active employee.'),
  'core.unknown_role': label('Роли «{role}» в регламенте нет.', 'The regulation has no role “{role}”.'),
  'core.nobody_to_ask': label('Некому поручить «{title}»: не заполнен исполнитель.', 'Nobody can be given “{title}”: the performer is not filled in.'),
  'core.not_recipient': label('Это напоминание другому сотруднику.', 'The reminder is for somebody else.'),
  'core.author_is_approver': label('Автор и ответственный не согласуют собственный документ.', 'Nobody approves what he requested or is responsible for.'),
  'core.approver_role_required': label('Решает роль «{required_role}» или старшая.', 'The role “{required_role}” or a higher one decides.'),
  'core.content_changed': label('Документ изменился после запроса. Запросите согласование заново.', 'It has changed since it was sent. Request the approval again.'),
  'core.over_signature_limit': label('Сумма больше лимита подписи согласующего.', 'The amount is above the approver’s limit.'),
  'core.earlier_step_pending': label('Сначала решают предыдущие согласующие.', 'The reviewers before decide first.'),
  'core.requester_only': label('Это делает тот, кто запросил согласование.', 'The requester does this.'),
  'core.enter_on_behalf_denied': label('Нет права вносить решение за другого.', 'You may not enter a decision for somebody else.'),
  'core.not_an_approver': label('Тот, за кого внесено решение, не может его принимать.', 'The person it is entered for may not decide this.'),
  'core.unknown_map': label('Карты процесса «{map}» в регламенте нет.', 'The regulation has no process map “{map}”.'),
  'core.unknown_outcome': label('У карты «{map}» нет итога «{outcome}».', 'The map “{map}” has no outcome “{outcome}”.'),
} as const satisfies Readonly<Record<string, Label>>;

export type TaskErrorCode = keyof typeof taskErrors;
