import { prefixOf } from '../plugin/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { MapNode, SourceNode } from './source/index.ts';

/** Sections of a regulation whose keys are the names of what plugins contribute. */
const BY_CONTRIBUTION = new Set(['processes', 'decisions', 'schedules', 'kpis', 'numbering', 'fields', 'catalogs', 'maps', 'rules']);

function only(node: MapNode, keep: (key: string) => boolean): MapNode {
  return [...node.children.keys()].every(keep) ? node : { ...node, children: new Map([...node.children].filter(([key]) => keep(key))) };
}

function mapChildren(node: MapNode, change: (key: string, child: SourceNode) => SourceNode): MapNode {
  return { ...node, children: new Map([...node.children].map(([key, child]) => [key, change(key, child)])) };
}

/** Defaults without those that name a row of an entity which is not there: `{ code: main, entity: warehouse.warehouse }`. */
function withoutRowsOf(values: MapNode, isUsed: (entity: string) => boolean): MapNode {
  return only(values, (field) => {
    const value = values.children.get(field);
    const entity = value?.kind === 'map' ? value.children.get('entity') : undefined;
    return entity?.kind !== 'scalar' || isUsed(String(entity.value));
  });
}

/**
 * A layer without what only plugins outside `registry` understand: their processes, tables, reference books, rights of roles. A base can so be
 * written for the whole business and be extended by a company that does a part of it.
 */
export function withoutUnused(layer: MapNode, registry: PluginRegistry): MapNode {
  const unused = registry.installed.plugins.filter((plugin) => !registry.has(plugin.id));
  const prefixes = unused.map((plugin) => `${prefixOf(plugin.id)}.`);
  const permissions = new Set(unused.flatMap((plugin) => plugin.permissions ?? []).map((one) => one.code));
  const isUsed = (key: string): boolean => !prefixes.some((prefix) => key.startsWith(prefix));
  return mapChildren(layer, (section, node) => {
    if (node.kind !== 'map') return node;
    if (section === 'kpis') return kpisOfUsed(only(node, isUsed), registry);
    if (section === 'defaults') return mapChildren(only(node, isUsed), (_entity, values) => (values.kind === 'map' ? withoutRowsOf(values, isUsed) : values));
    if (BY_CONTRIBUTION.has(section)) return only(node, isUsed);
    if (section !== 'roles') return node;
    return mapChildren(node, (_role, role) =>
      role.kind !== 'map' ? role : mapChildren(role, (key, child) => (key === 'permissions' && child.kind === 'map' ? only(child, (code) => !permissions.has(code)) : child)),
    );
  });
}

/** Keys of a KPI under which the name of an entity stands. */
const ENTITY_KEYS = new Set(['entity', 'exists', 'count', 'sum', 'min', 'max', 'last']);

/** KPIs of a base that count what only other plugins have do not exist here; of one with several kinds of items the others stay. */
function kpisOfUsed(node: MapNode, registry: PluginRegistry): MapNode {
  const prefixes = new Set(registry.plugins.map((plugin) => prefixOf(plugin.id)));
  const isKnown = (one: SourceNode): boolean => {
    if (one.kind === 'map') {
      return [...one.children].every(([key, child]) =>
        child.kind === 'scalar' ? !ENTITY_KEYS.has(key) || typeof child.value !== 'string' || !child.value.includes('.') || prefixes.has(child.value.split('.')[0] ?? '') : isKnown(child),
      );
    }
    return one.kind !== 'list' || one.children.every(isKnown);
  };
  const kept = mapChildren(node, (_id, kpi) =>
    kpi.kind !== 'map' ? kpi : mapChildren(kpi, (key, child) => (key === 'also' && child.kind === 'list' ? { ...child, children: child.children.filter(isKnown) } : child)),
  );
  const usable = mapChildren(kept, (_id, kpi) => {
    const also = kpi.kind === 'map' ? kpi.children.get('also') : undefined;
    return kpi.kind === 'map' && also?.kind === 'list' && also.children.length === 0 ? only(kpi, (key) => key !== 'also') : kpi;
  });
  return { ...usable, children: new Map([...usable.children].filter(([, kpi]) => isKnown(kpi))) };
}
