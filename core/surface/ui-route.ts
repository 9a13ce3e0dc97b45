import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { mayKnowField } from '../records/index.ts';
import { fieldJsonSchema } from '../entity/index.ts';
import { may } from '../company/index.ts';
import { entityPath } from './entity-routes.ts';
import { inLanguage } from './process-routes.ts';

/** What a screen draws itself from: entities, fields, states and roles as the caller may see them, in his language. */
export function uiRoute(registry: PluginRegistry): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: '/api/ui',
    permission: 'signed_in',
    summary: { ru: 'Описание экрана', en: 'What the screen is drawn from' },
    handle: async (request) => {
      const { actor, company, locale } = request;
      const { regulation } = company;
      const entities = company.plugins.entities
        .filter(({ definition }) => definition.permissions.read === undefined || may(actor, definition.permissions.read))
        .map(({ definition }) => ({
          id: definition.id,
          kind: definition.kind,
          path: entityPath(registry, definition),
          label: definition.label,
          title: definition.title,
          fields: Object.entries(definition.fields)
            .filter(([, one]) => mayKnowField(actor, definition, one))
            .map(([name, one]) => ({ name, label: one.label, type: one.type, required: one.required === true, writable: one.writable ?? 'always', target: one.target, scale: one.scale, values: one.values, schema: fieldJsonSchema(one) })),
          sections: definition.sections,
          custom: regulation.document.fields?.[definition.id],
          can: { create: definition.permissions.create !== undefined && may(actor, definition.permissions.create), update: definition.permissions.update !== undefined && may(actor, definition.permissions.update) },
          regions: regulation.processes.get(definition.id)?.regions,
        }));
      const roles = [...regulation.roles.values()].map(({ code, label }) => ({ code, label, mine: actor.roles.includes(code) }));
      return { body: inLanguage({ company: { id: company.id, title: company.title, time_zone: company.timeZone }, regulation: { hash: regulation.hash, title: regulation.title }, roles, entities }, locale) };
    },
  });
}
