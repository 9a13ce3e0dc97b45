import { InvalidError, NotFoundError, label, nearest } from '../../core/index.ts';
import type { FieldProblem } from '../../core/index.ts';

/** Everything this plugin refuses with, by code. */
export const analyticsErrors = {
  'analytics.unknown_kpi': label('Показателя «{kpi}» нет.{hint}', 'There is no KPI “{kpi}”.{hint}'),
  'analytics.no_stages': label('У «{entity}» нет этапов.', '“{entity}” has no stages.'),
  'analytics.report_refused': label('Отчёт составлен неверно.', 'The report is not well formed.'),
  'analytics.unknown_object': label('Такого объекта нет или он вам не виден.', 'There is no such object, or you may not see it.'),
  'analytics.unknown_field': label('Поля «{field}» нет или оно вам не видно.{hint}', 'There is no field “{field}”, or you may not see it.{hint}'),
  'analytics.bad_total': label('По полю «{field}» итог «{total}» не подводится.', 'The field “{field}” has no total “{total}”.'),
  'analytics.bad_interval': label('По полю «{field}» на периоды не делят: это не дата.', 'The field “{field}” is not divided into periods: it is no date.'),
  'analytics.bad_filter': label('Условие по полю «{field}» не понято.', 'The condition on “{field}” is not understood.'),
  'analytics.unknown_role': label('Роли «{role}» нет.{hint}', 'There is no role “{role}”.{hint}'),
  'analytics.nothing_asked': label('Укажите хотя бы один реквизит: номер, контрагента, сумму, референс, дату или текст.', 'Give at least one thing to look for: a number, a counterparty, an amount, a reference, a date or a text.'),
} as const;

export type AnalyticsErrorCode = keyof typeof analyticsErrors;

/** The end of a message that offers the nearest known name. */
export function hint(name: string, known: Iterable<string>): string {
  const found = nearest(name, known);
  return found === undefined ? '' : ` → ${found}`;
}

/** A problem with one value of a request. */
export function problem(pointer: string, code: AnalyticsErrorCode, params: Readonly<Record<string, string>> = {}): FieldProblem {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_place, name: string) => params[name] ?? '');
  return { pointer, code, message: { ru: fill(analyticsErrors[code].ru), en: fill(analyticsErrors[code].en) } };
}

/** Refusal of a report with everything wrong with it. */
export function reportRefused(errors: readonly FieldProblem[]): InvalidError {
  return new InvalidError('analytics.report_refused', analyticsErrors['analytics.report_refused'], { errors });
}

/** Answer to a name that no KPI of the person's has. */
export function unknownKpi(kpi: string, known: Iterable<string>): NotFoundError {
  return new NotFoundError('analytics.unknown_kpi', analyticsErrors['analytics.unknown_kpi'], { params: { kpi: kpi.slice(0, 80), hint: hint(kpi, known) } });
}
