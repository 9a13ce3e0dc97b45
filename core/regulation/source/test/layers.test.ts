import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Diagnostic } from '../index.ts';
import { contentHash, formatDiagnostic, loadRegulationLayers, validateAgainstSchema } from '../index.ts';

const lines = (diagnostics: readonly Diagnostic[]) => diagnostics.map((one) => formatDiagnostic(one, 'en'));
const at = ({ file, line, column, layer }: { file: string; line: number; column: number; layer: string }) => `${file}:${line}:${column} ${layer}`;

t.test('a company, its bases and the plugins merge into one document that remembers every place', async (t) => {
  const dir = t.testdir({
    'plugin.yaml': 'processes:\n  crm.interest:\n    control: manual\n    states: {lead: {label: Lead}, lost: {label: Lost}}\n',
    regulations: {
      base: {
        common: { 'regulation.yaml': 'time_zone: Europe/Moscow\nweekend: [6, 0]\n' },
        dealer: {
          'regulation.yaml': 'extends: ../common\ntitle: Dealer\nroles: {head: Head}\n',
          processes: { 'interest.yaml': 'processes:\n  crm.interest:\n    control: strict\n' },
        },
      },
      pneumo: {
        'regulation.yaml': 'company: pneumo\nextends: [../base/common, ../base/dealer]\nweekend: [0]\n',
        'roles.yaml': 'roles:\n  head: Chief\n  manager: Manager\n',
        processes: { 'interest.yaml': 'processes:\n  crm.interest:\n    states:\n      lost: null\n      won: {label: Won}\n' },
        rules: { deep: { 'route.yaml': 'decisions: {contracts.route: [{then: alone}]}\n' } },
        scenarios: { 'a.yaml': 'not: read' },
        templates: { 'b.yaml': '[' },
        examples: { 'c.yaml': '[' },
        other: { 'regulation.yaml': 'another: regulation' },
        '.hidden': { 'd.yaml': '[' },
      },
    },
  });
  const document = await loadRegulationLayers(join(dir, 'regulations/pneumo'), { fragments: [{ layer: 'crm', path: join(dir, 'plugin.yaml'), shown: 'plugins/crm/defaults.yaml' }] });
  t.same(document.diagnostics, []);
  t.same(document.layers, ['crm', 'base/common', 'base/dealer', 'pneumo'], 'a base that two layers share is laid once');
  t.same(document.value, {
    processes: { 'crm.interest': { control: 'strict', states: { lead: { label: 'Lead' }, won: { label: 'Won' } } } },
    time_zone: 'Europe/Moscow',
    weekend: [0],
    title: 'Dealer',
    roles: { head: 'Chief', manager: 'Manager' },
    company: 'pneumo',
    decisions: { 'contracts.route': [{ then: 'alone' }] },
  });
  t.equal(at(document.origin('/processes/crm.interest/control')), 'regulations/base/dealer/processes/interest.yaml:3:14 base/dealer');
  t.equal(at(document.keyOrigin('/processes/crm.interest/control')), 'regulations/base/dealer/processes/interest.yaml:3:5 base/dealer');
  t.equal(at(document.origin('/processes/crm.interest/states/lead/label')), 'plugins/crm/defaults.yaml:4:28 crm');
  t.equal(at(document.origin('/decisions/contracts.route/0/then/x')), 'regulations/pneumo/rules/deep/route.yaml:1:38 pneumo', 'the closest ancestor stands in');
  t.equal(at(document.origin('/weekend')), 'regulations/pneumo/regulation.yaml:3:10 pneumo');
  t.same(document.overridden('/weekend').map(at), ['regulations/base/common/regulation.yaml:2:10 base/common']);
  t.same(document.overridden('/processes/crm.interest/control').map(at), ['plugins/crm/defaults.yaml:3:14 crm']);
  t.same(document.overridden('/company'), []);
  t.equal(document.sourceText('/time_zone'), 'Europe/Moscow');
  t.equal(document.sourceText('/weekend'), undefined);
  t.match(document.removed, [{ pointer: '/processes/crm.interest/states/lost', was: { layer: 'crm', line: 4 }, by: { layer: 'pneumo', line: 4 } }]);
  t.same(document.files.map((file) => file.path), [
    'plugins/crm/defaults.yaml',
    'regulations/pneumo/regulation.yaml',
    'regulations/pneumo/processes/interest.yaml',
    'regulations/pneumo/roles.yaml',
    'regulations/pneumo/rules/deep/route.yaml',
    'regulations/base/common/regulation.yaml',
    'regulations/base/dealer/regulation.yaml',
    'regulations/base/dealer/processes/interest.yaml',
  ]);
  t.match(document.files[0]?.sha256, /^[0-9a-f]{64}$/);
});

t.test('mistakes in the folders are named with their place and a fix', async (t) => {
  const root = t.testdir({
    twice: {
      'regulation.yaml': 'kpis: {leads: {goal: 1}}\nlist: [1]\nroles: {a: A}\n',
      'kpi.yaml': 'kpis:\n  leads: {goal: 2, title: T}\nlist: [2]\nroles: text\n',
    },
    circle: { 'regulation.yaml': 'extends: ../round\na: 1' },
    round: { 'regulation.yaml': 'extends: [../circle]\nb: 2' },
    lost: { 'regulation.yaml': 'company: x\nextends: ../base/equipment-deler' },
    far: { 'regulation.yaml': 'extends:\n  - ../../outside\n  - /etc\n  - 5\n  - ..' },
    nulls: { 'regulation.yaml': 'extends: ../base/equipment-dealer\nstats: null\nroles:\nkept: [null]\nnew: {a: null}\n' },
    broken: { 'regulation.yaml': 'a: [1', 'b.yaml': '- 1', 'c.yaml': '# nothing', 'd.yml': 'x: 1', 'e.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xcf, 0xf0]) as unknown as string, 'good.yaml': 'good: yes' },
    base: { 'equipment-dealer': { 'regulation.yaml': 'states: {a: 1}\nroles: {b: 2}\n' } },
  });
  const cases: [folder: string, expected: (string | RegExp)[]][] = [
    [
      'twice',
      [
        /kpi\.yaml:2:11 error set_twice "goal" is already set in .*twice\/regulation\.yaml:1:16 — keep one of the two$/,
        /kpi\.yaml:3:1 error set_twice "list" is already set in .*regulation\.yaml:2:1/,
        /kpi\.yaml:4:1 error set_twice "roles" is already set/,
      ],
    ],
    ['circle', [/round\/regulation\.yaml:1:11 error extends_cycle .*: circle → round → circle$/]],
    ['lost', [/lost\/regulation\.yaml:2:10 error no_base .* — did you mean \.\.\/base\/equipment-dealer\?$/]],
    ['far', [/:2:5 error bad_extends/, /:3:5 error bad_extends/, /:4:5 error bad_extends .*for example/, /:5:5 error bad_extends/].sort()],
    [
      'nulls',
      [
        /nulls\/regulation\.yaml:2:1 warning removes_nothing The empty value removes "stats", .* — did you mean "states"\?$/,
        /nulls\/regulation\.yaml:3:1 warning empty_removes .* — if that is meant, write null$/,
        /nulls\/regulation\.yaml:5:7 warning removes_nothing .* — give it a value or remove the line$/,
      ],
    ],
    [
      'broken',
      [
        /d\.yml:1:1 warning ignored_file/,
        /broken\/regulation\.yaml:1:6 error yaml_syntax/,
        /b\.yaml:1:1 error not_a_map/,
        /c\.yaml:1:1 warning empty_file/,
        /e\.yaml:1:1 error not_utf8/,
      ],
    ],
    ['brokn', [/brokn:1:1 error no_regulation There is no regulation\.yaml here — did you mean broken\?$/]],
    ['../elsewhere', [/error outside/]],
  ];
  for (const [folder, expected] of cases) {
    const { diagnostics } = await loadRegulationLayers(join(root, folder), { root });
    const printed = lines(diagnostics);
    t.equal(printed.length, expected.length, `${folder}: ${printed.join('\n')}`);
    for (const pattern of expected) t.ok(printed.some((line) => line.search(pattern) >= 0), `${folder}: ${String(pattern)}\n${printed.join('\n')}`);
  }
  const nulls = await loadRegulationLayers(join(root, 'nulls'));
  t.same(nulls.value, { states: { a: 1 }, kept: [null], new: {} });
  const broken = await loadRegulationLayers(join(root, 'broken'));
  t.same(broken.value, { good: 'yes' }, 'what can be read is read, so that its own mistakes show too');
  const circle = await loadRegulationLayers(join(root, 'circle'));
  t.same(circle.value, { a: 1, b: 2 });
});

t.test('links stay inside the folder of regulations', async (t) => {
  const dir = t.testdir({ 'secret.yaml': 'password: x', regulations: { a: { 'regulation.yaml': 'a: 1' }, shared: { 'roles.txt': 'roles: {x: y}' } } });
  symlinkSync(join(dir, 'secret.yaml'), join(dir, 'regulations/a/leak.yaml'));
  symlinkSync(join(dir, 'regulations/shared/roles.txt'), join(dir, 'regulations/a/roles.yaml'));
  symlinkSync(join(dir, 'nowhere'), join(dir, 'regulations/a/dead.yaml'));
  mkdirSync(join(dir, 'outside'));
  writeFileSync(join(dir, 'outside/regulation.yaml'), 'x: 1');
  symlinkSync(join(dir, 'outside'), join(dir, 'regulations/door'));
  mkdirSync(join(dir, 'regulations/b'));
  writeFileSync(join(dir, 'regulations/b/regulation.yaml'), 'extends: ../door');
  const a = await loadRegulationLayers(join(dir, 'regulations/a'));
  t.same(a.value, { a: 1, roles: { x: 'y' } });
  t.match(lines(a.diagnostics), [/dead\.yaml:1:1 error not_a_file/, /leak\.yaml:1:1 error outside/]);
  const b = await loadRegulationLayers(join(dir, 'regulations/b'));
  t.match(lines(b.diagnostics), [/b\/regulation\.yaml:1:10 error bad_extends/]);
});

t.test('the content hash depends on the content alone', async (t) => {
  t.equal(contentHash({ a: 1, b: { c: [1, 2], d: null } }), contentHash({ b: { d: null, c: [1, 2] }, a: 1 }));
  t.not(contentHash({ a: [1, 2] }), contentHash({ a: [2, 1] }));
  t.equal(contentHash({}), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

t.test('a document is checked against a schema at the line that set the value', async (t) => {
  const root = t.testdir({
    base: { 'regulation.yaml': 'company: base\nlimits: {days: "5"}\n' },
    x: {
      'regulation.yaml': [
        'extends: ../base',
        'company: 7707083893',
        'bik: 044525225',
        'version: 1.10',
        'goal: 007',
        'processes:',
        '  crm.interest:',
        '    contrl: strict',
        '    control: strct',
        '    strict: yes',
        '    states: [draft, 5]',
      ].join('\n'),
    },
  });
  const text = { type: 'string' };
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['time_zone'],
    properties: {
      company: text,
      bik: text,
      version: text,
      goal: { type: 'number' },
      time_zone: text,
      limits: { type: 'object', properties: { days: { type: 'integer' } } },
      processes: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          properties: { control: { enum: ['strict', 'manual', 'none'] }, strict: { type: 'boolean' }, states: { type: 'array', items: text } },
        },
      },
    },
  };
  const document = await loadRegulationLayers(join(root, 'x'));
  const printed = lines([...document.diagnostics, ...validateAgainstSchema(document, schema)]).map((line) => line.replace(/^[^/]*\//, '')).sort();
  t.same(printed, [
    'base/regulation.yaml:2:16 error type Expected a whole number, found text — remove the quotes: 5',
    'x/regulation.yaml:11:21 error type Expected text, found a number — put it in quotes: "5"',
    'x/regulation.yaml:1:1 error required The required field "time_zone" is missing',
    'x/regulation.yaml:2:10 error type Expected text, found a number — put it in quotes: "7707083893"',
    'x/regulation.yaml:3:6 error number_changes The number 044525225 would be read as 44525225 — put it in quotes: "044525225"',
    'x/regulation.yaml:4:10 error type Expected text, found a number — put it in quotes: "1.10"',
    'x/regulation.yaml:5:7 error number_changes The number 007 would be read as 7 — put it in quotes: "007"',
    'x/regulation.yaml:8:5 error unknown_key Unknown field "contrl" — did you mean "control"?',
    'x/regulation.yaml:9:14 error not_allowed The value "strct" is not possible here — did you mean "strict"?',
    'x/regulation.yaml:10:13 error type Expected true or false, found text — write true',
  ].sort());
});
