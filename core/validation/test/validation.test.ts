import t from 'tap';
import { canonicalJson, compilePattern, compileSchema, compileValidator, createAjv, isUnsafeKey, patternFault, textFault } from '../index.ts';

const order = {
  type: 'object',
  additionalProperties: false,
  required: ['amount'],
  properties: {
    amount: { type: 'string', format: 'decimal', scale: 2, decimalMinimum: '0', decimalMaximum: '1000.00' },
    signed_on: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    id: { type: 'string', format: 'uuid' },
    email: { type: 'string', format: 'email' },
    sector: { type: 'string', enum: ['cement', 'food', 'chemistry'] },
    inn: { type: 'string', pattern: '^\\d{10}(\\d{2})?$', errorMessage: { ru: 'ИНН — 10 или 12 цифр', en: 'INN has 10 or 12 digits' } },
    title: { type: 'string', minLength: 1, maxLength: 5, label: { ru: 'Имя', en: 'Title' } },
    lines: { type: 'array', minItems: 1, maxItems: 3, uniqueItems: true, items: { type: 'object' } },
    share: { type: 'integer', minimum: 0, exclusiveMaximum: 100 },
  },
};

t.test('each broken constraint is named with its place, in both languages', async (t) => {
  const check = compileValidator(order);
  const cases: [value: unknown, pointer: string, code: string, ru: string][] = [
    [{}, '/amount', 'required', 'Не заполнено обязательное поле «amount».'],
    [{ amount: '1', amuont: 1 }, '/amuont', 'unknown_key', 'Неизвестное поле «amuont»'],
    [{ amount: '1', sectro: 1 }, '/sectro', 'unknown_key', 'Неизвестное поле «sectro»: возможно, имелось в виду «sector».'],
    [{ amount: 1 }, '/amount', 'type', 'Здесь нужно: текст, а указано: число.'],
    [{ amount: '1.005' }, '/amount', 'too_many_digits', 'После точки — не больше 2 цифр.'],
    [{ amount: '-0.00' }, '/amount', 'negative_zero', 'Минус ноль не годится: укажите 0.'],
    [{ amount: '1e3' }, '/amount', 'bad_decimal', 'Здесь нужно: число цифрами вида 1234.50.'],
    [{ amount: '-1' }, '/amount', 'too_small', 'Должно быть не меньше 0.'],
    [{ amount: '1000.01' }, '/amount', 'too_large', 'Должно быть не больше 1000.00.'],
    [{ amount: '9'.repeat(200_000) }, '/amount', 'too_large', 'Должно быть не больше 1000.00.'],
    [{ amount: '1', signed_on: '2025-02-31' }, '/signed_on', 'bad_date', 'Здесь нужно: существующая дата вида 2025-05-31.'],
    [{ amount: '1', at: '2025-05-31T09:00:00' }, '/at', 'bad_date_time', 'Здесь нужно: момент с часовым поясом'],
    [{ amount: '1', at: '2025-02-30T09:00:00Z' }, '/at', 'bad_date_time', 'Здесь нужно: момент с часовым поясом'],
    [{ amount: '1', id: '42' }, '/id', 'bad_uuid', 'Здесь нужно: идентификатор UUID.'],
    [{ amount: '1', email: 'a@b@c' }, '/email', 'bad_email', 'Здесь нужно: адрес электронной почты.'],
    [{ amount: '1', sector: 'cemnet' }, '/sector', 'not_allowed', 'Значение «cemnet» не подходит: возможно, имелось в виду «cement».'],
    [{ amount: '1', sector: 'bank' }, '/sector', 'not_allowed', 'Значение «bank» не подходит: допустимо: cement, food, chemistry.'],
    [{ amount: '1', inn: '123' }, '/inn', 'pattern', 'ИНН — 10 или 12 цифр.'],
    [{ amount: '1', title: '' }, '/title', 'required', 'Значение не должно быть пустым.'],
    [{ amount: '1', title: '😀😀😀😀😀😀' }, '/title', 'too_long', 'Длина должна быть не больше 5, сейчас 6.'],
    [{ amount: '1', lines: [] }, '/lines', 'too_few', 'Нужно не меньше 1, указано 0.'],
    [{ amount: '1', lines: [{ a: 1, b: 2 }, { c: 1 }, { b: 2, a: 1 }] }, '/lines', 'repeated', 'Строки 1 и 3 списка повторяются.'],
    [{ amount: '1', share: 1.5 }, '/share', 'type', 'Здесь нужно: целое число, а указано: число.'],
    [{ amount: '1', share: 100 }, '/share', 'too_large', 'Должно быть меньше 100.'],
    [JSON.parse('{"amount":"1","__proto__":{"x":1}}'), '/__proto__', 'unknown_key', 'Неизвестное поле «__proto__»'],
    [[], '', 'type', 'Здесь нужно: набор полей, а указано: список.'],
  ];
  for (const [value, pointer, code, ru] of cases) {
    const [problem, ...rest] = check(value);
    t.match(problem, { pointer, code, message: { ru: new RegExp(`^${ru.replaceAll(/[.?*()[\]]/g, '\\$&')}`), en: /^[^а-я]+$/i } }, `${code} at ${pointer}`);
    t.same(rest, [], `nothing else is said of ${pointer}`);
  }
  t.same(check({ amount: '999.99', signed_on: '2024-02-29', at: '2025-05-31T09:00:00.5+03:00', id: '6f9619ff-8b86-d011-b42d-00cf4fc964ff', email: 'ivan@завод.рф', sector: 'food', inn: '7707083893', title: 'Пять!', lines: [{}], share: 0 }), []);
  t.equal(check({ lines: [], share: -1 }).length, 3, 'all problems come at once');
});

t.test('of several variants only the one that was meant is explained', async (t) => {
  const check = compileSchema({
    $defs: {
      move: { type: 'object', additionalProperties: false, required: ['to'], properties: { to: { type: 'string' }, by: { type: 'array', items: { type: 'string' } } } },
    },
    type: 'object',
    propertyNames: { enum: ['on', 'label', 'party', 'effect', 'control', 'names'] },
    properties: {
      on: { type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/move' }, { type: 'array', items: { $ref: '#/$defs/move' } }] } },
      control: { anyOf: [{ const: 'strict' }, { const: 'manual' }, { type: 'object' }] },
      party: { anyOf: [{ required: ['inn'] }, { required: ['kpp'] }] },
      effect: {
        oneOf: [
          { type: 'object', required: ['kind'], properties: { kind: { const: 'mail' }, to: { type: 'string' } } },
          { type: 'object', required: ['kind'], properties: { kind: { const: 'task' }, role: { type: 'string' } } },
        ],
      },
      names: { type: 'object', propertyNames: { pattern: '^[a-z]+$' } },
    },
  });
  const cases: [value: unknown, expected: object[]][] = [
    [{ on: { sent: { to: 'x', bye: [] } } }, [{ pointer: '/on/sent/bye', at: 'key', code: 'unknown_key', fix: { en: 'did you mean "by"?' } }]],
    [{ on: { sent: [{ to: 'x' }, { to: 5 }] } }, [{ pointer: '/on/sent/1/to', code: 'type', wantedTypes: ['string'] }]],
    [{ on: { sent: 5 } }, [{ pointer: '/on/sent', code: 'type', message: { en: 'Expected text or a map of fields or a list, found a number' } }]],
    [{ control: 'strct' }, [{ pointer: '/control', code: 'not_allowed', fix: { en: 'did you mean "strict"?' } }]],
    [{ party: {} }, [{ pointer: '/party', code: 'required', message: { en: 'Fill in one of the fields: inn, kpp' } }]],
    [{ effect: { kind: 'task', role: 1 } }, [{ pointer: '/effect/role', code: 'type' }]],
    [{ effect: { kind: 'tsak' } }, [{ pointer: '/effect/kind', code: 'not_allowed', fix: { en: 'did you mean "task"?' } }]],
    [{ labl: 1 }, [{ pointer: '/labl', at: 'key', code: 'unknown_key', fix: { en: 'did you mean "label"?' } }]],
    [{ names: { 'a/B': 1 } }, [{ pointer: '/names/a~1B', at: 'key', code: 'bad_key' }]],
    [{ control: 1, on: { sent: { to: 1 } }, party: 5 }, [{ pointer: '/on/sent/to' }, { pointer: '/control' }]],
  ];
  for (const [value, expected] of cases) {
    const problems = check(value);
    t.match(problems, expected, JSON.stringify(value));
    t.equal(problems.length, expected.length, `nothing more about ${JSON.stringify(value)}`);
  }
});

t.test('one validator serves many schemas', async (t) => {
  const ajv = createAjv({ annotations: ['x-place'] });
  const first = compileValidator({ type: 'string', 'x-place': 'left' }, ajv);
  const second = compileValidator({ anyOf: [{ type: 'number' }, { type: 'boolean' }] }, ajv);
  t.same(first('a'), []);
  t.match(second('a'), [{ code: 'type', message: { en: 'Expected a number or true or false, found text.' } }]);
  t.match(first(1), [{ code: 'type' }]);
  const withId = { $id: 'order', ...order };
  t.match(compileValidator(withId, ajv)({}), [{ code: 'required' }]);
  t.match(compileValidator(withId, ajv)({}), [{ code: 'required' }], 'a schema with an id may be compiled twice');
});

t.test('what every object inherits is no field of it', async (t) => {
  t.match(compileValidator({ required: ['toString'] })({}), [{ code: 'required', pointer: '/toString' }]);
  t.same(compileValidator({ properties: { constructor: { type: 'string' } } })({}), []);
});

t.test('a schema with a mistake does not compile', async (t) => {
  for (const schema of [{ type: 'strng' }, { properties: { a: { typ: 'string' } } }, { format: 'phone' }, { pattern: '(?=a)' }, { scale: '2' }]) {
    t.throws(() => compileValidator(schema), JSON.stringify(schema));
  }
});

t.test('patterns run on an engine that does not explode', async (t) => {
  const hostile = compilePattern('^(a+)+$');
  t.equal(hostile.test(`${'a'.repeat(50_000)}!`), false);
  t.equal(hostile.test('aaa'), true);
  t.equal(compilePattern('^[А-Яё]+\\/\\d{2}').test('Ёж/12'), false);
  t.equal(compilePattern('^[А-ЯЁа-яё]+\\/\\d{2}').test('Ёж/12'), true);
  t.equal(compilePattern('b').test('abc'), true, 'it searches, as JSON Schema says');
  t.equal(patternFault('^\\d{9}$'), undefined);
  for (const pattern of ['(', '(?!x)', '(a)\\1', '((a{100}){100}){100}', 'x'.repeat(1001)]) {
    t.match(patternFault(pattern), { ru: /не годится/, en: /cannot be used/ }, pattern.slice(0, 30));
  }
});

t.test('a long list with repeated objects is checked in linear time and many problems are cut', async (t) => {
  const check = compileValidator({ type: 'array', uniqueItems: true, items: { type: 'object', required: ['a'] } });
  const items = Array.from({ length: 40_000 }, (_, index) => ({ b: index }));
  t.equal(check(items).length, 100);
});

t.test('unsafe names and characters are recognised', async (t) => {
  t.same(['__proto__', 'constructor', 'prototype', 'proto'].map(isUnsafeKey), [true, true, true, false]);
  t.same(textFault('a\0b'), { kind: 'nul', offset: 1 });
  t.same(textFault('ab\uD800c'), { kind: 'surrogate', offset: 2 });
  t.same(textFault('\uDC00'), { kind: 'surrogate', offset: 0 });
  t.equal(textFault('😀 ok'), undefined);
});

t.test('canonical JSON does not depend on the order of keys', async (t) => {
  t.equal(canonicalJson({ b: [1, { d: null, c: 'ё' }], a: -0 }), '{"a":0,"b":[1,{"c":"ё","d":null}]}');
  t.equal(canonicalJson({ a: 0, b: [1, { c: 'ё', d: null }] }), canonicalJson({ b: [1, { d: null, c: 'ё' }], a: 0 }));
  for (const value of [undefined, Number.NaN, Infinity, 5n, { a: undefined }]) t.throws(() => canonicalJson(value), TypeError);
});
