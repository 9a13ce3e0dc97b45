import type { Command } from 'commander';
import { publishFolder } from '../../core/application/index.ts';
import { formatDiagnostic } from '../../core/regulation/index.ts';
import { actorOf, addCommand, chosenCompanies, openCompany, withInstallation } from './support/index.ts';

/** `reglament publish`: makes the regulation in the folder the version in force. */
export function registerPublish(program: Command): void {
  addCommand<{ as?: string }>(program, {
    name: 'publish',
    about: { ru: 'Ввести регламент из папки в действие', en: 'Bring the regulation in the folder into force' },
    example: 'reglament publish --company pneumosila',
    company: true,
    options: [{ flags: '--as <login>', about: { ru: 'от чьего имени (по умолчанию — робот)', en: 'on whose behalf (default: the robot)' } }],
  }, async ({ options, locale }) => withInstallation(options, async (application) => {
    const published = [];
    for (const one of chosenCompanies(application.config, options.company)) {
      const company = openCompany(application, one);
      published.push({ company: one.id, ...(await publishFolder(application, company, one.regulation, await actorOf(company, options.as))) });
    }
    return {
      data: published,
      lines: published.flatMap(({ company, number, hash, isNew, warnings }) => [
        ...warnings.map((warning) => formatDiagnostic(warning, locale)),
        {
          ru: `${company}: в действии версия ${number} (${hash.slice(0, 12)})${isNew ? '' : ', она уже была опубликована'}`,
          en: `${company}: version ${number} (${hash.slice(0, 12)}) is in force${isNew ? '' : '; it had been published before'}`,
        }[locale],
      ]),
    };
  }));
}
