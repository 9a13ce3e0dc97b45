import t from 'tap';
import { PROJECT_ROOT, loadPlugins } from '../../core/application/index.ts';
import { loadConfig } from '../../core/config/index.ts';
import { loadRegulation } from '../../core/regulation/index.ts';
import { companyStarter, foundedBefore, loadScenarios, runScenarios, scenarioFiles, scenarioLines, vocabularyOf } from '../../core/scenarios/index.ts';

const config = loadConfig('test', { root: PROJECT_ROOT });
const registry = await loadPlugins(config.plugins);
/** Part of a scenario's code, to play some of them only. */
const filter = process.env['SCENARIO'];

// Each scenario has a database and a node of its own, so the file is long by nature.
t.setTimeout(15 * 60_000);

for (const { id, regulation } of config.companies) {
  const { document, diagnostics } = await loadRegulation(regulation, registry);
  if (document === undefined) throw new Error(`${id}: ${diagnostics.map((one) => one.message.en).join('; ')}`);
  const vocabulary = vocabularyOf(registry.only(document.plugins), document);
  const files = await scenarioFiles(regulation);
  const all = await loadScenarios(files, vocabulary);
  const startCompany = companyStarter({ company: id, founded: foundedBefore(all) });
  for (const scenario of await loadScenarios(files, vocabulary, filter)) {
    t.test(`${id} ${scenario.id}: ${scenario.title.en}`, async (t) => {
      const [result] = await runScenarios({ scenarios: [scenario], vocabulary, startCompany });
      t.ok(result?.ok, result === undefined ? 'it was played' : scenarioLines(result, 'en').join('\n'));
    });
  }
}
