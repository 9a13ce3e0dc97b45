import t from 'tap';
import { nearest } from '../../language/index.ts';
import { checkRule, OperatorRegistry, validateFacts } from '../index.ts';
import type { FactType, Rule } from '../index.ts';

const STATUS: FactType = { type: 'string', enum: ['draft', 'agreed', 'signed'] };
const FACTS: Readonly<Record<string, FactType>> = {
  amount: { type: 'number' }, total: { type: 'number' }, margin: { type: 'number', nullable: true }, urgent: { type: 'boolean' }, planned: { type: 'boolean', nullable: true },
  status: STATUS, name: { type: 'string' }, today: { type: 'string' }, due: { type: 'string', nullable: true }, anything: { type: 'any' },
  client: { type: 'object', nullable: true, properties: { sector: { type: 'string' }, debt: { type: 'number' } } },
  lines: { type: 'array', items: { type: 'object', properties: { quantity: { type: 'number' }, state: STATUS, ready: { type: 'boolean' } } } },
  groups: { type: 'array', items: { type: 'string' } },
  rivals: { type: 'array', items: { type: 'object', properties: { margin: { type: 'number', nullable: true } } } },
};
const SCOPES: Readonly<Record<string, FactType>> = { p: { type: 'object', properties: { limit: { type: 'number' } } } };
const operators = new OperatorRegistry().register({
  name: 'supply.near', owner: 'supply', minArgs: 2, maxArgs: 2, label: { ru: '', en: '' }, returns: { type: 'boolean' }, evaluate: () => true,
});

const nested = (depth: number): Rule => (depth === 0 ? { var: 'urgent' } : { '!!': [nested(depth - 1)] });

/** Rules with all that is wrong with them: `code pointer` and, after `→`, the suggestion. Warnings begin with `~`. */
const RULES: readonly [rule: unknown, problems: readonly string[]][] = [
  [true, []],
  [{ '<=': [{ var: 'amount' }, { var: 'p.limit' }] }, []],
  [{ and: [{ var: 'urgent' }, { '!': { var: 'urgent' } }, { in: [{ var: 'status' }, ['agreed', 'signed']] }] }, []],
  [{ all: [{ filter: [{ var: 'lines' }, { '!=': [{ var: 'state' }, 'draft'] }] }, { and: [{ var: 'ready' }, { '>': [{ var: 'quantity' }, 0] }] }] }, []],
  [{ some: [{ var: 'groups' }, { in: [{ var: '' }, ['silo']] }] }, []],
  [{ 'supply.near': [{ var: 'amount' }, 4] }, []],
  [{ '>': [{ reduce: [{ var: 'lines' }, { '+': [{ var: 'accumulator' }, { var: 'current.quantity' }] }, 0] }, 5] }, []],
  [{ if: [{ var: 'urgent' }, true, { '==': [{ var: 'planned' }, true] }] }, []],
  [{ '==': [{ '%': [{ var: 'amount' }, 2] }, 0] }, []],
  [{ '<': [{ var: 'lines.0.quantity' }, 5] }, ['~may_be_null /</0']],

  [{}, ['empty_object ']],
  [{ and: [{ var: 'urgent' }, {}] }, ['empty_object /and/1']],
  [{ '==': [1, 1], '!=': [1, 2] }, ['several_keys ']],
  [{ and: [{ var: 'urgent' }, { '>': [{ var: 'amount' }, 1], '<': [{ var: 'amount' }, 5] }] }, ['several_keys /and/1']],
  [{ annd: [{ var: 'urgent' }, { var: 'urgnet' }] }, ['unknown_operator /annd → and', 'undeclared_fact /annd/1/var → urgent']],
  [{ 'supply.neer': [1, 2] }, ['unknown_operator /supply.neer → supply.near']],
  [{ zzzzzzzz: [1] }, ['unknown_operator /zzzzzzzz']],
  [{ '!!': [{ log: 'x' }] }, ['log_refused /!!/0/log']],
  [{ '>': [{ var: 'amuont' }, 1] }, ['undeclared_fact />/0/var → amount']],
  [{ '>': [{ var: 'p.limt' }, { var: 'client.dbt' }] }, ['undeclared_fact />/0/var → p.limit', 'undeclared_fact />/1/var → client.debt']],
  [{ '>': [{ var: 'amount.value' }, 1] }, ['not_an_object />/0/var']],
  [{ all: [{ var: 'lines' }, { '==': [{ var: 'status' }, 'draft'] }] }, ['undeclared_fact /all/1/==/0/var → state']],
  ...['__proto__.x', 'constructor', 'client.prototype'].map((path): [Rule, string[]] => [{ '!!': [{ var: path }] }, ['forbidden_path /!!/0/var']]),
  [{ '!!': [{ var: { var: 'name' } }] }, ['dynamic_path /!!/0/var']],
  [{ '!!': [{ var: '' }] }, ['whole_facts /!!/0/var']],
  [{ '!': [{ missing: ['amount', 'amuont', { var: 'name' }] }] }, ['undeclared_fact /!/0/missing/1 → amount', 'dynamic_path /!/0/missing/2']],
  [{ '!': [{ missing_some: ['one', ['amount']] }] }, ['not_a_number /!/0/missing_some/0']],

  [{ '==': [{ var: 'amount' }] }, ['argument_count /==']],
  [{ '!': [{ var: 'urgent' }, 1] }, ['argument_count /!']],
  [{ '<': [1, { var: 'amount' }, 5, 6] }, ['argument_count /<']],
  [{ 'supply.near': 1 }, ['argument_count /supply.near']],
  [{ all: { var: 'lines' } }, ['argument_count /all']],

  [{ '==': [{ var: 'amount' }, '100'] }, ['unlike_types /==/0']],
  [{ '!=': [{ var: 'urgent' }, 1] }, ['unlike_types /!=/0']],
  [{ '>': [{ var: 'name' }, 5] }, ['unlike_types />/1']],
  [{ '>': [{ var: 'urgent' }, false] }, ['not_comparable />/0', 'not_comparable />/1']],
  [{ '>': [{ var: 'amount' }, null] }, ['not_comparable />/1']],
  [{ '==': [{ var: 'groups' }, ['silo']] }, ['not_comparable /==/0']],
  [{ in: [{ var: 'amount' }, [1, '2']] }, ['unlike_types /in/0']],
  [{ in: [{ var: 'amount' }, { var: 'groups' }] }, ['unlike_types /in/0']],
  [{ in: ['a', { var: 'amount' }] }, ['not_a_list /in/1']],
  [{ in: ['a', { var: 'name' }] }, ['~substring_search /in/1']],
  [{ some: [{ var: 'amount' }, true] }, ['not_a_list /some/0']],
  [{ '>': [{ '+': [{ var: 'name' }, 1] }, 1] }, ['not_a_number />/0/+/0']],
  [{ '==': [{ var: 'status' }, 'agred'] }, ['not_in_enum /==/1 → agreed']],
  [{ in: [{ var: 'status' }, ['draft', 'sined']] }, ['not_in_enum /in/1/1 → signed']],
  [{ '==': [{ var: 'anything' }, 1] }, []],
  [{ '==': [{ var: 'amount' }, null] }, []],
  [{ '>': [{ var: 'amount' }, NaN] }, ['not_finite />/1']],
  [{ '!!': [undefined] }, ['unreadable_rule /!!/0']],

  [{ var: 'amount' }, ['result_not_boolean ']],
  [{ var: 'planned' }, ['result_not_boolean ']],
  ['yes', ['result_not_boolean ']],
  [null, ['result_not_boolean ']],
  [[true], ['result_not_boolean ']],
  [{ and: [{ var: 'urgent' }, { var: 'amount' }] }, ['result_not_boolean ']],
  [{ and: [{ var: 'planned' }, { var: 'urgent' }] }, ['result_not_boolean ']],
  [{ or: [{ var: 'planned' }, { var: 'urgent' }] }, []],
  [{ or: [{ var: 'urgent' }, { var: 'planned' }] }, ['result_not_boolean ']],
  [{ if: [{ var: 'urgent' }, true] }, ['result_not_boolean ']],

  [{ '<': [{ var: 'margin' }, 10] }, ['~may_be_null /</0']],
  [{ and: [{ '!=': [{ var: 'margin' }, null] }, { '<': [{ var: 'margin' }, 10] }] }, []],
  [{ and: [{ '<': [{ var: 'margin' }, 10] }, { '!=': [{ var: 'margin' }, null] }] }, ['~may_be_null /and/0/</0']],
  [{ or: [{ '==': [{ var: 'margin' }, null] }, { '<': [{ var: 'margin' }, 10] }] }, []],
  [{ or: [{ '!=': [{ var: 'margin' }, null] }, { '<': [{ var: 'margin' }, 10] }] }, ['~may_be_null /or/1/</0']],
  [{ if: [{ '!': [{ '==': [null, { var: 'margin' }] }] }, { '<': [{ var: 'margin' }, 10] }, false] }, []],
  [{ if: [{ '==': [{ var: 'margin' }, null] }, { '<': [{ var: 'margin' }, 10] }, false] }, ['~may_be_null /if/1/</0']],
  [{ if: [{ '==': [{ var: 'margin' }, null] }, false, { '<': [{ var: 'margin' }, 10] }] }, []],
  [{ and: [{ var: 'due' }, { '<': [{ var: 'due' }, { var: 'today' }] }] }, ['result_not_boolean ']],
  [{ and: [{ '!!': { var: 'due' } }, { '<': [{ var: 'due' }, { var: 'today' }] }] }, []],
  [{ '>': [{ var: 'client.debt' }, 0] }, ['~may_be_null />/0']],
  [{ and: [{ '!=': [{ var: 'client' }, null] }, { '>': [{ var: 'client.debt' }, 0] }] }, []],
  [{ and: [{ or: [{ '!=': [{ var: 'margin' }, null] }, { var: 'urgent' }] }, { '<': [{ var: 'margin' }, 10] }] }, ['~may_be_null /and/1/</0']],
  [{ and: [{ '!=': [{ var: 'margin' }, null] }, { some: [{ var: 'rivals' }, { '<': [{ var: 'margin' }, 10] }] }] }, ['~may_be_null /and/1/some/1/</0']],
  [{ '>': [{ '-': [{ var: 'margin' }, 1] }, 0] }, ['~may_be_null />/0/-/0']],

  [nested(49), []],
  [nested(50), ['too_deep /!!/0'.replace('/!!/0', '/!!/0'.repeat(50))]],
  [{ in: [1, Array.from({ length: 5000 }, () => 1)] }, ['too_large /in/1/4997']],
];

t.test('a rule is checked as written, and every problem is reported at its place', (t) => {
  for (const [rule, expected] of RULES) {
    const found = checkRule(rule, { facts: FACTS, scopes: SCOPES, operators }).map(({ severity, code, pointer, suggestion }) =>
      `${severity === 'warning' ? '~' : ''}${code} ${pointer}${suggestion === undefined ? '' : ` → ${suggestion}`}`);
    t.strictSame(found, expected, (JSON.stringify(rule) ?? '').slice(0, 120));
  }
  t.end();
});

t.test('a message is in both languages, with the names filled in', (t) => {
  const [unlike] = checkRule({ '==': [{ var: 'amount' }, 'x'] }, { facts: FACTS });
  t.strictSame(unlike?.message, { ru: 'Сравниваются разные типы: число и строка.', en: 'Unlike types are compared: number and text.' });
  const [nullable] = checkRule({ '<': [{ var: 'margin' }, 1] }, { facts: FACTS });
  t.match(nullable?.message.en, '{"!=": [{"var": "margin"}, null]}');
  t.end();
});

t.test('a rule that computes a value may answer with anything', (t) => {
  t.strictSame(checkRule({ '+': [{ var: 'amount' }, 1] }, { facts: FACTS, result: 'any' }), []);
  t.strictSame(checkRule({ '<': [{ var: 'margin' }, 1] }, { facts: FACTS, known: new Set(['margin']) }), [], 'what the caller knows not to be null');
  t.strictSame(checkRule({ '>': [{ var: 'p' }, 1] }, { facts: { p: { type: 'number' } }, scopes: SCOPES }), [], "the rule's own fact wins");
  t.end();
});

t.test('a rule that repeats itself by reference is checked in bounded work', (t) => {
  let bomb: Rule = { var: 'urgent' };
  for (let level = 0; level < 40; level += 1) bomb = { and: [bomb, bomb] };
  t.match(checkRule(bomb, { facts: FACTS }), [{ code: 'too_large' }]);
  t.end();
});

t.test('facts are compared with their types before a rule sees them', (t) => {
  const good = {
    amount: 1, total: 0, margin: null, urgent: false, planned: null, status: 'draft', name: '', today: '2025-01-01', due: null, anything: null, client: null,
    lines: [{ quantity: 1, state: 'signed', ready: true }], groups: [], rivals: [],
  };
  t.strictSame(validateFacts(good, FACTS), []);
  t.strictSame(validateFacts({ ...good, unheard: 1 }, FACTS), [], 'what is not declared is not looked at');
  const cases: readonly [Record<string, unknown>, string][] = [
    [{ amount: undefined }, 'fact_missing /amount'], [{ amount: null }, 'fact_null /amount'], [{ amount: '1' }, 'fact_wrong_type /amount'],
    [{ amount: NaN }, 'fact_not_finite /amount'], [{ amount: Infinity }, 'fact_not_finite /amount'], [{ urgent: 0 }, 'fact_wrong_type /urgent'],
    [{ status: 'lost' }, 'fact_not_in_enum /status'], [{ client: [] }, 'fact_wrong_type /client'], [{ client: { sector: 'food' } }, 'fact_missing /client/debt'],
    [{ lines: [good.lines[0], { quantity: 1, state: 'x', ready: true }] }, 'fact_not_in_enum /lines/1/state'], [{ groups: [1] }, 'fact_wrong_type /groups/0'],
    [{ lines: {} }, 'fact_wrong_type /lines'], [{ anything: undefined }, 'fact_missing /anything'],
  ];
  for (const [over, problem] of cases) {
    const found = validateFacts({ ...good, ...over }, FACTS);
    t.strictSame(found.map(({ code, pointer }) => `${code} ${pointer}`), [problem], problem);
  }
  t.match(validateFacts({}, JSON.parse('{"constructor": {"type": "any"}}') as Record<string, FactType>), [{ code: 'fact_missing' }], 'an inherited name is not a fact');
  t.match(validateFacts({ count: 1.5 }, { count: { type: 'number', integer: true } }), [{ code: 'fact_not_integer' }]);
  t.equal(validateFacts({}, { a: { type: 'any' }, b: { type: 'any' } }).length, 2, 'all at once');
  t.strictSame(validateFacts({ amount: 'x' }, { amount: { type: 'number' } })[0]?.message, { ru: 'Значение «amount»: нужно «число», получено «строка».', en: '“amount” must be a number, not a text.' });
  t.end();
});

t.test('the nearest name is a likely misspelling or nothing', (t) => {
  const cases: readonly [string, readonly string[], string | undefined][] = [
    ['amuont', ['count', 'amount'], 'amount'], ['Amount', ['amount'], 'amount'], ['x', ['amount'], undefined], ['margin', [], undefined],
    ['lins', ['links', 'lines'], 'links'], ['status', ['stages', 'statuses'], 'stages'], ['agreed', ['agreed', 'agree'], 'agreed'],
  ];
  for (const [name, candidates, expected] of cases) t.equal(nearest(name, candidates), expected, name);
  t.end();
});
