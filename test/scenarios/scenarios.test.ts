import t from 'tap';
import { PROJECT_ROOT, loadPlugins } from '../../core/application/index.ts';
import { loadConfig } from '../../core/config/index.ts';
import { compileProcess } from '../../core/process/index.ts';
import { compileRegulation, loadRegulation } from '../../core/regulation/index.ts';
import { companyStarter, foundedBefore, loadScenarios, runScenarios, scenarioFiles, scenarioLines, vocabularyOf } from '../../core/scenarios/index.ts';
import { TransitionCoverage, compareExceptions } from './transition-coverage.ts';
import { UNTAKEN } from './untaken-transitions.ts';

const config = loadConfig('test', { root: PROJECT_ROOT });
const registry = await loadPlugins(config.plugins);
/** Part of a scenario's code, to play some of them only. */
const filter = process.env['SCENARIO'];
const coverage = new TransitionCoverage();

// Each scenario has a database and a node of its own, so the file is long by nature.
t.setTimeout(15 * 60_000);

for (const { id, regulation } of config.companies) {
  const { document, diagnostics } = await loadRegulation(regulation, registry);
  if (document === undefined) throw new Error(`${id}: ${diagnostics.map((one) => one.message.en).join('; ')}`);
  coverage.expect(compileRegulation(document, registry.only(document.plugins), 'Europe/Moscow'));
  const vocabulary = vocabularyOf(registry.only(document.plugins), document);
  const files = await scenarioFiles(regulation);
  const all = await loadScenarios(files, vocabulary);
  const startCompany = coverage.listening(companyStarter({ company: id, founded: foundedBefore(all) }));
  for (const scenario of await loadScenarios(files, vocabulary, filter)) {
    t.test(`${id} ${scenario.id}: ${scenario.title.en}`, async (t) => {
      const [result] = await runScenarios({ scenarios: [scenario], vocabulary, startCompany });
      t.ok(result?.ok, result === undefined ? 'it was played' : scenarioLines(result, 'en').join('\n'));
    });
  }
}

t.test('a transition that no scenario takes is named, unless it is explained', async (t) => {
  const label = { ru: 'Дело', en: 'Case' };
  const machine = compileProcess({
    id: 'a.case', label, regions: { state: { field: 'state', initial: 'open', states: { open: { label }, closed: { label }, off: { label, disabled: true } } } },
    transitions: { 'C-01': { from: 'start', on: 'case.made', to: 'open' }, 'C-02': { from: ['open'], on: 'case.closed', to: 'closed' }, 'C-03': { from: ['closed'], on: 'case.reopened', to: 'open' }, 'C-04': { from: ['off'], on: 'case.closed', to: 'closed' } },
  });
  const heard = new TransitionCoverage();
  heard.expect({ processes: new Map([['a.case', machine]]) });
  let closed = 0;
  const started = await heard.listening(async () => ({ close: async () => void (closed += 1), transitions: async () => ['a.case C-01', 'a.case C-02'] }) as never)({} as never);
  t.same(heard.untaken(), ['a.case C-01', 'a.case C-02', 'a.case C-03'], 'before anything was played');
  await started.close();
  t.same([heard.untaken(), closed], [['a.case C-03'], 1]);
  t.same(compareExceptions(heard.untaken(), {}), { unexplained: ['a.case C-03'], obsolete: [] });
  t.same(compareExceptions(heard.untaken(), { 'a.case': { 'C-02': 'why', 'C-03': 'why' } }), { unexplained: [], obsolete: ['a.case C-02'] });
});

if (filter === undefined) {
  t.test('every transition is taken by some scenario of some company, or it is said why not', async (t) => {
    const untaken = coverage.untaken();
    const { unexplained, obsolete } = compareExceptions(untaken, UNTAKEN);
    t.comment(`${coverage.size - untaken.length} of ${coverage.size} transitions are taken; not taken:`);
    for (const name of untaken) t.comment(`  ${name}`);
    for (const name of obsolete) t.comment(`  ${name} is taken by now: strike it off`);
    t.same(unexplained, [], 'neither taken nor explained');
  });
}
