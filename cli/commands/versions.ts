import type { Command } from 'commander';
import { listVersions } from '../../core/regulation/index.ts';
import { columns } from '../output/index.ts';
import { addCommand, chosenCompanies, openCompany, withInstallation } from './support/index.ts';

/** `reglament versions`: what was published, and which version is in force. */
export function registerVersions(program: Command): void {
  addCommand(program, {
    name: 'versions',
    about: { ru: 'Опубликованные версии регламента', en: 'Published versions of the regulation' },
    example: 'reglament versions --company pneumosila',
    company: true,
  }, async ({ options, locale }) => withInstallation(options, async (application) => {
    const all = [];
    for (const one of chosenCompanies(application.config, options.company)) {
      const company = openCompany(application, one);
      const versions = await company.read(company.robot, (uow) => listVersions(uow));
      all.push({ company: one.id, active: company.hasRegulation ? company.regulation.hash : null, versions });
    }
    return {
      data: all,
      lines: all.flatMap(({ company, active, versions }) => [
        `${company}:`,
        ...(versions.length === 0 ? [{ ru: '  ещё ничего не опубликовано', en: '  nothing has been published yet' }[locale]] : []),
        ...columns(versions.map((one) => [`  ${one.hash === active ? '*' : ' '} ${one.number}`, one.hash.slice(0, 12), one.published_at.toISOString().slice(0, 16).replace('T', ' '), one.title[locale]])),
      ]),
    };
  }));
}
