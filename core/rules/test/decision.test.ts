import t from 'tap';
import { checkDecision, evaluateDecision, exampleFacts, OperatorRegistry, runExamples } from '../index.ts';
import type { DecisionTable, FactType } from '../index.ts';

const PARAMETERS = { offer_amount_head: 3_000_000, offer_amount_deputy: 10_000_000, new_manager_days: 90, min_margin_pct: 10 };
const numbers = (names: readonly string[]): Record<string, FactType> => Object.fromEntries(names.map((name) => [name, { type: 'number' }]));

/** Who must approve an offer before it goes to the client: a collected table. */
const OFFER_APPROVAL: DecisionTable = {
  id: 'crm.offer_approval', hit: 'collect',
  combine: { flag: 'required', max: 'approver', order: ['senior_sales_manager', 'head_of_sales', 'deputy_general_director', 'general_director'], list: { reasons: 'reason' } },
  facts: {
    amount: { type: 'number' }, product_groups: { type: 'array', items: { type: 'string' } }, has_regulated_item: { type: 'boolean' },
    manager_tenure_days: { type: 'number', integer: true }, is_supervised: { type: 'boolean' }, margin_pct: { type: 'number', nullable: true },
    p: { type: 'object', properties: numbers(Object.keys(PARAMETERS)) },
  },
  outcome: { type: 'object', properties: { approver: { type: 'string' }, reason: { type: 'string' } } },
  rows: [
    { id: 'over_first', when: { and: [{ '>': [{ var: 'amount' }, { var: 'p.offer_amount_head' }] }, { '<=': [{ var: 'amount' }, { var: 'p.offer_amount_deputy' }] }] }, then: { approver: 'head_of_sales', reason: 'amount' } },
    { id: 'over_second', when: { '>': [{ var: 'amount' }, { var: 'p.offer_amount_deputy' }] }, then: { approver: 'deputy_general_director', reason: 'amount' } },
    { id: 'items', when: { or: [{ var: 'has_regulated_item' }, { some: [{ var: 'product_groups' }, { in: [{ var: '' }, ['silo_equipment', 'engineering']] }] }] }, then: { approver: 'head_of_sales', reason: 'items' } },
    { id: 'new_manager', when: { '<': [{ var: 'manager_tenure_days' }, { var: 'p.new_manager_days' }] }, then: { approver: 'senior_sales_manager', reason: 'new_manager' } },
    { id: 'supervised', when: { var: 'is_supervised' }, then: { approver: 'head_of_sales', reason: 'supervised_manager' } },
    { id: 'no_margin', when: { '==': [{ var: 'margin_pct' }, null] }, then: { approver: 'head_of_sales', reason: 'margin_unknown' } },
    { id: 'loss', when: { and: [{ '!=': [{ var: 'margin_pct' }, null] }, { '<': [{ var: 'margin_pct' }, 0] }] }, then: { approver: 'deputy_general_director', reason: 'negative_margin' } },
    { id: 'low_margin', when: { and: [{ '!=': [{ var: 'margin_pct' }, null] }, { '>=': [{ var: 'margin_pct' }, 0] }, { '<': [{ var: 'margin_pct' }, { var: 'p.min_margin_pct' }] }] }, then: { approver: 'head_of_sales', reason: 'low_margin' } },
  ],
  base: { amount: 1_080_000, product_groups: ['filters'], has_regulated_item: false, manager_tenure_days: 800, is_supervised: false, margin_pct: 24 },
  examples: [
    { name: 'a small deal needs nobody', given: {}, then: { required: false, approver: null, reasons: [] } },
    { name: 'exactly at the limit', given: { amount: 3_000_000 }, then: { required: false, approver: null, reasons: [] } },
    { name: 'a kopeck over the first limit', given: { amount: 3_000_000.01 }, then: { required: true, approver: 'head_of_sales', reasons: ['amount'] } },
    { name: 'a kopeck over the second limit', given: { amount: 10_000_000.01 }, then: { required: true, approver: 'deputy_general_director', reasons: ['amount'] } },
    { name: 'one regulated group among others', given: { product_groups: ['filters', 'engineering'] }, then: { required: true, approver: 'head_of_sales', reasons: ['items'] } },
    { name: 'the 89th day', given: { manager_tenure_days: 89 }, then: { required: true, approver: 'senior_sales_manager', reasons: ['new_manager'] } },
    { name: 'the 90th day', given: { manager_tenure_days: 90 }, then: { required: false, approver: null, reasons: [] } },
    { name: 'a deal in the red', given: { margin_pct: -0.5 }, then: { required: true, approver: 'deputy_general_director', reasons: ['negative_margin'] } },
    { name: 'margin not known', given: { margin_pct: null }, then: { required: true, approver: 'head_of_sales', reasons: ['margin_unknown'] } },
    { name: 'the higher role decides, all reasons are told', given: { manager_tenure_days: 10, margin_pct: 5 }, then: { required: true, approver: 'head_of_sales', reasons: ['new_manager', 'low_margin'] } },
    { name: 'the company raises the limit', given: { amount: 4_000_000, p: { offer_amount_head: 5_000_000 } }, then: { required: false, approver: null, reasons: [] } },
    { name: 'no amount at all', given: { amount: undefined }, then: 'missing_fact' },
    { name: 'an amount in words', given: { amount: 'много' }, then: 'invalid_facts' },
  ],
};

/** What an answer to a contract leads to: a first-hit table. */
const CONTRACT_ANSWER: DecisionTable = {
  id: 'contracts.answer', hit: 'first',
  facts: { answer: { type: 'string', enum: ['signs', 'own_form', 'none'] }, days_waiting: { type: 'number', integer: true }, p: { type: 'object', properties: { response_days: { type: 'number' } } } },
  rows: [
    { id: 'own', when: { '==': [{ var: 'answer' }, 'own_form'] }, then: 'review' },
    { id: 'signs', when: { '==': [{ var: 'answer' }, 'signs'] }, then: 'agreed' },
    { id: 'late', when: { '>=': [{ var: 'days_waiting' }, { var: 'p.response_days' }] }, then: 'remind' },
    { id: 'else', when: true, then: 'wait' },
  ],
  base: { answer: 'none', days_waiting: 0, p: { response_days: 5 } },
};

t.test('every example of a table comes out as it says', (t) => {
  t.strictSame(runExamples(OFFER_APPROVAL, { parameters: PARAMETERS }), []);
  const wrong = { ...OFFER_APPROVAL, examples: [{ name: 'wrong', given: { is_supervised: true }, then: { required: false } }, { name: 'no such fact', given: { amount: undefined }, then: {} }] };
  t.strictSame(runExamples(wrong, { parameters: PARAMETERS }), [
    { name: 'wrong', expected: { required: false }, got: { required: true, approver: 'head_of_sales', reasons: ['supervised_manager'] }, rows: ['supervised'] },
    { name: 'no such fact', expected: {}, got: 'missing_fact', rows: [] },
  ]);
  t.strictSame(exampleFacts({ ...CONTRACT_ANSWER, base: { p: { a: { x: 1, y: 2 }, list: [1] } } }, { p: { a: { y: 3 }, list: [] } }, { a: { z: 0 }, b: 1 }).p,
    { a: { z: 0, x: 1, y: 3 }, b: 1, list: [] }, 'parameters are merged name by name, lists replaced');
  t.end();
});

t.test('a table answers with its rows, their traces and the facts they read', (t) => {
  const ask = (given: object): ReturnType<typeof evaluateDecision> => evaluateDecision(CONTRACT_ANSWER, exampleFacts(CONTRACT_ANSWER, { ...given }));
  t.match(ask({ days_waiting: 5 }), { outcome: 'remind', rows: ['late'], factsRead: { answer: 'none', days_waiting: 5, 'p.response_days': 5 } });
  t.strictSame(ask({ answer: 'signs' }).traces.map(({ row, hit }) => [row, hit]), [['own', false], ['signs', true]], 'rows after the hit are not looked at');
  t.strictSame(ask({ answer: 'own_form' }).factsRead, { answer: 'own_form' });
  t.throws(() => ask({ answer: 'maybe' }), { code: 'core.rule_invalid_facts', problems: [{ code: 'fact_not_in_enum' }] });
  t.throws(() => evaluateDecision(CONTRACT_ANSWER, { answer: 'signs' }), { code: 'core.rule_missing_fact', fact: 'days_waiting, p' });
  t.equal(evaluateDecision(CONTRACT_ANSWER, { answer: 'signs' }, { validate: false }).outcome, 'agreed', 'validated by the caller');
  const gap = { ...CONTRACT_ANSWER, rows: CONTRACT_ANSWER.rows.slice(0, 2) };
  t.throws(() => evaluateDecision(gap, { answer: 'none', days_waiting: 0, p: { response_days: 5 } }), { code: 'core.rule_no_row' });
  t.throws(() => evaluateDecision({ ...gap, rows: [{ id: 'x', when: { var: 'days_waiting' }, then: 1 }] }, exampleFacts(gap, {})), { code: 'core.rule_result_not_boolean' });
  const plain = evaluateDecision({ ...OFFER_APPROVAL, combine: undefined }, exampleFacts(OFFER_APPROVAL, { is_supervised: true, margin_pct: null }, PARAMETERS));
  t.strictSame(plain.outcome, [{ approver: 'head_of_sales', reason: 'supervised_manager' }, { approver: 'head_of_sales', reason: 'margin_unknown' }], 'collected without combining');
  const unranked = { ...OFFER_APPROVAL, combine: { max: 'approver', order: ['general_director'] } };
  t.throws(() => evaluateDecision(unranked, exampleFacts(OFFER_APPROVAL, { is_supervised: true }, PARAMETERS)), RangeError, 'who cannot be ranked is not ranked lowest');
  t.end();
});

type Change = (table: DecisionTable) => Partial<DecisionTable>;
const count: FactType = { type: 'number', integer: true };
const flags = { a: { type: 'boolean' }, b: { type: 'boolean' } } as const;

/** Each change of the contract table with the problems it brings. */
const CHECKS: readonly [name: string, change: Change, problems: readonly string[]][] = [
  ['a sound table', () => ({}), []],
  ['nothing in it', () => ({ rows: [] }), ['no_rows /rows']],
  ['a mistake in a row', ({ rows }) => ({ rows: [{ id: 'x', when: { '==': [{ var: 'anser' }, 'signs'] }, then: '' }, ...rows] }), ['undeclared_fact /rows/0/when/==/0/var']],
  ['a row id used twice', ({ rows }) => ({ rows: [{ ...rows[0]!, when: { '==': [{ var: 'days_waiting' }, 0] } }, ...rows] }), ['duplicate_row_id /rows/1/id']],
  ['a condition written twice', ({ rows }) => ({ rows: [rows[0]!, rows[1]!, { ...rows[0]!, id: 'again' }, ...rows.slice(2)] }), ['duplicate_condition /rows/2/when']],
  ['the same condition in other brackets', () => ({ facts: flags, base: {}, rows: [{ id: '1', when: { '!': { var: 'a' } }, then: 1 }, { id: '2', when: { '!': [{ var: ['a'] }] }, then: 1 }, { id: '3', when: true, then: 1 }] }), ['duplicate_condition /rows/1/when']],
  ['a row after the one that is always true', ({ rows }) => ({ rows: [...rows, { id: 'never', when: { '>': [{ var: 'days_waiting' }, 90] }, then: '' }] }), ['unreachable_row /rows/4/when']],
  ['a row inside an earlier one', ({ rows }) => ({ rows: [rows[0]!, { id: 'never', when: { and: [{ '==': [{ var: 'answer' }, 'own_form'] }, { '>': [{ var: 'days_waiting' }, 3] }] }, then: '' }, ...rows.slice(1)] }), ['unreachable_row /rows/1/when']],
  ['a condition that contradicts itself', ({ rows }) => ({ rows: [{ id: 'never', when: { and: [{ '>': [{ var: 'days_waiting' }, 9] }, { '<': [{ var: 'days_waiting' }, 3] }] }, then: '' }, ...rows] }), ['never_true /rows/0/when']],
  ['no answer for one value', ({ rows }) => ({ rows: rows.slice(0, 2) }), ['gap /rows']],
  ['all values answered, without a last row', ({ rows }) => ({ rows: [...rows.slice(0, 2), { id: 'none', when: { '==': [{ var: 'answer' }, 'none'] }, then: '' }] }), []],
  ['whole numbers leave no gap between', () => ({ facts: { n: count }, base: {}, rows: [{ id: 'few', when: { '<=': [{ var: 'n' }, 1] }, then: 1 }, { id: 'many', when: { '>=': [{ var: 'n' }, 2] }, then: 2 }] }), []],
  ['hundredths do', () => ({ facts: { n: { type: 'number' } }, base: {}, rows: [{ id: 'few', when: { '<=': [{ var: 'n' }, 1] }, then: 1 }, { id: 'many', when: { '>=': [{ var: 'n' }, 2] }, then: 2 }] }), ['gap /rows']],
  ['null falls between', () => ({ facts: { n: { type: 'number', nullable: true } }, base: {}, rows: [
    { id: 'some', when: { and: [{ '!=': [{ var: 'n' }, null] }, { '<': [{ var: 'n' }, 1] }] }, then: 1 }, { id: 'many', when: { '>=': [{ var: 'n' }, 1] }, then: 2 }] }), ['may_be_null /rows/1/when/>=/0', 'gap /rows']],
  ['a null settled by an earlier row', () => ({ facts: { n: { type: 'number', nullable: true } }, base: {}, rows: [
    { id: 'none', when: { '==': [{ var: 'n' }, null] }, then: 0 }, { id: 'some', when: { '<': [{ var: 'n' }, 1] }, then: 1 }, { id: 'many', when: { '>=': [{ var: 'n' }, 1] }, then: 2 }] }), []],
  ['a limit between two facts', () => ({ facts: { n: { type: 'number' }, m: { type: 'number' } }, base: {}, rows: [
    { id: 'less', when: { '<': [{ var: 'n' }, { var: 'm' }] }, then: 0 }, { id: 'more', when: { '>': [{ var: 'n' }, { var: 'm' }] }, then: 1 }] }), ['gap /rows']],
  ['rows over the elements of a list', () => ({ facts: { lines: { type: 'array', items: { type: 'object', properties: { state: { type: 'string', enum: ['none', 'ordered', 'here'] } } } } }, base: {}, rows: [
    { id: 'here', when: { all: [{ var: 'lines' }, { '==': [{ var: 'state' }, 'here'] }] }, then: 1 }, { id: 'moving', when: { all: [{ var: 'lines' }, { in: [{ var: 'state' }, ['ordered', 'here']] }] }, then: 2 },
    { id: 'same', when: { all: [{ var: 'lines' }, { in: [{ var: 'state' }, ['here', 'ordered']] }] }, then: 2 }, { id: 'else', when: true, then: 3 }] }), ['unreachable_row /rows/2/when']],
  ['a gap under another parameter is nobody’s', () => ({ rows: [
    { id: 'any', when: { '==': [{ var: 'p.response_days' }, 5] }, then: 1 }] }), []],
  ['an outcome of another type', () => ({ outcome: { type: 'string', enum: ['review', 'agreed', 'remind'] } }), ['bad_outcome /rows/3/then']],
  ['combining a first-hit table', () => ({ combine: { flag: 'any' } }), ['bad_combine /combine']],
  ['a part that a row lacks', () => ({ hit: 'collect', combine: { max: 'who', order: ['a'], list: { why: 'why' } }, rows: [{ id: '1', when: true, then: { who: 'b' } }] }), ['missing_outcome /rows/0/then', 'not_in_order /rows/0/then/who']],
  ['names in the examples', () => ({ base: { anwser: 'none' }, examples: [{ name: 'x', given: { p: { response_day: 1 } }, then: '' }, { name: 'x', given: {}, then: '' }] }),
    ['duplicate_example /examples/1/name', 'undeclared_fact /base/anwser', 'undeclared_fact /examples/0/given/p/response_day']],
];

t.test('what is wrong with a table is found before it is published', (t) => {
  for (const [name, change, expected] of CHECKS) {
    const found = checkDecision({ ...CONTRACT_ANSWER, ...change(CONTRACT_ANSWER) });
    t.strictSame(found.map(({ code, pointer }) => `${code} ${pointer}`), expected, name);
  }
  t.strictSame(checkDecision(OFFER_APPROVAL, { parameters: PARAMETERS }), []);
  const gap = checkDecision({ ...CONTRACT_ANSWER, rows: CONTRACT_ANSWER.rows.slice(0, 2) });
  t.match(gap, [{ severity: 'error', message: { en: 'No row fits, for example: answer = "none".' } }], 'a gap comes with the facts');
  t.end();
});

t.test('scopes and operators reach the rows of a table', (t) => {
  const operators = new OperatorRegistry().register({
    name: 'hr.is_working_day', owner: 'hr', minArgs: 1, maxArgs: 1, label: { ru: '', en: '' }, returns: { type: 'boolean' },
    evaluate: ([day]) => { if (day === '?') throw new Error('not a date'); return day !== '2025-01-01'; },
  });
  const table: DecisionTable = { id: 'hr.day', hit: 'first', facts: {}, rows: [{ id: 'work', when: { 'hr.is_working_day': [{ var: 'today' }] }, then: 1 }, { id: 'rest', when: true, then: 2 }] };
  const scopes: Record<string, FactType> = { today: { type: 'string' } };
  t.strictSame(checkDecision(table, { operators, scopes }), [], 'an operator that dislikes an invented value is no problem of the table');
  t.match(checkDecision(table, { scopes }), [{ code: 'unknown_operator' }]);
  t.match(checkDecision(table, { operators }), [{ code: 'undeclared_fact' }]);
  t.equal(evaluateDecision(table, { today: '2025-01-01' }, { operators }).outcome, 2);
  t.end();
});
