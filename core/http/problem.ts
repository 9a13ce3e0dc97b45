import type { FieldProblem, RefusalReason } from '../errors/index.ts';
import { RefusalError, TooManyRequestsError, UnavailableError } from '../errors/index.ts';
import type { Label, Locale } from '../language/index.ts';
import { translate } from '../language/index.ts';
import { toRefusal } from './database-problem.ts';

/** An RFC 9457 answer: status, headers and body. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** True when it is nobody's refusal but a bug: to be logged whole. */
  readonly isFault: boolean;
}

/** Titles stand for the kind of problem and never change with the occasion. */
const TITLES: Readonly<Record<number, Label>> = {
  400: { ru: 'Неверный запрос', en: 'Bad request' },
  401: { ru: 'Нужен вход', en: 'Sign in' },
  403: { ru: 'Нет права', en: 'Not permitted' },
  404: { ru: 'Не найдено', en: 'Not found' },
  405: { ru: 'Метод не поддерживается', en: 'Method not allowed' },
  409: { ru: 'Отказано', en: 'Refused' },
  413: { ru: 'Слишком большой запрос', en: 'Too large' },
  415: { ru: 'Неверный тип содержимого', en: 'Unsupported content type' },
  422: { ru: 'Неверные данные', en: 'Invalid data' },
  429: { ru: 'Слишком часто', en: 'Too many requests' },
  500: { ru: 'Ошибка программы', en: 'Internal error' },
  503: { ru: 'Временно недоступно', en: 'Unavailable' },
};

const FAULT: Label = {
  ru: 'В программе произошла ошибка. Сообщите администратору её номер: {id}.',
  en: 'The program failed. Tell the administrator this number: {id}.',
};

/** What is sent for anything thrown. `id` is the request's; it is in the body of faults only, so that equal refusals are equal bytes. */
export function problemOf(error: unknown, context: { readonly id: string; readonly locale: Locale }): Problem {
  const refusal = toRefusal(error);
  const status = refusal?.status ?? 500;
  const title = translate(TITLES[status] ?? TITLES[400]!, context.locale);
  if (refusal === undefined) {
    const detail = translate(FAULT, context.locale, { id: context.id });
    return { status, headers: {}, isFault: true, body: { type: 'urn:reglament:error:core.fault', title, status, detail, code: 'core.fault', id: context.id } };
  }
  const retry = refusal instanceof UnavailableError || refusal instanceof TooManyRequestsError ? refusal.retryAfterSeconds : undefined;
  return {
    status,
    headers: retry === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retry))) },
    isFault: false,
    body: {
      type: `urn:reglament:error:${refusal.code}`,
      title,
      status,
      detail: translate(refusal.label, context.locale),
      code: refusal.code,
      ...(Object.keys(refusal.params).length === 0 ? {} : { params: refusal.params }),
      ...(refusal.errors.length === 0 ? {} : { errors: refusal.errors.map((one) => localiseField(one, context.locale)) }),
      ...(refusal.reasons.length === 0 ? {} : { reasons: refusal.reasons.map((one) => localiseReason(one, context.locale)) }),
    },
  };
}

function localiseField(problem: FieldProblem, locale: Locale): Record<string, unknown> {
  return { ...problem, message: translate(problem.message, locale) };
}

function localiseReason(reason: RefusalReason, locale: Locale): Record<string, unknown> {
  return {
    ...reason,
    message: translate(reason.message, locale),
    ...(reason.clauses === undefined ? {} : { clauses: reason.clauses.map((clause) => ({ ...clause, text: translate(clause.text, locale) })) }),
  };
}

/** 405: the path exists, the method does not. */
export class MethodNotAllowedError extends RefusalError {
  constructor(readonly allowed: readonly string[]) {
    super(405, 'core.method_not_allowed', { ru: 'Этот адрес принимает только {methods}.', en: 'This address takes {methods} only.' }, { params: { methods: allowed.join(', ') } });
  }
}
