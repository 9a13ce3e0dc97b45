import type { Command } from 'commander';
import type { UnitOfWork } from '../../core/company/index.ts';
import { NotFoundError } from '../../core/errors/index.ts';
import type { Incident } from '../../core/jobs/index.ts';
import { listIncidents, resolveIncident, retryDelivery, retryTimer } from '../../core/jobs/index.ts';
import { audit } from '../../core/records/index.ts';
import { UsageError, columns } from '../output/index.ts';
import { addCommand, addGroup, chosenCompanies, onlyCompany, openCompany, withInstallation } from './support/index.ts';

/** Runs again what failed; an incident about neither a delivery nor a timer is closed. */
async function retry(uow: UnitOfWork, incident: Incident): Promise<void> {
  if (incident.delivery_key !== null) await retryDelivery(uow, incident.delivery_key);
  else if (incident.timer_id !== null) await retryTimer(uow, incident.timer_id);
  else await resolveIncident(uow, incident.id);
  await audit(uow, { action: 'incident.retry', after: { incident: incident.id, delivery: incident.delivery_key } });
}

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
      const open = await listIncidents(uow, { limit: 200 });
      const chosen = options.all === true ? open : args.map((id) => open.find((one) => one.id === id));
      for (const incident of chosen) {
        if (incident === undefined) throw new NotFoundError();
        await retry(uow, incident);
      }
      return chosen.map((one) => one?.id);
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
