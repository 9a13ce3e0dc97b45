import type { Command } from 'commander';
import { listIncidents, retryIncident } from '../../core/jobs/index.ts';
import { UsageError, columns } from '../output/index.ts';
import { addCommand, addGroup, chosenCompanies, onlyCompany, openCompany, withInstallation } from './support/index.ts';

function registerList(group: Command): void {
  addCommand(group, {
    name: 'list',
    about: { ru: 'Открытые сбои', en: 'Open incidents' },
    example: 'reglament incidents list --company pneumosila',
    company: true,
  }, async ({ options, locale }) => withInstallation(options, async (application) => {
    const all = [];
    for (const one of chosenCompanies(application.config, options.company)) {
      const company = openCompany(application, one);
      all.push({ company: one.id, incidents: await company.read(company.robot, (uow) => listIncidents(uow)) });
    }
    return {
      data: all,
      lines: all.flatMap(({ company, incidents }) => [
        { ru: `${company}: открытых сбоев ${incidents.length}`, en: `${company}: ${incidents.length} open incidents` }[locale],
        ...columns(incidents.map((one) => [`  ${one.id}`, one.kind, one.created_at.toISOString().slice(0, 16).replace('T', ' '), one.message])),
      ]),
      failed: all.some(({ incidents }) => incidents.length > 0),
    };
  }));
}

function registerRetry(group: Command): void {
  addCommand<{ all?: boolean }>(group, {
    name: 'retry [ids...]',
    about: { ru: 'Повторить то, что не удалось: по номерам или всё сразу', en: 'Run again what failed: by id, or all of it' },
    example: 'reglament incidents retry --all --company pneumosila',
    company: true,
    options: [{ flags: '--all', about: { ru: 'все открытые сбои', en: 'every open incident' } }],
  }, async ({ options, args, locale }) => withInstallation(options, async (application) => {
    if ((args.length === 0) !== (options.all === true)) throw new UsageError({ ru: 'Назовите номера сбоев или --all.', en: 'Name incidents by id, or say --all.' });
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const ids = await company.write(company.robot, async (uow) => {
      const chosen = options.all === true ? (await listIncidents(uow, { limit: 200 })).map((one) => one.id) : args;
      for (const id of chosen) await retryIncident(uow, id);
      return chosen;
    });
    return { data: { retried: ids }, lines: [{ ru: `Поставлено на повтор: ${ids.length}`, en: `Queued again: ${ids.length}` }[locale]] };
  }));
}

/** `reglament incidents`: what the system could not do, and how to have it done again. */
export function registerIncidents(program: Command): void {
  const group = addGroup(program, 'incidents', { ru: 'Сбои: посмотреть и повторить', en: 'Incidents: look at them, run them again' });
  registerList(group);
  registerRetry(group);
}
