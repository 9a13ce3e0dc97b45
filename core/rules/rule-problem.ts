import type { Label, Locale } from '../language/index.ts';
import { translate } from '../language/index.ts';

/** One thing wrong with a rule or a decision table as written. An error keeps the regulation from being published, a warning does not. */
export interface RuleProblem {
  readonly severity: 'error' | 'warning';
  readonly code: RuleProblemCode;
  /** JSON pointer (RFC 6901) within the rule, or within the table. */
  readonly pointer: string;
  readonly message: Label;
  /** The nearest known name. */
  readonly suggestion?: string;
}

export type RuleProblemCode = keyof typeof PROBLEM_TEXTS;

const PROBLEM_TEXTS = {
  unknown_operator: { ru: 'Неизвестный оператор «{name}».', en: 'Unknown operator “{name}”.' },
  log_refused: { ru: 'Оператор «log» в правилах не разрешён.', en: 'The operator “log” is not allowed in rules.' },
  empty_object: { ru: 'Пустой объект — не правило: он всегда «да».', en: 'An empty object is not a rule: it is always true.' },
  several_keys: { ru: 'В одном объекте несколько ключей ({name}): оператор должен быть один.', en: 'One object has several keys ({name}): there must be one operator.' },
  argument_count: { ru: 'Оператору «{name}» нужно аргументов: {wanted}, а дано {given}.', en: 'The operator “{name}” takes {wanted} arguments, not {given}.' },
  undeclared_fact: { ru: 'Неизвестное данное «{name}».', en: 'Unknown fact “{name}”.' },
  forbidden_path: { ru: 'Путь «{name}» ведёт во внутренности объекта, а не в данные.', en: 'The path “{name}” leads into an object’s inside, not into data.' },
  not_an_object: { ru: 'У «{name}» нет частей: его тип — {type}.', en: '“{name}” has no parts: it is a {type}.' },
  dynamic_path: { ru: 'Путь «{name}» должен быть написан прямо, а не вычислен.', en: 'The path of “{name}” must be written, not computed.' },
  whole_facts: { ru: 'Назовите данное: пустой путь читает все данные сразу.', en: 'Name a fact: an empty path reads all facts at once.' },
  too_deep: { ru: 'Вложенность больше {limit}.', en: 'Nested deeper than {limit}.' },
  too_large: { ru: 'В правиле больше {limit} узлов.', en: 'The rule has more than {limit} nodes.' },
  not_finite: { ru: 'Число не конечно.', en: 'The number is not finite.' },
  unlike_types: { ru: 'Сравниваются разные типы: {left} и {right}.', en: 'Unlike types are compared: {left} and {right}.' },
  not_comparable: { ru: 'Оператор «{name}» не сравнивает значения типа «{type}».', en: 'The operator “{name}” does not compare a {type}.' },
  not_a_number: { ru: 'Оператору «{name}» нужно число, а не «{type}».', en: 'The operator “{name}” needs a number, not a {type}.' },
  not_a_list: { ru: 'Оператору «{name}» нужен список, а не «{type}».', en: 'The operator “{name}” needs a list, not a {type}.' },
  not_in_enum: { ru: 'Значения «{name}» у «{fact}» не бывает.', en: '“{fact}” is never “{name}”.' },
  may_be_null: { ru: '«{name}» может быть пустым, а пустое сравнивается как 0: добавьте условие {"!=": [{"var": "{name}"}, null]}.', en: '“{name}” may be null, which compares as 0: add the clause {"!=": [{"var": "{name}"}, null]}.' },
  substring_search: { ru: '«in» по строке находит и её часть; для точного сравнения дайте список.', en: '“in” over a text finds parts of it too; give a list to compare whole values.' },
  result_not_boolean: { ru: 'Правило должно отвечать «да» или «нет», а его ответ — {type}.', en: 'The rule must answer true or false, but its answer is a {type}.' },
  unreadable_rule: { ru: 'В правиле встретилось значение типа «{type}».', en: 'The rule contains a {type}.' },
  duplicate_row_id: { ru: 'Строка «{name}» названа дважды.', en: 'The row id “{name}” is used twice.' },
  duplicate_condition: { ru: 'Условие то же, что в строке «{name}».', en: 'The condition is the same as in row “{name}”.' },
  unreachable_row: { ru: 'Строка «{row}» не выбрана ни в одном из {tried} проверенных сочетаний: её закрывает «{name}».', en: 'Row “{row}” was chosen in none of the {tried} combinations tried: “{name}” covers it.' },
  never_true: { ru: 'Условие строки «{row}» не выполнено ни в одном из {tried} проверенных сочетаний.', en: 'The condition of row “{row}” held in none of the {tried} combinations tried.' },
  gap: { ru: 'Ни одна строка не подходит, например: {facts}.', en: 'No row fits, for example: {facts}.' },
  no_rows: { ru: 'В таблице решений нет строк.', en: 'The decision table has no rows.' },
  bad_combine: { ru: '«combine» имеет смысл только при hit: collect.', en: '“combine” only makes sense with hit: collect.' },
  not_in_order: { ru: 'Значения «{name}» нет в порядке «combine.order».', en: '“{name}” is not in “combine.order”.' },
  missing_outcome: { ru: 'В строке нет «{name}», которое собирает «combine».', en: 'The row lacks “{name}”, which “combine” collects.' },
  bad_outcome: { ru: 'Исход не того вида: {detail}', en: 'The outcome does not fit: {detail}' },
  duplicate_example: { ru: 'Пример «{name}» назван дважды.', en: 'The example “{name}” is named twice.' },
} as const satisfies Record<string, Label>;

/** Makes a problem from its code; `values` fill the places of its text, a label each language with its own. */
export function ruleProblem(
  severity: RuleProblem['severity'], code: RuleProblemCode, pointer: string, values: Readonly<Record<string, string | number | Label>> = {}, suggestion?: string,
): RuleProblem {
  const inLanguage = (locale: Locale): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? value[locale] : value]));
  const message = { ru: translate(PROBLEM_TEXTS[code], 'ru', inLanguage('ru')), en: translate(PROBLEM_TEXTS[code], 'en', inLanguage('en')) };
  return suggestion === undefined ? { severity, code, pointer, message } : { severity, code, pointer, message, suggestion };
}
