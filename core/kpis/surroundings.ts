import type { PluginRegistry } from '../plugin/index.ts';
import type { RegulationDocument } from '../regulation/index.ts';
import type { KpiSurroundings } from './sql-scope.ts';

/** What the KPIs of a document may name: the entities of its plugins, its processes, its own fields and parameters. */
export function kpiSurroundings(document: RegulationDocument, registry: PluginRegistry): KpiSurroundings {
  return {
    registry,
    parameters: document.parameters ?? {},
    customFields: (entity) => document.fields?.[entity] ?? {},
    regions: (entity) =>
      Object.fromEntries(
        Object.entries(document.processes?.[entity]?.regions ?? {}).map(([name, region]) => [name, { field: region.field ?? name, states: Object.keys(region.states ?? {}) }]),
      ),
  };
}
