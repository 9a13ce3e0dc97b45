import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import t from 'tap';
import {
  DuplicateOperatorError, evaluateGuard, evaluateRule, MissingFactError, OperatorRegistry, readFactNames, readFactPaths, RuleBudgetError, RuleResultError,
  UnknownOperatorError,
} from '../index.ts';
import type { Rule, RuleOperator } from '../index.ts';

const DEAL = {
  amount: 480.5, zero: 0, text: 'зерно', digits: '12', yes: true, no: false, nothing: null, blank: '', empty: [] as unknown[],
  client: { name: 'Мельница', sector: null, tags: ['new', 'vip'] },
  lines: [{ code: 'A1', quantity: 2, ready: true }, { code: 'B2', quantity: 5, ready: false }, { code: 'C3', quantity: 1, ready: true }],
  numbers: [3, 1, 2],
};

/** Each with the value that json-logic-js 2.0.5 gives over DEAL. */
const TABLE: readonly [rule: Rule, value: unknown][] = [
  [true, true], [0, 0], ['text', 'text'], [null, null], [[], []], [{}, {}], [{ a: 1, b: 2 }, { a: 1, b: 2 }], [[1, { var: 'zero' }], [1, 0]],
  [{ var: 'amount' }, 480.5], [{ var: ['amount'] }, 480.5], [{ var: 'client.name' }, 'Мельница'], [{ var: 'client.sector' }, null],
  [{ var: 'client.sector.code' }, null], [{ var: ['client.sector', 'x'] }, null], [{ var: ['client.sector.code', 'x'] }, 'x'],
  [{ var: 'absent' }, null], [{ var: ['absent', 7] }, 7], [{ var: 'lines.1.code' }, 'B2'], [{ var: 'lines.length' }, 3], [{ var: 'text.0' }, 'з'],
  [{ var: { cat: ['am', 'ount'] } }, 480.5], [{ var: '' }, DEAL], [{ var: [] }, DEAL], [{ var: null }, DEAL], [{ var: ['absent', { var: 'zero' }] }, 0],
  [{ missing: ['amount', 'absent', 'blank', 'nothing'] }, ['absent', 'blank', 'nothing']], [{ missing: [['zero', 'absent']] }, ['absent']],
  [{ missing: 'absent' }, ['absent']], [{ missing: { merge: ['amount', 'client.x'] } }, ['client.x']], [{ missing: [] }, []],
  [{ missing_some: [1, ['amount', 'absent']] }, []], [{ missing_some: [2, ['amount', 'absent', 'other']] }, ['absent', 'other']],
  [{ '==': [1, '1'] }, true], [{ '==': ['', 0] }, true], [{ '==': [null, 0] }, false], [{ '==': [{ var: 'nothing' }, null] }, true], [{ '==': [[], false] }, true],
  [{ '===': [1, '1'] }, false], [{ '===': [1, 1] }, true], [{ '!=': [1, '1'] }, false], [{ '!=': [{ var: 'amount' }, null] }, true],
  [{ '!==': [1, '1'] }, true], [{ '!==': [null, null] }, false],
  [{ '!': true }, false], [{ '!': [[]] }, true], [{ '!': ['0'] }, false], [{ '!': [{ var: 'empty' }] }, true], [{ '!': [] }, true],
  [{ '!!': [[]] }, false], [{ '!!': ['0'] }, true], [{ '!!': '' }, false], [{ '!!': [[0]] }, true],
  [{ or: [false, 0, 'third'] }, 'third'], [{ or: [false, 0] }, 0], [{ or: [[], 'x'] }, 'x'], [{ or: [] }, undefined],
  [{ and: [1, 'two', 3] }, 3], [{ and: [1, [], 3] }, []], [{ and: [true, 0, { unknown: 1 }] }, 0], [{ and: [] }, undefined],
  [{ if: [true, 'yes', 'no'] }, 'yes'], [{ if: [0, 'yes', 'no'] }, 'no'], [{ if: [false, 1, true, 2, 3] }, 2], [{ if: [false, 1, false, 2, 3] }, 3],
  [{ if: [false, 1] }, null], [{ if: [] }, null], [{ if: ['alone'] }, 'alone'], [{ '?:': [{ var: 'yes' }, 'a', 'b'] }, 'a'], [{ if: [[], 1, 2] }, 2],
  [{ '<': [1, 2] }, true], [{ '<': [1, 2, 3] }, true], [{ '<': [1, 5, 3] }, false], [{ '<': ['1000', '200'] }, true], [{ '<': [null, 1] }, true],
  [{ '<=': [{ var: 'absent' }, 100] }, true], [{ '<=': [1, 1, 1] }, true], [{ '<=': [2, 1] }, false], [{ '<=': ['2025-03-09', '2025-03-10'] }, true],
  [{ '>': [3, 2] }, true], [{ '>': ['9.00', '10.00'] }, true], [{ '>': [5, 4, 9] }, true], [{ '>=': [2, 2] }, true], [{ '>=': ['a', 1] }, false],
  [{ in: ['vip', { var: 'client.tags' }] }, true], [{ in: ['рн', 'зерно'] }, true], [{ in: ['x', null] }, false], [{ in: ['', ''] }, false], [{ in: [1, ['1']] }, false],
  [{ in: ['x', { var: 'client' }] }, false], [{ in: [2, 12] }, false],
  [{ cat: ['a', 1, null, true] }, 'a1true'], [{ cat: 'one' }, 'one'], [{ cat: [[1, [2, 3]], '!'] }, '1,2,3!'],
  [{ '%': [7, 3] }, 1], [{ '%': [-7, 3] }, -1], [{ max: [1, 3, 2] }, 3], [{ min: [1, '0', 2] }, 0], [{ max: [] }, -Infinity], [{ min: ['a'] }, NaN],
  [{ '+': [1, '2', '3 kg'] }, 6], [{ '+': '3.14 and more' }, 3.14], [{ '+': [] }, 0], [{ '+': [null, 1] }, NaN], [{ '+': [0.1, 0.2] }, 0.30000000000000004],
  [{ '*': [2, '3', 4] }, 24], [{ '*': ['5'] }, '5'], [{ '-': [5, 3] }, 2], [{ '-': 5 }, -5], [{ '-': ['7'] }, -7], [{ '-': [0] }, -0], [{ '/': [1, 0] }, Infinity], [{ '/': [9, '2'] }, 4.5],
  [{ substr: ['conveyor', 3] }, 'veyor'], [{ substr: ['conveyor', -3] }, 'yor'], [{ substr: ['conveyor', 1, 3] }, 'onv'], [{ substr: ['conveyor', 1, -2] }, 'onvey'], [{ substr: [12345, 1, 2] }, '23'],
  [{ merge: [[1, 2], 3, [[4]]] }, [1, 2, 3, [4]]], [{ merge: [] }, []], [{ merge: 1 }, [1]],
  [{ filter: [{ var: 'numbers' }, { '>': [{ var: '' }, 1] }] }, [3, 2]], [{ filter: [{ var: 'text' }, true] }, []],
  [{ map: [{ var: 'lines' }, { var: 'code' }] }, ['A1', 'B2', 'C3']], [{ map: [null, 1] }, []], [{ map: [{ var: 'numbers' }, { var: 'amount' }] }, [null, null, null]],
  [{ reduce: [{ var: 'lines' }, { '+': [{ var: 'accumulator' }, { var: 'current.quantity' }] }, 0] }, 8],
  [{ reduce: [{ var: 'absent' }, 1, 5] }, 5], [{ reduce: [{ var: 'numbers' }, { var: 'current' }] }, 2], [{ reduce: [[], 1] }, null],
  [{ all: [{ var: 'lines' }, { '>': [{ var: 'quantity' }, 0] }] }, true], [{ all: [[], true] }, false], [{ all: [{ var: 'lines' }, { var: 'ready' }] }, false],
  [{ some: [{ var: 'lines' }, { '!': { var: 'ready' } }] }, true], [{ some: [[], true] }, false], [{ some: [{ var: 'absent' }, true] }, false],
  [{ none: [{ var: 'lines' }, { '>': [{ var: 'quantity' }, 9] }] }, true], [{ none: [[], true] }, true], [{ none: [{ var: 'numbers' }, { '==': [{ var: '' }, 1] }] }, false],
];

const LOOSE = { strictFacts: false, limits: { steps: 1e7, depth: 1000 } };

t.test('every classic operator gives what json-logic-js gives', (t) => {
  for (const [rule, value] of TABLE) {
    const name = JSON.stringify(rule);
    t.ok(isDeepStrictEqual(jsonLogic.apply(rule as never, DEAL), value), `json-logic-js: ${name}`);
    t.strictSame(evaluateRule(rule, DEAL, LOOSE).value, value, `ours: ${name}`);
  }
  t.end();
});

/** Either the value, or the fact that it threw: what is thrown differs in words only. */
function outcome(run: () => unknown): { value: unknown } | 'threw' {
  try {
    return { value: run() };
  } catch {
    return 'threw';
  }
}

t.test('any rule over any data gives what json-logic-js gives', (t) => {
  const key = fc.constantFrom('a', 'b', 'c', 'a.b', 'b.0', 'c.1.a', 'current', 'accumulator', 'current.a', 'length', '');
  const constant = fc.oneof(fc.constant(null), fc.boolean(), fc.integer({ min: -20, max: 20 }), fc.constantFrom(0.1, -0, 1.5), fc.constantFrom('', '1', '10', 'a', 'ab', '3 kg', '2025-01-02'));
  const { data } = fc.letrec<{ data: unknown }>((tie) => ({
    data: fc.oneof({ maxDepth: 3 }, constant, fc.array(tie('data'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('data'), { maxKeys: 3 })),
  }));
  const eager = ['==', '===', '!=', '!==', '>', '>=', '<', '<=', '!', '!!', 'in', 'cat', '%', 'min', 'max', '+', '*', '-', '/', 'substr', 'merge', 'and', 'or', 'if', '?:'];
  const leaf = fc.oneof(constant, fc.record({ var: fc.oneof(key, fc.tuple(key), fc.tuple(key, constant)) }));
  // Built level by level: letrec would end most rules at their first argument.
  const deeper = (rule: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ var: fc.oneof(fc.tuple(key, rule), fc.tuple(rule)) }) },
    { weight: 1, arbitrary: fc.array(rule, { maxLength: 3 }) },
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...eager), fc.oneof(rule, fc.array(rule, { minLength: 1, maxLength: 4 }))).map(([op, args]) => ({ [op]: args })) },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom('filter', 'map', 'all', 'some', 'none', 'reduce'), fc.array(rule, { minLength: 1, maxLength: 3 })).map(([op, args]) => ({ [op]: args })) },
    { weight: 1, arbitrary: fc.record({ missing: fc.oneof(key, fc.array(key, { maxLength: 3 }), fc.tuple(fc.array(key, { maxLength: 3 }))) }) },
    { weight: 1, arbitrary: fc.record({ missing_some: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(key, { maxLength: 3 })) }) },
  );
  const rule = deeper(deeper(deeper(leaf)));
  let answered = 0;
  fc.assert(
    fc.property(rule, data, (rule, data) => {
      const theirs = outcome(() => jsonLogic.apply(rule as never, data));
      const ours = outcome(() => evaluateRule(rule as Rule, data, LOOSE).value);
      if (theirs !== 'threw') answered += 1;
      return isDeepStrictEqual(ours, theirs);
    }),
    { numRuns: 6000, seed: 20200130 },
  );
  t.ok(answered > 3000, 'most of the rules have an answer to compare');
  t.end();
});

t.test('nothing leads from data into JavaScript itself', (t) => {
  for (const path of ['constructor', '__proto__', 'client.constructor.name', 'text.toString', 'lines.map', 'lines.0.hasOwnProperty']) {
    t.equal(evaluateRule({ var: path }, DEAL, LOOSE).value, null, path);
    t.throws(() => evaluateRule({ var: path }, DEAL), MissingFactError, `${path}, strictly`);
  }
  const hostile = JSON.parse('{"keys": [{"var": "secret"}], "secret": null, "__proto__": {"admin": true}}') as object;
  t.strictSame(evaluateRule({ missing: { var: 'keys' } }, hostile, LOOSE).value, [{ var: 'secret' }], 'a key from data is not run as a rule');
  t.equal(evaluateRule({ var: 'admin' }, hostile, LOOSE).value, null);
  for (const op of ['log', 'constructor', '__proto__', 'toString', 'var.call']) {
    t.throws(() => evaluateRule(JSON.parse(`{"${op}": [1]}`) as Rule, {}), UnknownOperatorError, op);
  }
  t.end();
});

t.test('reading what is absent is refused by name; null is an answer', (t) => {
  const read = (rule: Rule, facts: object): unknown => evaluateRule(rule, facts).value;
  const cases: readonly [Rule, object, string][] = [
    [{ '<=': [{ var: 'amount' }, 100] }, {}, 'amount'],
    [{ var: 'amount' }, { amount: undefined }, 'amount'],
    [{ var: ['amount', 5] }, {}, 'amount'],
    [{ var: 'client.sector' }, { client: {} }, 'client.sector'],
    [{ all: [{ var: 'lines' }, { var: 'ready' }] }, { lines: [{}] }, 'lines[].ready'],
    [{ some: [{ filter: [{ var: 'lines' }, true] }, { var: 'ready' }] }, { lines: [{}] }, 'lines[].ready'],
  ];
  for (const [rule, facts, fact] of cases) t.throws(() => read(rule, facts), { name: 'MissingFactError', fact, status: 409, code: 'core.rule_missing_fact' }, fact);
  t.equal(read({ var: 'amount' }, { amount: null }), null);
  t.equal(read({ var: 'client.sector' }, { client: null }), null);
  t.equal(read({ var: ['client.sector', 'food'] }, { client: {} }), 'food', 'a default speaks for a part');
  t.strictSame(read({ missing: ['amount', 'client.sector'] }, { client: {} }), ['amount', 'client.sector'], 'asking what is missing is not reading');
  t.throws(() => evaluateGuard({ var: 'amount' }, { amount: 1 }), RuleResultError, 'a guard answers true or false');
  t.throws(() => evaluateGuard({ var: 'amount' }, { amount: null }), { code: 'core.rule_result_not_boolean' });
  t.equal(evaluateGuard({ '>': [{ var: 'amount' }, 0] }, { amount: 1 }).value, true);
  t.end();
});

t.test('the trace tells what was evaluated, where it stands in the rule, and which facts were read', (t) => {
  const rule: Rule = { and: [{ '<=': [{ var: 'amount' }, { var: 'p.limit' }] }, { '/': [{ var: 'never' }, 1] }] };
  const { trace, factsRead } = evaluateRule(rule, { amount: 9, p: { limit: 5 } });
  t.match(trace, {
    op: 'and', pointer: '', value: false,
    args: [{ op: '<=', pointer: '/and/0', value: false, args: [
      { op: 'var', pointer: '/and/0/<=/0', path: 'amount', value: 9 }, { op: 'var', pointer: '/and/0/<=/1', path: 'p.limit', value: 5 }] }],
  });
  t.equal(trace.args.length, 1, 'a clause that was skipped is absent');
  t.strictSame(factsRead, { amount: 9, 'p.limit': 5 });
  t.equal(evaluateRule({ '/': [{ '-': 4 }, 2] }, {}).trace.args[0]?.pointer, '/~1/0', 'keys are escaped');
  t.equal(evaluateRule({ '!': { '-': 4 } }, {}).trace.args[0]?.pointer, '/!', 'a lone argument has no index');
  const list = evaluateRule({ all: [{ var: 'lines' }, { var: 'ready' }] }, { lines: DEAL.lines });
  t.match(list.trace.args.slice(1), [{ element: 0, value: true, path: 'lines[].ready', pointer: '/all/1' }, { element: 1, value: false }]);
  t.strictSame(Object.keys(list.factsRead), ['lines'], 'elements are not facts');
  t.end();
});

t.test('a rule spends no more than its budget', (t) => {
  const many = { list: Array.from({ length: 60 }, (_, index) => index) };
  const doubling = (body: Rule): Rule => ({ reduce: [{ var: 'list' }, body, 'x'] });
  const acc = { var: 'accumulator' };
  const nested = (depth: number): Rule => (depth === 0 ? true : { '!!': [nested(depth - 1)] });
  const cases: readonly [string, Rule, object][] = [
    ['steps', { all: [{ var: 'list' }, { '>=': [{ var: '' }, 0] }] }, { limits: { steps: 100 } }],
    ['steps', doubling({ cat: [acc, acc] }), {}],
    ['steps', doubling({ merge: [acc, acc] }), {}],
    ['steps', { '==': [doubling([acc, acc]), 1] }, {}],
    ['steps', doubling({ map: [[1, 2], { var: '' }] }), { limits: { steps: 90 } }],
    ['depth', nested(51), {}],
    ['depth', nested(4), { limits: { depth: 3 } }],
    ['ms', { all: [{ var: 'list' }, { '>=': [{ var: '' }, 0] }] }, { limits: { ms: 5 }, stopwatch: (() => { let now = 0; return () => (now += 4); })() }],
  ];
  for (const [budget, rule, options] of cases) {
    t.throws(() => evaluateRule(rule, many, options), { name: RuleBudgetError.name, budget, code: 'core.rule_budget_spent' }, budget);
  }
  t.equal(evaluateRule(nested(50), {}).value, true);
  t.end();
});

t.test('operators are added for one registry, and two owners of one name are both named', (t) => {
  const nearby: RuleOperator = {
    name: 'supply.near', owner: 'supply', minArgs: 2, maxArgs: 2, label: { ru: '{0} рядом с {1}', en: '{0} is near {1}' },
    evaluate: ([one, two]) => Math.abs((one as number) - (two as number)) < 2,
  };
  const operators = new OperatorRegistry().register(nearby);
  t.equal(evaluateRule({ 'supply.near': [{ var: 'a' }, 4] }, { a: 5 }, { operators }).value, true);
  t.throws(() => evaluateRule({ 'supply.near': [5, 4] }, {}), UnknownOperatorError, 'no registry, no operator');
  t.throws(() => evaluateRule({ 'supply.near': [5, 4] }, {}, { operators: new OperatorRegistry() }), UnknownOperatorError, 'another registry does not know it');
  t.throws(() => operators.register({ ...nearby, owner: 'warehouse' }), { name: DuplicateOperatorError.name, message: /"supply.near".*"supply".*"warehouse"/ });
  for (const name of ['==', 'var', 'log']) t.throws(() => operators.register({ ...nearby, name }), /"core" and "supply"/, name);
  for (const name of ['near', 'Supply.near', '__proto__', 'supply.']) t.throws(() => operators.register({ ...nearby, name }), TypeError, name);
  const growing = new OperatorRegistry().register({ ...nearby, name: 'supply.flood', evaluate: () => Array.from({ length: 30_000 }, () => 0) });
  t.throws(() => evaluateRule({ 'supply.flood': [1, 2] }, {}, { operators: growing }), RuleBudgetError, 'a result is charged by its size');
  t.end();
});

t.test('the facts to load are found without running the rule', (t) => {
  const cases: readonly [Rule, readonly string[]][] = [
    [true, []],
    [{ and: [{ '<': [{ var: 'amount' }, { var: 'p.limit' }] }, { var: ['amount'] }] }, ['amount', 'p.limit']],
    [{ all: [{ filter: [{ var: 'lines' }, { var: 'ready' }] }, { '==': [{ var: 'kind' }, 'x'] }] }, ['lines']],
    [{ reduce: [{ var: 'lines' }, { var: 'current.x' }, { var: 'start' }] }, ['lines', 'start']],
    [{ var: ['amount', { var: 'p.fallback' }] }, ['amount', 'p.fallback']],
    [{ missing: ['a', 'b'] }, ['a', 'b']],
    [{ missing_some: [1, ['a', 'b.c']] }, ['a', 'b.c']],
    [{ var: { var: 'which' } }, ['', 'which']],
  ];
  for (const [rule, paths] of cases) t.strictSame(readFactPaths(rule), paths, JSON.stringify(rule));
  let bomb: Rule = { var: 'urgent' };
  for (let level = 0; level < 60; level += 1) bomb = { and: [bomb, bomb] };
  t.strictSame(readFactPaths(bomb), ['urgent'], 'a part repeated by reference is read once');
  t.strictSame(readFactNames({ and: [{ var: 'p.a' }, { var: 'p.b' }, { var: 'amount' }] }), ['p', 'amount']);
  t.end();
});
