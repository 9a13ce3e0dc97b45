import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PluginDefinition } from '../plugin/index.ts';
import { PluginProblemsError, PluginRegistry } from '../plugin/index.ts';
import { kernelPlugin } from './kernel-plugin.ts';

/** The project's own folder. */
export const PROJECT_ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Reads the manifests of the named plugins: bundled ones by id, others by the path of their folder; a manifest itself is taken as it is. @throws PluginProblemsError */
export async function loadPlugins(names: readonly (string | PluginDefinition)[]): Promise<PluginRegistry> {
  const loaded: PluginDefinition[] = [kernelPlugin];
  for (const name of names) {
    if (typeof name !== 'string') {
      loaded.push(name);
      continue;
    }
    const folder = isAbsolute(name) ? name : join(PROJECT_ROOT, 'plugins', name);
    const file = join(folder, 'plugin.ts');
    if (!existsSync(file)) {
      throw new PluginProblemsError([{ plugin: name, code: 'plugin_missing', message: { ru: `Нет файла ${file}. Проверьте plugins в конфигурации.`, en: `There is no ${file}. Check plugins in the configuration.` } }]);
    }
    const module = (await import(pathToFileURL(file).href)) as { default?: PluginDefinition };
    if (module.default === undefined) {
      throw new PluginProblemsError([{ plugin: name, code: 'no_manifest', message: { ru: 'plugin.ts не экспортирует манифест по умолчанию.', en: 'plugin.ts has no default export with the manifest.' } }]);
    }
    loaded.push(module.default);
  }
  return new PluginRegistry(loaded);
}
