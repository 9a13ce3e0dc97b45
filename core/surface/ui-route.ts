import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { isPeoplesSection, mayKnowField } from '../records/index.ts';
import type { EntityDefinition, Field } from '../entity/index.ts';
import { fieldJsonSchema } from '../entity/index.ts';
import { may } from '../company/index.ts';
import { entityPath } from './entity-routes.ts';
import { inLanguage } from './process-routes.ts';

/** Sections of an entity; `editable`: people write their rows, together with the owner and under its permission. */
function sectionsOf(registry: PluginRegistry, definition: EntityDefinition): Record<string, unknown> | undefined {
  if (definition.sections === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(definition.sections).map(([name, section]) => {
      const rows = registry.entity(section.entity)?.definition;
      return [name, { ...section, editable: rows !== undefined && isPeoplesSection(rows) }];
    }),
  );
}

/** Entity that a field leads to. A column `<entity>_id` of a plugin that others build on names no target; the one entity of that name is meant. */
function targetOf(entities: readonly { readonly definition: EntityDefinition }[], definition: EntityDefinition, name: string, one: Field): string | undefined {
  if (one.target !== undefined || one.type !== 'uuid' || !name.endsWith('_id')) return one.target;
  const alias = name.slice(0, -3);
  if (definition.fields[`${alias}_entity`] !== undefined) return undefined;
  const named = entities.filter((other) => other.definition.id.endsWith(`.${alias}`));
  return named.length === 1 ? named[0]?.definition.id : undefined;
}

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
            .map(([name, one]) => ({ name, label: one.label, type: one.type, required: one.required === true, writable: one.writable ?? 'always', target: targetOf(company.plugins.entities, definition, name, one), scale: one.scale, values: one.values, schema: fieldJsonSchema(one) })),
          sections: sectionsOf(registry, definition),
          custom: regulation.document.fields?.[definition.id],
          can: { create: definition.permissions.create !== undefined && may(actor, definition.permissions.create), update: definition.permissions.update !== undefined && may(actor, definition.permissions.update) },
          regions: regulation.processes.get(definition.id)?.regions,
        }));
      const roles = [...regulation.roles.values()].map(({ code, label }) => ({ code, label, mine: actor.roles.includes(code) }));
      return { body: inLanguage({ company: { id: company.id, title: company.title, time_zone: company.timeZone }, regulation: { hash: regulation.hash, title: regulation.title }, roles, entities }, locale) };
    },
  });
}
