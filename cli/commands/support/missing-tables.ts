import { foreignKeysSql, tableName, tableSql } from '../../../core/entity/index.ts';
import type { PluginDefinition } from '../../../core/plugin/index.ts';

/** SQL of the tables that no migration of the plugin makes yet, references last; empty when every entity has its table. */
export function missingTablesSql(plugin: PluginDefinition): string {
  const written = (plugin.migrations ?? []).map((one) => one.sql).join('\n');
  const missing = (plugin.entities ?? []).map((entity) => entity.definition).filter(({ id }) => !new RegExp(`create table "?${tableName(id)}"?\\s*\\(`, 'i').test(written));
  const states = new Map((plugin.processes ?? []).map((one) => [one.id, Object.values(one.regions).map((region) => region.field)]));
  return [...missing.map((one) => tableSql(one, states.get(one.id))), ...missing.map(foreignKeysSql)].filter((sql) => sql !== '').join('\n\n');
}
