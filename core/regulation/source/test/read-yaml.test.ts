import fc from 'fast-check';
import t from 'tap';
import { formatDiagnostic, readYaml, sortDiagnostics } from '../index.ts';

const place = ({ line, column }: { line: number; column: number }) => `${line}:${column}`;

t.test('values are YAML 1.2 and each place is known, inside lists too', async (t) => {
  const text = [
    '\uFEFF# a comment',
    'company: пневмосила',
    'on: yes',
    'days: {010: "1.10", null: ~}',
    'states:',
    '  - name: draft',
    '    a/b~c: [1, 2.50, true]',
    '  - &last {name: sent}',
    '  - *last',
    'empty:',
  ].join('\r\n');
  const file = readYaml(text, 'x.yaml');
  t.same(file.diagnostics, []);
  t.same(file.value, {
    company: 'пневмосила',
    on: 'yes',
    days: { '010': '1.10', null: null },
    states: [{ name: 'draft', 'a/b~c': [1, 2.5, true] }, { name: 'sent' }, { name: 'sent' }],
    empty: null,
  });
  const values: [string, string, string][] = [
    ['', '2:1', '2:1'],
    ['/company', '2:10', '2:1'],
    ['/days/010', '4:13', '4:8'],
    ['/states/0/name', '6:11', '6:5'],
    ['/states/0/a~1b~0c/1', '7:16', '7:16'],
    ['/states/0/a~1b~0c', '7:12', '7:5'],
    ['/states/1', '8:11', '8:11'],
    ['/states/2', '9:5', '9:5'],
    ['/states/2/name', '8:18', '8:12'],
    ['/states/7/name', '6:3', '5:1'],
    ['/company/deeper', '2:10', '2:1'],
  ];
  for (const [pointer, value, key] of values) {
    t.equal(place(file.locate(pointer)), value, `value of ${pointer}`);
    t.equal(place(file.locateKey(pointer)), key, `key of ${pointer}`);
  }
});

t.test('what cannot be read as it was meant is a diagnostic with its place', async (t) => {
  const cases: [text: string, expected: string, usable: boolean][] = [
    ['a: 1\nb: 2\na: 3', '3:1 duplicate_key', true],
    ['x: {é: 1, "e\u0301": 2}', '1:11 duplicate_key', true],
    ['inn: 044525225', '1:6 number_changes', true],
    ['phone: +74951234567', '1:8 number_changes', true],
    ['account:\n  - 40702810900000001234', '2:5 number_changes', true],
    ['a: 1e400', '1:4 number_changes', true],
    ['a: -0', '1:4 number_changes', true],
    ['a: .nan', '1:4 number_changes', true],
    ['a: 0.30000000000000004441', '1:4 number_changes', true],
    ['a: 1\n---\nb: 2', '2:1 several_documents', false],
    ['a: !company x', '1:13 tag', false],
    ['a: !!binary aGk=', '1:13 tag', false],
    ['a: !!python/object:os.system x', '1:30 tag', false],
    ['base: &b {x: 1}\na:\n  <<: *b', '3:3 merge_key', false],
    ['__proto__: {admin: true}', '1:1 unsafe_key', false],
    ['a:\n  - constructor: 1', '2:5 unsafe_key', false],
    ['"proto\\u0074ype": 1', '1:1 unsafe_key', false],
    ['a: b\0c', '1:5 bad_character', false],
    ['a: "\\0"', '1:4 bad_character', false],
    ['a: "\\ud800"', '1:4 bad_character', false],
    ['"\\udc00": 1', '1:1 bad_character', false],
    ['a: \ud83d', '1:4 bad_character', false],
    ['a: *nobody', '1:4 unknown_alias', false],
    ['a: &x [1, *x]', '1:11 alias_cycle', false],
    ['? [a, b]\n: 1', '1:3 yaml_syntax', false],
    [': 1', '1:1 bad_key', false],
    ['%YAML 1.1\n---\na: yes', '1:1 yaml_version', false],
    ['a:\n\t- 1', '2:1 yaml_syntax', false],
    ['a: "open', '1:9 yaml_syntax', false],
    ['a: b: c', '1:4 yaml_syntax', false],
    ['a: [1, 2', '1:9 yaml_syntax', false],
    ['a: @b', '1:4 yaml_syntax', false],
    ['a: }', '1:4 yaml_syntax', false],
  ];
  for (const [text, expected, usable] of cases) {
    const file = readYaml(text, 'x.yaml');
    const first = file.diagnostics[0];
    t.equal(first && `${place(first)} ${first.code}`, expected, JSON.stringify(text));
    t.match(first?.message, { ru: /[а-я]/i, en: /^[^а-я]+$/i });
    t.equal(file.value !== undefined, usable, `${usable ? 'usable' : 'not usable'}: ${JSON.stringify(text)}`);
    t.equal(Object.hasOwn({}, 'admin'), false);
  }
  t.same(readYaml('inn: 044525225', 'x').value, { inn: '044525225' }, 'the text that was meant is kept');
  t.match(readYaml('a: &route 1\nb: *rouet', 'x').diagnostics, [{ fix: { en: 'did you mean *route?' } }]);
  t.match(readYaml('inn: 007', 'x').diagnostics, [{ fix: { ru: 'возьмите в кавычки: "007"' } }]);
  const plain = readYaml('a: !!str 044\nb: 0\nc: 0.10\nd: 1_0\ne: -12\nf: 0x1F', 'x');
  t.same(plain.value, { a: '044', b: 0, c: 0.1, d: '1_0', e: -12, f: 31 });
  t.same(plain.diagnostics, []);
});

t.test('hostile texts are refused by limits before they cost anything', async (t) => {
  const letters = [...'bcdefghij'];
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...letters.map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)].join('\n');
  const merges = ['a: &a {k: 1}', ...letters.map((letter, index) => `${letter}: &${letter} {${Array(9).fill(`<<: *${'abcdefghi'[index]}`).join(', ')}}`)].join('\n');
  const cases: [name: string, text: string, code: string][] = [
    ['alias bomb', bomb, 'too_many_aliases'],
    ['wide alias bomb', `a: &a [${'x,'.repeat(5000)}]\nb: [${'*a,'.repeat(49)}]`, 'too_many_nodes'],
    ['merge bomb', merges, 'merge_key'],
    ['deep flow lists', '['.repeat(5000) + ']'.repeat(5000), 'too_deep'],
    ['deep flow lists left open', '['.repeat(90_000), 'too_deep'],
    ['deep flow maps', '{a: '.repeat(5000), 'too_deep'],
    ['deep block lists', `${'- '.repeat(5000)}a`, 'too_deep'],
    ['deep block maps', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'too_deep'],
    ['deep complex keys', `${'? '.repeat(5000)}a`, 'too_deep'],
    ['deep by aliases', `a: &a ${'['.repeat(40)}${']'.repeat(40)}\nb: &b ${'['.repeat(30)}*a${']'.repeat(30)}`, 'too_deep'],
    ['file above the limit', '# comment\n'.repeat(210_000), 'file_too_large'],
    ['too many elements', '- a\n'.repeat(400_000), 'file_too_large'],
    ['many documents', '---\n'.repeat(90_000), 'several_documents'],
    ['many commas', `[${','.repeat(190_000)}]`, 'yaml_syntax'],
    ['many closing brackets', ']'.repeat(190_000), 'yaml_syntax'],
    ['many tags', '!a '.repeat(60_000), 'yaml_syntax'],
    ['many directives', '%a\n'.repeat(60_000), 'yaml_syntax'],
    ['a huge tag', `a: !${'x'.repeat(1_000_000)} 1`, 'tag'],
    ['a huge number', `a: ${'9'.repeat(1_000_000)}`, 'number_changes'],
    ['many repeated keys', 'a: 1\n'.repeat(20_000), 'duplicate_key'],
  ];
  for (const [name, text, code] of cases) {
    const { diagnostics } = readYaml(text, 'x.yaml');
    t.equal(diagnostics[0]?.code, code, name);
    t.ok(diagnostics.length <= (code === 'yaml_syntax' ? 25 : 100) && diagnostics.every((one) => one.message.en.length < 300), `${name}: the report stays short`);
  }
  t.same(readYaml(`a: &a 1\nb: [${'*a,'.repeat(50)}]`, 'x').diagnostics, [], 'fifty aliases are fine');
  t.same(readYaml(`${'['.repeat(60)}${']'.repeat(60)}`, 'x').diagnostics, [], 'sixty levels are fine');
});

t.test('no text makes the reader throw', async () => {
  const piece = fc.constantFrom('a', ': ', '- ', '\n', '  ', '[', ']', '{', '}', ',', '&a ', '*a', '!t ', '!!str ', '"', "'", '|\n', '>', '#', '? ', '---\n', '...\n', '%YAML 1.2\n', '<<: ', '\t', '\r', '1.10', '0x', '~', '\\', '\u0085', 'ё');
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (source) => {
      const file = readYaml(source, 'x.yaml');
      return (file.value !== undefined || file.diagnostics.length > 0) && file.diagnostics.every((one) => one.line >= 1 && one.column >= 1);
    }),
    { numRuns: 3000, seed: 20250501 },
  );
});

t.test('a diagnostic prints as one line, sorted by place', async (t) => {
  const [late] = readYaml('x: 1\nx: 2', 'b.yaml').diagnostics;
  const [early] = readYaml('inn: 007', 'a.yaml').diagnostics;
  const [middle] = readYaml('"\\u001b[31m__": 1\n"\\u001b[31m__": 1', 'b.yaml').diagnostics;
  t.same(sortDiagnostics([late!, middle!, early!]).map((one) => formatDiagnostic(one, 'ru')), [
    'a.yaml:1:6 error number_changes Число 007 будет прочитано как 7 — возьмите в кавычки: "007"',
    'b.yaml:2:1 error duplicate_key Ключ «x» уже есть в строке 1 — оставьте один из них',
    'b.yaml:2:1 error duplicate_key Ключ «\uFFFD[31m__» уже есть в строке 1 — оставьте один из них',
  ]);
  t.equal(formatDiagnostic({ ...late!, severity: 'warning', fix: undefined }, 'en'), 'b.yaml:2:1 warning duplicate_key The key "x" is already on line 1');
});
