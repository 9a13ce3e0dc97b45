import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { PROJECT_ROOT, loadPlugins } from '../../core/application/index.ts';
import { loadConfig } from '../../core/config/index.ts';
import type { ProcessSpec, TransitionSpec } from '../../core/process/index.ts';
import { compileProcess } from '../../core/process/index.ts';
import { compileRegulation, formatDiagnostic, loadRegulation } from '../../core/regulation/index.ts';
import { walk } from './machine-walk.ts';

const registry = await loadPlugins(loadConfig('test', { root: PROJECT_ROOT }).plugins);
const REGULATIONS = join(PROJECT_ROOT, 'regulations');
const companies = readdirSync(REGULATIONS).filter((id) => existsSync(join(REGULATIONS, id, 'regulation.yaml'))).sort();

t.test('every state of every machine of every company is reached, and every transition taken', async (t) => {
  t.ok(companies.length > 1, companies.join(', '));
  for (const id of companies) {
    t.test(id, async (t) => {
      const { document, diagnostics } = await loadRegulation(join(REGULATIONS, id), registry);
      if (document === undefined) return t.fail(diagnostics.map((one) => formatDiagnostic(one, 'en')).join('\n'));
      const { processes } = compileRegulation(document, registry.only(document.plugins), 'Europe/Moscow');
      t.same([...processes.keys()].sort(), registry.only(document.plugins).processes.map((one) => one.id).sort(), 'no machine is left out');
      let edges = 0;
      for (const [name, process] of processes) {
        const { unreachable, untakeable, deaf, taken } = walk(process);
        edges += taken;
        t.same({ unreachable, untakeable, deaf }, { unreachable: [], untakeable: [], deaf: [] }, name);
      }
      t.comment(`${id}: ${processes.size} machines, ${edges} edges taken`);
    });
  }
});

/** A claim in miniature, with a second region, a choice and a robot's row. */
const SOUND: ProcessSpec = {
  id: 'walk.case',
  label: { ru: 'Дело', en: 'Case' },
  regions: {
    state: {
      field: 'state', initial: 'fresh', states: {
        fresh: { label: { ru: 'Новое', en: 'Fresh' }, after: { W1: { in: '1 day', send: 'case.forgotten' } } }, busy: { label: { ru: 'В работе', en: 'Busy' } },
        closed: { label: { ru: 'Закрыто', en: 'Closed' }, final: true }, spare: { label: { ru: 'Запасное', en: 'Spare' }, disabled: true },
      },
    },
    paid: { field: 'paid', initial: 'no', states: { no: { label: { ru: 'Нет', en: 'No' } }, yes: { label: { ru: 'Да', en: 'Yes' } } } },
  },
  transitions: {
    'W-01': { region: 'state', from: 'start', on: 'case.made', to: 'fresh' },
    'W-02': { region: 'state', from: ['fresh'], on: 'case.taken', to: 'busy', when: [{ logic: { '==': [1, 2] } }] },
    'W-03': { region: 'state', from: 'open', on: 'case.closed', to: 'closed' },
    'W-04': { region: 'state', from: ['closed'], on: 'case.moved', to: 'each' },
    'W-05': { region: 'state', from: ['fresh'], on: 'case.forgotten', to: '=' },
    'W-06': { region: 'state', from: ['spare'], on: 'case.taken', to: 'busy' },
    'W-07': { region: 'state', from: ['busy'], on: 'case.dropped', to: 'closed', disabled: true },
    'W-08': { region: 'paid', from: ['no'], automatic: true, to: 'yes' },
    'W-09': { region: 'paid', from: ['yes'], on: 'case.closed', to: 'no' },
  },
};

type Change = Readonly<Record<string, Partial<TransitionSpec> | null>>;

function broken(change: Change): ProcessSpec {
  const transitions = Object.fromEntries(Object.entries({ ...SOUND.transitions }).filter(([code]) => change[code] !== null).map(([code, one]) => [code, { ...one, ...change[code] }]));
  return { ...SOUND, transitions };
}

t.test('the walk names what a broken machine never comes to', async (t) => {
  const found = (spec: ProcessSpec) => {
    const { unreachable, untakeable, deaf } = walk(compileProcess(spec));
    return { unreachable, untakeable, deaf };
  };
  t.same(found(SOUND), { unreachable: [], untakeable: [], deaf: [] }, 'guards are not asked, what is switched off is not expected');
  const cases: [string, Change, Partial<ReturnType<typeof found>>][] = [
    ['nothing leads into a state', { 'W-02': null, 'W-04': null }, { unreachable: ['state state:busy'], untakeable: ['W-03 busy → closed'] }],
    ['a transition that nothing triggers', { 'W-02': { automatic: false, on: undefined as never } }, { untakeable: ['W-02 fresh → busy'] }],
    ['a state that the region does not have', { 'W-05': { from: ['lost'] } }, { untakeable: ['W-05 lost → lost'], deaf: ['W1: fresh sends case.forgotten'] }],
    ['a start into another state', { 'W-01': { to: 'busy' }, 'W-04': null }, { unreachable: ['state state:fresh'], untakeable: ['W-02 fresh → busy', 'W-03 fresh → closed', 'W-05 fresh → fresh'] }],
    ['the robot’s row is gone', { 'W-08': null }, { unreachable: ['state paid:yes'], untakeable: ['W-09 yes → no'] }],
  ];
  for (const [name, change, wanted] of cases) t.same(found(broken(change)), { unreachable: [], untakeable: [], deaf: [], ...wanted }, name);
});

t.test('whichever transition of a real machine falls silent, the walk names it', async (t) => {
  let silenced = 0;
  for (const spec of registry.processes.filter((one) => Object.keys(one.regions).length === 1)) {
    const missed: string[] = [];
    for (const [code, one] of Object.entries(spec.transitions)) {
      if (one.from === 'start' || one.disabled === true || spec.regions[Object.keys(spec.regions)[0] ?? '']?.states[one.to]?.disabled === true) continue;
      const { on: _event, automatic: _robot, ...silent } = one;
      const { untakeable } = walk(compileProcess({ ...spec, transitions: { ...spec.transitions, [code]: silent } }));
      silenced += 1;
      if (!untakeable.some((name) => name.startsWith(`${code} `))) missed.push(code);
    }
    t.same(missed, [], spec.id);
  }
  t.ok(silenced > 100, `${silenced} transitions`);
});
