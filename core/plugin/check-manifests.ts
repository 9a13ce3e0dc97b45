import semver from 'semver';
import { nearest } from '../language/index.ts';
import type { PluginDefinition } from './contributions.ts';
import type { PluginProblem } from './problems.ts';

const PLUGIN_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Prefix of a plugin's names: its id with dashes as underscores, since names live in data. */
export function prefixOf(pluginId: string): string {
  return pluginId.replaceAll('-', '_');
}

/** Plugins in the order of `requires`, each after those it needs; order of the list breaks ties so that a run is repeatable. */
export function orderPlugins(plugins: readonly PluginDefinition[]): { readonly ordered: readonly PluginDefinition[]; readonly problems: readonly PluginProblem[] } {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const problems: PluginProblem[] = [];
  const ordered: PluginDefinition[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (plugin: PluginDefinition, path: readonly string[]): void => {
    if (state.get(plugin.id) === 'done') return;
    if (state.get(plugin.id) === 'open') {
      const circle = [...path.slice(path.indexOf(plugin.id)), plugin.id].join(' → ');
      problems.push({ plugin: plugin.id, code: 'requires_cycle', message: { ru: `Плагины требуют друг друга по кругу: ${circle}.`, en: `Plugins require each other in a circle: ${circle}.` } });
      return;
    }
    state.set(plugin.id, 'open');
    for (const [id, range] of Object.entries(plugin.requires ?? {})) {
      const needed = byId.get(id);
      if (needed === undefined) {
        const suggestion = nearest(id, [...byId.keys()]);
        problems.push({ plugin: plugin.id, code: 'requires_missing', message: {
          ru: `Нужен плагин «${id}», его нет.${suggestion === undefined ? ' Добавьте его в plugins конфигурации.' : ` Может быть, «${suggestion}»?`}`,
          en: `Plugin “${id}” is required and absent.${suggestion === undefined ? ' Add it to the configuration’s plugins.' : ` Did you mean “${suggestion}”?`}`,
        } });
      } else if (semver.validRange(range) === null || !semver.satisfies(needed.version, range)) {
        problems.push({ plugin: plugin.id, code: 'requires_version', message: { ru: `Нужен «${id}» версии ${range}, а установлена ${needed.version}.`, en: `“${id}” ${range} is required and ${needed.version} is installed.` } });
      }
      if (needed !== undefined) visit(needed, [...path, plugin.id]);
    }
    state.set(plugin.id, 'done');
    ordered.push(plugin);
  };
  for (const plugin of plugins) visit(plugin, []);
  return { ordered, problems };
}

interface Named {
  readonly kind: string;
  readonly id: string;
  readonly plugin: string;
}

function namesOf(plugin: PluginDefinition): Named[] {
  const list = (kind: string, ids: readonly string[] | undefined): Named[] => (ids ?? []).map((id) => ({ kind, id, plugin: plugin.id }));
  return [
    ...list('entity', plugin.entities?.map((one) => one.definition.id)),
    ...list('process', plugin.processes?.map((one) => one.id)),
    ...list('decision', plugin.decisions?.map((one) => one.id)),
    ...list('effect', plugin.effects?.map((one) => one.id)),
    ...list('schedule', plugin.schedules?.map((one) => one.id)),
    ...list('save rule', plugin.saveRules?.map((one) => one.id)),
    ...list('subscription', plugin.subscriptions?.map((one) => one.id)),
    ...list('importer', plugin.importers?.map((one) => one.id)),
    ...list('permission', plugin.permissions?.map((one) => one.code)),
    ...list('route', plugin.routes?.map((one) => `${one.method} ${one.path}`)),
    ...(plugin.facts ?? []).flatMap((source) => list(`fact of ${source.entity}`, Object.keys(source.facts))),
  ];
}

const PREFIXED = new Set(['entity', 'decision', 'effect', 'schedule', 'save rule', 'subscription', 'importer']);

/** Every problem of a set of manifests: ids, versions, circles, one name claimed twice, references to what is not there. */
export function checkManifests(plugins: readonly PluginDefinition[]): { readonly ordered: readonly PluginDefinition[]; readonly problems: readonly PluginProblem[] } {
  const problems: PluginProblem[] = [];
  const say = (plugin: string, code: string, ru: string, en: string): void => void problems.push({ plugin, code, message: { ru, en } });
  const seen = new Map<string, PluginDefinition>();
  for (const plugin of plugins) {
    if (!PLUGIN_ID.test(plugin.id)) say(plugin.id, 'plugin_id', `Имя плагина «${plugin.id}» пишут строчными латинскими буквами через дефис.`, `The plugin id “${plugin.id}” must be kebab-case.`);
    if (semver.valid(plugin.version) === null) say(plugin.id, 'plugin_version', `Версия «${plugin.version}» — не semver.`, `The version “${plugin.version}” is not semver.`);
    if (seen.has(plugin.id)) say(plugin.id, 'plugin_twice', `Плагин «${plugin.id}» указан дважды.`, `Plugin “${plugin.id}” is listed twice.`);
    seen.set(plugin.id, plugin);
  }
  const { ordered, problems: order } = orderPlugins([...seen.values()]);
  problems.push(...order);
  checkNames([...seen.values()], say);
  checkReferences([...seen.values()], say);
  return { ordered, problems };
}

type Say = (plugin: string, code: string, ru: string, en: string) => void;

function checkNames(plugins: readonly PluginDefinition[], say: Say): void {
  const owners = new Map<string, string>();
  for (const { kind, id, plugin } of plugins.flatMap(namesOf)) {
    const key = `${kind} ${id}`;
    const owner = owners.get(key);
    if (owner !== undefined) {
      say(plugin, 'name_twice', `«${id}» (${kind}) объявлено дважды: в «${owner}» и в «${plugin}». Переименуйте одно из них.`, `“${id}” (${kind}) is declared twice: by “${owner}” and by “${plugin}”. Rename one of them.`);
    }
    owners.set(key, plugin);
    if (PREFIXED.has(kind) && !id.startsWith(`${prefixOf(plugin)}.`)) {
      say(plugin, 'name_prefix', `«${id}» (${kind}) должно начинаться с «${prefixOf(plugin)}.».`, `“${id}” (${kind}) must begin with “${prefixOf(plugin)}.”.`);
    }
  }
}

function checkReferences(plugins: readonly PluginDefinition[], say: Say): void {
  const entities = new Map(plugins.flatMap((plugin) => (plugin.entities ?? []).map((one) => [one.definition.id, one.definition] as const)));
  const effects = new Set(plugins.flatMap((plugin) => (plugin.effects ?? []).map((one) => one.id)));
  const decisions = new Set(plugins.flatMap((plugin) => (plugin.decisions ?? []).map((one) => one.id)));
  const need = (plugin: string, kind: string, id: string, known: Iterable<string>, where: string): void => {
    const names = [...known];
    if (names.includes(id)) return;
    const suggestion = nearest(id, names);
    say(plugin, 'unknown_reference', `${where}: «${id}» (${kind}) неизвестно.${suggestion === undefined ? '' : ` Может быть, «${suggestion}»?`}`, `${where}: “${id}” (${kind}) is unknown.${suggestion === undefined ? '' : ` Did you mean “${suggestion}”?`}`);
  };
  for (const plugin of plugins) {
    for (const { definition } of plugin.entities ?? []) {
      for (const [name, one] of Object.entries(definition.fields)) {
        if ((one.type === 'reference' || one.type === 'references') && one.target !== undefined) need(plugin.id, 'entity', one.target, entities.keys(), `${definition.id}.${name}`);
      }
      for (const [name, section] of Object.entries(definition.sections ?? {})) need(plugin.id, 'entity', section.entity, entities.keys(), `${definition.id}.${name}`);
    }
    for (const process of plugin.processes ?? []) {
      need(plugin.id, 'entity', process.id, entities.keys(), `process ${process.id}`);
      for (const [code, one] of Object.entries(process.transitions)) {
        for (const call of one.effects ?? []) {
          const effect = typeof call === 'string' ? call : (Object.keys(call)[0] ?? '');
          if (effect !== 'core.set') need(plugin.id, 'effect', effect, effects, `${process.id} ${code}`);
        }
        for (const condition of one.when ?? []) if ('decision' in condition) need(plugin.id, 'decision', condition.decision, decisions, `${process.id} ${code}`);
      }
    }
    for (const source of plugin.facts ?? []) {
      need(plugin.id, 'entity', source.entity, entities.keys(), 'facts');
      const columns = entities.get(source.entity)?.fields ?? {};
      for (const name of Object.keys(source.facts)) {
        if (Object.hasOwn(columns, name)) say(plugin.id, 'fact_is_column', `Факт «${name}» у ${source.entity} уже есть: это колонка.`, `The fact “${name}” of ${source.entity} exists already: it is a column.`);
      }
    }
    for (const rule of plugin.saveRules ?? []) need(plugin.id, 'entity', rule.entity, entities.keys(), `save rule ${rule.id}`);
    for (const schedule of plugin.schedules ?? []) need(plugin.id, 'entity', schedule.entity, entities.keys(), `schedule ${schedule.id}`);
  }
}
