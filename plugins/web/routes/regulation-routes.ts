import { NotFoundError, defineRoute, kpisOf, translate } from '../../../core/index.ts';
import type { RouteDefinition } from '../../../core/index.ts';
import { RegulationWords } from '../services/regulation-words.ts';

/** What a company's regulation holds, in words: processes, roles with what each may do, criteria, work by the clock. Everybody who signs in may read it. */
export const regulationRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/web/regulation',
  permission: 'signed_in',
  summary: { ru: 'Регламент словами', en: 'The regulation in words' },
  handle: async (request) => {
    const { company, actor, locale } = request;
    const { regulation, plugins } = company;
    const words = new RegulationWords(plugins, regulation, locale);
    const permissions = new Map(plugins.permissions.map((one) => [one.code, translate(one.label, locale)]));
    const mine = new Set(actor.roles.flatMap((role) => regulation.roles.get(role)?.covers ?? [role]));
    const kpis = await request.read(async (uow) => kpisOf(uow));
    return {
      body: {
        hash: regulation.hash,
        title: translate(regulation.title, locale),
        processes: [...regulation.processes.values()].map((one) => ({ entity: one.id, label: translate(one.spec.label, locale) })),
        roles: [...regulation.roles.values()].map((role) => ({
          code: role.code,
          label: translate(role.label, locale),
          mine: actor.roles.includes(role.code),
          covered: mine.has(role.code),
          outside: role.external || role.guest,
          includes: role.covers.filter((one) => one !== role.code).map((one) => words.role(one)),
          may: [...role.permissions].map(([code, scope]) => ({ label: permissions.get(code) ?? '', scope })).filter((one) => one.label !== '').sort((left, right) => left.label.localeCompare(right.label, locale)),
        })),
        criteria: kpis.map(({ id, code, definition, compiled }) => ({
          id, code, label: translate(definition.label, locale), unit: compiled.unit, better: definition.better ?? 'higher', target: definition.target ?? null, source: definition.source ?? null,
        })),
        schedules: [...regulation.schedules.values()].map((one) => {
          const definition = plugins.schedules.find((found) => found.id === one.id);
          const document = regulation.document.schedules?.[one.id];
          const label = document?.label ?? definition?.label;
          return {
            id: one.id,
            label: label === undefined ? '' : translate(label, locale),
            at: one.at ?? null,
            every: one.every === undefined ? null : words.duration(one.every),
            when: words.conditions(definition?.entity ?? '', one.when),
            does: words.effects(one.effects),
          };
        }).filter((one) => one.label !== ''),
      },
    };
  },
});

/** The steps of one process: each state, what may happen in it, by whom and when, and what waiting in it leads to. */
export const processStepsRoute: RouteDefinition = defineRoute({
  method: 'GET',
  path: '/api/web/regulation/:entity',
  permission: 'signed_in',
  summary: { ru: 'Шаги процесса словами', en: 'Steps of a process in words' },
  handle: async (request) => {
    const { company, locale } = request;
    const process = company.regulation.processes.get(request.params['entity'] ?? '');
    if (process === undefined) throw new NotFoundError();
    const words = new RegulationWords(company.plugins, company.regulation, locale);
    return {
      body: {
        entity: process.id,
        label: translate(process.spec.label, locale),
        regions: Object.entries(process.regions).map(([region, spec]) => ({ region, label: spec.label === undefined ? '' : translate(spec.label, locale), steps: words.steps(process, region) })),
      },
    };
  },
});
