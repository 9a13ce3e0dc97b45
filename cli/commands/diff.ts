import type { Command } from 'commander';
import { RegulationProblemsError } from '../../core/application/index.ts';
import type { UnitOfWork } from '../../core/company/index.ts';
import { diffDocuments, listVersions, loadRegulation } from '../../core/regulation/index.ts';
import type { RegulationDocument } from '../../core/regulation/index.ts';
import { UsageError } from '../output/index.ts';
import { addCommand, onlyCompany, openCompany, withInstallation } from './support/index.ts';

/** A version's document by its number, the beginning of its hash, `active`, or `folder`. */
async function documentNamed(uow: UnitOfWork, name: string, folder: string): Promise<RegulationDocument> {
  if (name === 'folder') {
    const { document, diagnostics } = await loadRegulation(folder, uow.company.installed);
    if (document === undefined) throw new RegulationProblemsError(diagnostics);
    return document;
  }
  if (name === 'active') return uow.company.regulation.document;
  const versions = await listVersions(uow);
  const found = versions.filter((one) => String(one.number) === name || (name.length >= 6 && one.hash.startsWith(name)));
  if (found[0] !== undefined && found.length === 1) return (await uow.company.version(found[0].hash, uow)).document;
  throw new UsageError({
    ru: `Версии «${name}» нет. Назовите номер, начало хеша, active или folder. Есть: ${versions.map((one) => one.number).join(', ')}.`,
    en: `There is no version "${name}". Give a number, the beginning of a hash, active, or folder. There are: ${versions.map((one) => one.number).join(', ')}.`,
  });
}

/** `reglament diff`: what one version of the regulation has that another has not, in words. */
export function registerDiff(program: Command): void {
  addCommand(program, {
    name: 'diff [before] [after]',
    about: { ru: 'Чем отличаются две версии; по умолчанию действующая и папка', en: 'What differs between two versions; by default the one in force and the folder' },
    example: 'reglament diff 3 folder --company pneumosila',
    company: true,
  }, async ({ options, args: [before = 'active', after = 'folder'], locale }) => withInstallation(options, async (application) => {
    const one = onlyCompany(application.config, options.company);
    const company = openCompany(application, one);
    const changes = await company.read(company.robot, async (uow) => diffDocuments(await documentNamed(uow, before, one.regulation), await documentNamed(uow, after, one.regulation)));
    return { data: changes, lines: changes.length === 0 ? [{ ru: 'Отличий нет', en: 'No differences' }[locale]] : changes.map(({ sentence }) => sentence[locale]) };
  }));
}
