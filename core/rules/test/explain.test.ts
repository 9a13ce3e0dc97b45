import t from 'tap';
import { evaluateRule, explain, OperatorRegistry } from '../index.ts';
import type { Clause, Rule } from '../index.ts';

const LABELS: Readonly<Record<string, { ru: string; en: string }>> = {
  amount: { ru: 'Сумма заказа', en: 'Order total' }, 'p.limit': { ru: 'Лимит', en: 'Limit' }, paid: { ru: 'Оплачено', en: 'Paid' }, status: { ru: 'Статус договора', en: 'Contract status' },
  scan: { ru: 'Скан приложен', en: 'Scan attached' }, margin: { ru: 'Маржа', en: 'Margin' }, due: { ru: 'Срок', en: 'Due date' }, today: { ru: 'Сегодня', en: 'Today' },
  lines: { ru: 'Строки', en: 'Lines' }, 'lines[].state': { ru: 'Состояние', en: 'State' }, 'lines[].left': { ru: 'Осталось', en: 'Left' }, author: { ru: 'Автор', en: 'Author' }, approver: { ru: 'Согласующий', en: 'Approver' },
};
const CODES: Readonly<Record<string, { ru: string; en: string }>> = { draft: { ru: 'Черновик', en: 'Draft' }, agreed: { ru: 'Согласован', en: 'Agreed' } };
const FACTS = {
  amount: 4_000_000, p: { limit: 3_000_000 }, paid: 300_000.5, status: 'draft', scan: false, margin: null, due: '2025-03-10', today: '2025-03-11', author: 7, approver: 7,
  lines: [{ state: 'here', left: 0 }, { state: 'ordered', left: 2 }, { state: 'none', left: 1 }], empty: [],
};
const operators = new OperatorRegistry().register({
  name: 'access.differ', owner: 'access', minArgs: 2, maxArgs: 2, label: { ru: '{0} и {1} — разные люди', en: '{0} and {1} are different people' }, evaluate: ([one, two]) => one !== two,
});

function clauses(rule: Rule, facts: object = FACTS): readonly Clause[] {
  const { trace } = evaluateRule(rule, facts, { operators, strictFacts: false });
  return explain(trace, { labels: (path) => LABELS[path], valueLabels: (_path, value) => CODES[value], operators });
}

/** Digit groups are parted by a no-break space, which nobody sees in a test. */
const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u00a0', ' ');

/** Each rule is one clause: the texts, the result, and what would satisfy it. */
const CLAUSES: readonly [rule: Rule, ru: string, en: string, result: boolean, cure?: readonly [fact: string, ru: string]][] = [
  [{ '<=': [{ var: 'amount' }, { var: 'p.limit' }] }, '«Сумма заказа» (4 000 000) больше, чем «Лимит» (3 000 000)', '“Order total” (4,000,000) is more than “Limit” (3,000,000)', false, ['amount', '≤ 3 000 000']],
  [{ '>': [{ var: 'amount' }, { var: 'p.limit' }] }, '«Сумма заказа» (4 000 000) больше, чем «Лимит» (3 000 000)', '“Order total” (4,000,000) is more than “Limit” (3,000,000)', true],
  [{ '>=': [{ var: 'paid' }, 540_000] }, '«Оплачено» (300 000,5) меньше, чем 540 000', '“Paid” (300,000.5) is less than 540,000', false, ['paid', '≥ 540 000']],
  [{ '<': [540_000, { var: 'paid' }] }, '540 000 не меньше, чем «Оплачено» (300 000,5)', '540,000 is at least “Paid” (300,000.5)', false, ['paid', '> 540 000']],
  [{ '>=': [{ var: 'p.limit' }, { var: 'amount' }] }, '«Лимит» (3 000 000) меньше, чем «Сумма заказа» (4 000 000)', '“Limit” (3,000,000) is less than “Order total” (4,000,000)', false, ['amount', '≤ 3 000 000']],
  [{ '!': { '<': [{ var: 'paid' }, 540_000] } }, '«Оплачено» (300 000,5) меньше, чем 540 000', '“Paid” (300,000.5) is less than 540,000', false, ['paid', '≥ 540 000']],
  [{ '!': { '<': [{ var: 'paid' }, 5] } }, '«Оплачено» (300 000,5) не меньше, чем 5', '“Paid” (300,000.5) is at least 5', true],
  [{ '>=': [{ var: 'due' }, { var: 'today' }] }, '«Срок» (10.03.2025) раньше, чем «Сегодня» (11.03.2025)', '“Due date” (10/03/2025) is earlier than “Today” (11/03/2025)', false, ['due', '≥ 11.03.2025']],
  [{ '>': [{ var: 'margin' }, 10] }, '«Маржа» (не известно) > 10: нет', '“Margin” (not known) > 10: no', false, ['margin', '> 10']],
  [{ '<': [{ var: 'paid' }, { '*': [{ var: 'p.limit' }, 0.1] }] }, '«Оплачено» (300 000,5) не меньше, чем «Лимит» (3 000 000) × 0,1 (300 000)', '“Paid” (300,000.5) is at least “Limit” (3,000,000) × 0.1 (300,000)', false, ['paid', '< 300 000']],
  [{ '<': [{ '-': { var: 'paid' } }, 0] }, '−«Оплачено» (300 000,5) (-300 000,5) меньше, чем 0', '−“Paid” (300,000.5) (-300,000.5) is less than 0', true],
  [{ '==': [{ var: 'status' }, 'agreed'] }, '«Статус договора»: Черновик, а не Согласован', '“Contract status”: Draft, not Agreed', false, ['status', '= Согласован']],
  [{ '==': ['draft', { var: 'status' }] }, '«Статус договора»: Черновик', '“Contract status”: Draft', true],
  [{ '!=': [{ var: 'status' }, 'draft'] }, '«Статус договора»: Черновик', '“Contract status”: Draft', false, ['status', '≠ Черновик']],
  [{ '!=': [{ var: 'margin' }, null] }, '«Маржа»: значение не задано', '“Margin” is not set', false, ['margin', 'любое значение']],
  [{ '==': [{ var: 'amount' }, null] }, '«Сумма заказа»: задано (4 000 000)', '“Order total” is set (4,000,000)', false, ['amount', 'без значения']],
  [{ '!=': [{ var: 'author' }, { var: 'approver' }] }, '«Автор» (7) совпадает с «Согласующий» (7)', '“Author” (7) equals “Approver” (7)', false, ['author', '≠ 7']],
  [{ in: [{ var: 'status' }, ['agreed', 'signed']] }, '«Статус договора» (Черновик) не входит в список: Согласован, signed', '“Contract status” (Draft) is not one of: Agreed, signed', false, ['status', 'одно из: Согласован, signed']],
  [{ '!': { in: [{ var: 'status' }, ['draft']] } }, '«Статус договора» (Черновик) входит в список: Черновик', '“Contract status” (Draft) is one of: Draft', false, ['status', 'ни одно из: Черновик']],
  [{ var: 'scan' }, '«Скан приложен»: нет', '“Scan attached”: no', false, ['scan', 'да']],
  [{ '!': { var: 'scan' } }, '«Скан приложен»: нет', '“Scan attached”: no', true],
  [{ var: 'unlabelled.path' }, '«unlabelled.path»: не известно', '“unlabelled.path”: not known', false, ['unlabelled.path', 'да']],
  [true, 'всегда', 'always', true],
  [{ all: [{ var: 'lines' }, { or: [{ '==': [{ var: 'state' }, 'here'] }, { '==': [{ var: 'left' }, 0] }] }] },
    '«Строки»: условие выполнено не для всех — № 2/3: «Состояние»: ordered, а не here и «Осталось»: 2, а не 0', '“Lines”: the condition does not hold for all — no. 2/3: “State”: ordered, not here and “Left”: 2, not 0', false],
  [{ some: [{ filter: [{ var: 'lines' }, { '>': [{ var: 'left' }, 0] }] }, { '==': [{ var: 'state' }, 'none'] }] }, '«Строки»: есть подходящие — № 2/2: «Состояние»: none', '“Lines”: some fit — no. 2/2: “State”: none', true],
  [{ none: [{ var: 'lines' }, { '>': [{ var: 'left' }, 9] }] }, '«Строки»: нет ни одного подходящего', '“Lines”: none fits', true],
  [{ all: [{ var: 'empty' }, true] }, '«empty»: условие выполнено не для всех (список пуст)', '“empty”: the condition does not hold for all (the list is empty)', false],
  [{ 'access.differ': [{ var: 'author' }, { var: 'approver' }] }, 'неверно, что «Автор» (7) и «Согласующий» (7) — разные люди', 'it is not so that “Author” (7) and “Approver” (7) are different people', false],
  [{ 'access.differ': [{ var: 'author' }, 8] }, '«Автор» (7) и 8 — разные люди', '“Author” (7) and 8 are different people', true],
];

t.test('a condition is told as it turned out, in both languages, with what would satisfy it', (t) => {
  for (const [rule, ru, en, result, cure] of CLAUSES) {
    const told = clauses(rule);
    t.equal(told.length, 1, JSON.stringify(rule));
    const [clause] = told;
    t.strictSame([plain(clause?.text.ru), plain(clause?.text.en), clause?.result], [ru, en, result], ru);
    t.strictSame(clause?.wouldSatisfy && [clause.wouldSatisfy.fact, plain(clause.wouldSatisfy.text.ru)], cure, `what would satisfy: ${ru}`);
  }
  t.end();
});

t.test('the and/or tree falls into its conditions', (t) => {
  const told = (rule: Rule): string[] => clauses(rule).map(({ pointer, result, oneOf }) => `${pointer} ${result}${oneOf === undefined ? '' : ` of ${oneOf}`}`);
  const yes: Rule = { '==': [{ var: 'status' }, 'draft'] };
  const no: Rule = { var: 'scan' };
  t.strictSame(told({ and: [yes, yes, no, yes] }), ['/and/0 true', '/and/1 true', '/and/2 false'], 'up to the clause that settled it');
  t.strictSame(told({ or: [no, yes] }), ['/or/1 true of '], 'unmet alternatives of a satisfied or are left out');
  t.strictSame(told({ and: [yes, { or: [no, { and: [yes, no] }] }] }), ['/and/0 true', '/and/1/or/0 false of /and/1', '/and/1/or/1/and/0 true of /and/1', '/and/1/or/1/and/1 false of /and/1']);
  t.strictSame(told({ '!': { and: [yes, yes] } }), ['/!/and/0 false of /!', '/!/and/1 false of /!'], 'one clause of a negated and is enough');
  t.strictSame(told({ '!': { or: [no, no] } }), ['/!/or/0 true', '/!/or/1 true']);
  t.strictSame(told({ if: [no, yes, yes, no, yes] }), ['/if/0 true', '/if/2 true', '/if/3 false'], 'conditions chose the branch, the branch answers');
  t.end();
});

t.test('a clause carries the facts it read', (t) => {
  const [clause] = clauses({ '<': [{ '+': [{ var: 'paid' }, { var: 'p.limit' }] }, { var: 'amount' }] });
  t.strictSame(clause?.facts, { paid: 300_000.5, 'p.limit': 3_000_000, amount: 4_000_000 });
  const [list] = clauses({ all: [{ var: 'lines' }, { var: 'left' }] });
  t.strictSame(Object.keys(list?.facts ?? {}), ['lines'], 'elements belong to their list');
  const [long] = clauses({ in: [{ var: 'author' }, Array.from({ length: 40 }, (_, index) => index)] });
  t.match(long?.text.en, /: 0, 1, .*11, …$/, 'a long list is cut');
  t.end();
});
