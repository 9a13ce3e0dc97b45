import type { Label } from '../../core/index.ts';
import { ConflictError, InvalidError, fillLabel, label } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const claimsErrors = {
  'claims.partner_required': label('Укажите партнёра, от которого претензия.', 'Name the partner the claim comes from.'),
  'claims.link_of_another_client': label('Связанный документ другого клиента или другой сделки.', 'The linked document belongs to another client or another deal.'),
  'claims.unknown_link': label('Такой записи нет.', 'There is no such record.'),
  'claims.nobody_responsible': label('Некому поручить претензию: назначьте роль «Ответственный за претензию» или укажите ответственного.', 'Nobody can be given the claim: assign the role of claim responsible or name a person.'),
  'claims.responsible_is_outside': label('Отвечает и исполняет действующий сотрудник, а не клиент.', 'An active employee answers for it and does it, not a client.'),
  'claims.closed_is_kept': label('Закрытую претензию не правят: верните её в работу.', 'A closed claim is not edited: reopen it.'),
  'claims.not_yours_to_edit': label('Зарегистрировавший правит только свои сведения и только до начала обработки; остальное вносит ответственный за претензию.', 'Whoever registered it may correct his own data until it is taken up; the claim responsible enters the rest.'),
  'claims.finished_item_is_kept': label('Выполненное мероприятие из плана не убирают и не меняют.', 'A finished activity is neither removed nor changed.'),
  'claims.plan_is_empty': label('Внесите в план хотя бы одно мероприятие.', 'Put at least one activity into the plan.'),
  'claims.plan_is_obligatory': label('По регламенту претензию обрабатывают по плану: составьте его.', 'By the regulation a claim is investigated by a plan: make one.'),
  'claims.reason_required': label('Выберите причину возникновения.', 'Choose the reason.'),
  'claims.guilty_required': label('Укажите подразделение или сотрудника-виновника.', 'Name the guilty department or employee.'),
  'claims.result_required': label('Опишите результат отработки.', 'Describe the result.'),
  'claims.plan_open': label('Не выполнено мероприятий плана: {open_plan_items}.', 'Activities of the plan still open: {open_plan_items}.'),
  'claims.partial_is_off': label('По регламенту претензию удовлетворяют целиком или отклоняют.', 'By the regulation a claim is satisfied in whole or not at all.'),
  'claims.not_the_claimant': label('Отозвать может предъявивший или ответственный за претензию.', 'The claimant or the claim responsible may withdraw it.'),
  'claims.no_account': label('Учётная запись не связана с клиентом: обратитесь к своему менеджеру.', 'The account is not linked to a client: ask your manager.'),
  'claims.order_unknown': label('Заказа с таким номером у вас нет.', 'You have no order with this number.'),
  'claims.contact_required': label('Оставьте e-mail или телефон для ответа.', 'Leave an e-mail or a phone for the answer.'),
  'claims.too_many_files': label('Файлов не более {limit}.', 'At most {limit} files.'),
  'claims.files_too_large': label('Все файлы вместе — не более {megabytes} МБ.', 'All files together: at most {megabytes} MB.'),
  'claims.too_many_claims': label('С этого адреса или через эту форму уже пришло много претензий. Позвоните нам или повторите позже.', 'Many claims have come from this address or through this form. Call us or try again later.'),
  'claims.interaction_unknown': label('Такого взаимодействия нет.', 'There is no such interaction.'),
  'claims.bad_period': label('Начало периода позже конца.', 'The period begins after its end.'),
} as const satisfies Readonly<Record<string, Label>>;

export type ClaimsErrorCode = keyof typeof claimsErrors;

/** 422 under one of the plugin's codes, pointing to a field. */
export function invalid(code: ClaimsErrorCode, pointer: string, params: Readonly<Record<string, unknown>> = {}): InvalidError {
  return new InvalidError(code, claimsErrors[code], { params, errors: [{ pointer, code, message: fillLabel(claimsErrors[code], params) }] });
}

/** 409 under one of the plugin's codes; `code` also stands among the reasons, where a screen looks for it. */
export function conflict(code: ClaimsErrorCode): ConflictError {
  return new ConflictError(code, claimsErrors[code], { reasons: [{ code, message: claimsErrors[code] }] });
}
