import { prefixOf } from '../plugin/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { MapNode, SourceNode } from './source/index.ts';

/** Sections of a regulation whose keys are the names of what plugins contribute. */
const BY_CONTRIBUTION = new Set(['processes', 'decisions', 'schedules', 'kpis', 'defaults', 'numbering', 'fields', 'catalogs', 'maps', 'rules']);

function only(node: MapNode, keep: (key: string) => boolean): MapNode {
  return [...node.children.keys()].every(keep) ? node : { ...node, children: new Map([...node.children].filter(([key]) => keep(key))) };
}

function mapChildren(node: MapNode, change: (key: string, child: SourceNode) => SourceNode): MapNode {
  return { ...node, children: new Map([...node.children].map(([key, child]) => [key, change(key, child)])) };
}

/**
 * A layer without what only plugins outside `registry` understand: their processes, tables, reference books, rights of roles. A base can so be
 * written for the whole business and be extended by a company that does a part of it.
 */
export function withoutUnused(layer: MapNode, registry: PluginRegistry): MapNode {
  const unused = registry.installed.plugins.filter((plugin) => !registry.has(plugin.id));
  if (unused.length === 0) return layer;
  const prefixes = unused.map((plugin) => `${prefixOf(plugin.id)}.`);
  const permissions = new Set(unused.flatMap((plugin) => plugin.permissions ?? []).map((one) => one.code));
  const isUsed = (key: string): boolean => !prefixes.some((prefix) => key.startsWith(prefix));
  return mapChildren(layer, (section, node) => {
    if (node.kind !== 'map') return node;
    if (BY_CONTRIBUTION.has(section)) return only(node, isUsed);
    if (section !== 'roles') return node;
    return mapChildren(node, (_role, role) =>
      role.kind !== 'map' ? role : mapChildren(role, (key, child) => (key === 'permissions' && child.kind === 'map' ? only(child, (code) => !permissions.has(code)) : child)),
    );
  });
}
