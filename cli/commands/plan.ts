import type { Command } from 'commander';
import { RegulationProblemsError } from '../../core/application/index.ts';
import type { Company } from '../../core/company/index.ts';
import type { CompanyConfig } from '../../core/config/index.ts';
import type { Locale } from '../../core/language/index.ts';
import { diffDocuments, documentHash, listVersions, loadRegulation, orphanStates } from '../../core/regulation/index.ts';
import { columns } from '../output/index.ts';
import type { RunningItems } from './support/index.ts';
import { addCommand, chosenCompanies, openCompany, runningItems, withInstallation } from './support/index.ts';

interface Plan {
  readonly company: string;
  readonly hash: string;
  /** The version in force; null before the first publication. */
  readonly active: { readonly number: number; readonly hash: string } | null;
  readonly changes: readonly { readonly pointer: string; readonly sentence: { readonly ru: string; readonly en: string } }[];
  /** States that items stand in and the new version lacks: they keep it from being published. */
  readonly orphans: Awaited<ReturnType<typeof orphanStates>>;
  readonly running: readonly RunningItems[];
}

/** @throws RegulationProblemsError when the folder cannot be published at all */
async function planOf(company: Company, { id, regulation }: CompanyConfig): Promise<Plan> {
  const { document, diagnostics } = await loadRegulation(regulation, company.installed);
  if (document === undefined || diagnostics.some((one) => one.severity === 'error')) throw new RegulationProblemsError(diagnostics);
  const active = company.hasRegulation ? company.regulation : undefined;
  return company.read(company.robot, async (uow) => ({
    company: id,
    hash: documentHash(document),
    active: active === undefined ? null : { number: (await listVersions(uow)).find((one) => one.hash === active.hash)?.number ?? 0, hash: active.hash },
    changes: active === undefined ? [] : diffDocuments(active.document, document).map(({ pointer, sentence }) => ({ pointer, sentence })),
    orphans: await orphanStates(uow, document),
    running: await runningItems(uow),
  }));
}

function linesOf(plan: Plan, locale: Locale): string[] {
  const say = (ru: string, en: string): string => ({ ru, en })[locale];
  const { company, active, hash, changes, orphans, running } = plan;
  const same = active?.hash === hash;
  return [
    active === null ? say(`${company}: ничего ещё не опубликовано`, `${company}: nothing has been published yet`) : say(`${company}: в действии версия ${active.number} (${active.hash.slice(0, 12)})`, `${company}: version ${active.number} (${active.hash.slice(0, 12)}) is in force`),
    same ? say('  Папка содержит её же: публикация ничего не изменит.', '  The folder holds the same: publishing would change nothing.') : say(`  Новая версия ${hash.slice(0, 12)}; отличий: ${changes.length}`, `  New version ${hash.slice(0, 12)}; differences: ${changes.length}`),
    ...changes.map((one) => `    ${one.sentence[locale]}`),
    say('  Идут по версиям (останутся на своих):', '  Running, by version (they stay on theirs):'),
    ...columns(running.map((one) => [`    ${say('версия', 'version')} ${one.number}`, one.entity, String(one.items)])),
    ...orphans.map((one) => say(`  Нельзя публиковать: ${one.entity}, состояние «${one.state}» занято (${one.items}); добавьте соответствие в migrate.states`, `  Cannot be published: ${one.entity}, state "${one.state}" is in use (${one.items}); add a mapping in migrate.states`)),
  ];
}

/** `reglament plan`: what publishing the folder would do to what runs. */
export function registerPlan(program: Command): void {
  addCommand(program, {
    name: 'plan',
    about: { ru: 'Что изменит публикация: отличия, занятые состояния, идущие дела', en: 'What publishing would change: differences, states in use, running items' },
    example: 'reglament plan --company pneumosila',
    company: true,
  }, async ({ options, locale }) => withInstallation(options, async (application) => {
    const plans: Plan[] = [];
    for (const one of chosenCompanies(application.config, options.company)) plans.push(await planOf(openCompany(application, one), one));
    return { data: plans, lines: plans.flatMap((plan) => linesOf(plan, locale)), failed: plans.some((plan) => plan.orphans.length > 0) };
  }));
}
