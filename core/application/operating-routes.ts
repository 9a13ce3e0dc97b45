import { may } from '../company/index.ts';
import { ForbiddenError } from '../errors/index.ts';
import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import { advanceClock, listDeliveries, listIncidents, readClock, retryIncident } from '../jobs/index.ts';
import { listVersions, versionChanges } from '../regulation/index.ts';
import { inLanguage } from '../surface/index.ts';
import type { Application } from './application.ts';
import { clockActions } from './clock-actions.ts';
import { searchEverything } from './search.ts';

/** Routes about the installation itself: clock, regulation, incidents, search. */
export function operatingRoutes(application: Application): RouteDefinition[] {
  return [...clockRoutes(application), ...regulationRoutes(), ...incidentRoutes(), searchRoute()];
}

function clockRoutes({ config }: Application): RouteDefinition[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/clock',
      permission: 'signed_in',
      summary: { ru: 'Часы компании', en: 'The company’s clock' },
      handle: async (request) => ({ body: await readClock(request.company) }),
    }),
    defineRoute<{ to: string }>({
      method: 'POST',
      path: '/api/clock',
      permission: 'clock.move',
      summary: { ru: 'Передвинуть часы вперёд', en: 'Move the clock forward' },
      body: { type: 'object', additionalProperties: false, required: ['to'], properties: { to: { type: 'string', format: 'date-time' } } },
      handle: async (request) => {
        if (!config.clock.movable) {
          throw new ForbiddenError('core.clock_fixed', { ru: 'Часы этой установки не двигают (clock.movable).', en: 'The clock of this installation is not moved (clock.movable).' });
        }
        const steps = await advanceClock(request.company, new Date(request.body.to), clockActions());
        return { body: { ...(await readClock(request.company)), steps } };
      },
    }),
  ];
}

function regulationRoutes(): RouteDefinition[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/regulation',
      permission: 'signed_in',
      summary: { ru: 'Действующий регламент', en: 'The regulation in force' },
      handle: async (request) => {
        const { hash, title, document } = request.company.regulation;
        return { body: inLanguage({ hash, title, roles: document.roles, processes: document.processes, parameters: document.parameters, schedules: document.schedules }, request.locale) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/regulation/versions',
      permission: 'signed_in',
      summary: { ru: 'Версии регламента', en: 'Versions of the regulation' },
      handle: async (request) => ({ body: { data: inLanguage(await request.read((uow) => listVersions(uow)), request.locale), active: request.company.regulation.hash } }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/regulation/versions/:hash/changes',
      permission: 'signed_in',
      summary: { ru: 'Что изменила версия регламента', en: 'What a version of the regulation changed' },
      handle: async (request) => {
        const { number, since, changes } = await request.read((uow) => versionChanges(uow, request.params['hash'] ?? ''));
        return { body: { number, since, data: changes.map(({ kind, sentence }) => ({ kind, sentence: sentence[request.locale] })) } };
      },
    }),
  ];
}

function incidentRoutes(): RouteDefinition[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/incidents',
      permission: 'incident.manage',
      summary: { ru: 'Открытые сбои', en: 'Open incidents' },
      handle: async (request) => {
        const { plugins, regulation } = request.company;
        const rows = await request.read((uow) => listIncidents(uow));
        const nameOf = (code: string | null) => (code === null ? undefined : (regulation.document.schedules?.[code]?.label ?? plugins.schedules.find((one) => one.id === code)?.label));
        return { body: { data: rows.map((one) => ({ ...one, schedule: nameOf(one.schedule_code)?.[request.locale] ?? null })) } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/incidents/:id/retry',
      permission: 'incident.manage',
      summary: { ru: 'Повторить то, что не удалось', en: 'Run again what failed' },
      handle: async (request) =>
        request.write(async (uow) => {
          const id = request.params['id'] ?? '';
          await retryIncident(uow, id);
          return { body: { id, state: 'queued' } };
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/deliveries',
      permission: 'incident.manage',
      summary: { ru: 'Отправления', en: 'Deliveries' },
      handle: async (request) => {
        const { plugins } = request.company;
        const rows = await request.read((uow) => listDeliveries(uow));
        return { body: { data: rows.map((one) => ({ ...one, label: plugins.effect(one.effect)?.label[request.locale] ?? one.effect })) } };
      },
    }),
  ];
}

function searchRoute(): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: '/api/search',
    permission: 'signed_in',
    summary: { ru: 'Поиск по всему', en: 'Search over everything' },
    query: { q: { type: 'string', minLength: 2, maxLength: 200 }, limit: { type: 'string', pattern: '^[1-9][0-9]?$' } },
    handle: async (request) => {
      const { plugins } = request.company;
      const visible = plugins.entities.map((one) => one.definition).filter(({ permissions }) => permissions.read === undefined || may(request.actor, permissions.read));
      const data = await request.read((uow) => searchEverything(uow, visible, request.query['q'] ?? '', Number(request.query['limit'] ?? 20)));
      return { body: { data } };
    },
  });
}
