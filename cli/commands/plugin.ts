import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { PROJECT_ROOT } from '../../core/application/index.ts';
import type { PluginDefinition } from '../../core/plugin/index.ts';
import { UsageError } from '../output/index.ts';
import { skeletonFiles, skeletonNames } from './plugin/skeleton.ts';
import { addCommand, addGroup, missingTablesSql } from './support/index.ts';

/** Names of migrations begin with the minute they were written in. */
function migrationName(): string {
  return `${new Date().toISOString().slice(0, 16).replace(/\D/g, '')}-tables.sql`;
}

async function writeSkeleton(folder: string, id: string): Promise<string[]> {
  const core = relative(folder, join(PROJECT_ROOT, 'core')).split(sep).join('/');
  const outside = !folder.startsWith(PROJECT_ROOT);
  const files = { ...skeletonFiles(skeletonNames(id, core)), ...(outside ? { 'package.json': `${JSON.stringify({ name: id, private: true, type: 'module' }, null, 2)}\n` } : {}) };
  await mkdir(join(folder, 'migrations'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, { flag: 'wx' });
  }
  const { default: plugin } = (await import(pathToFileURL(join(folder, 'plugin.ts')).href)) as { default: PluginDefinition };
  const migration = join('migrations', migrationName());
  await writeFile(join(folder, migration), `${missingTablesSql(plugin)}\n`, { flag: 'wx' });
  return [...Object.keys(files), migration];
}

/** `reglament plugin new`: a plugin to begin with, which works and is tested as it is. */
export function registerPlugin(program: Command): void {
  const group = addGroup(program, 'plugin', { ru: 'Плагины', en: 'Plugins' });
  addCommand<{ dir: string }>(group, {
    name: 'new <id>',
    about: { ru: 'Создать заготовку плагина: работающую и с тестом', en: 'Write a plugin to begin with: it works and has its test' },
    example: 'reglament plugin new quality-control && npm test -- plugins/quality-control',
    options: [{ flags: '--dir <folder>', about: { ru: 'в какой папке', en: 'in which folder' }, default: 'plugins' }],
  }, async ({ options, args: [id = ''], locale }) => {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new UsageError({ ru: `Имя плагина пишут строчными латинскими буквами через дефис, а не «${id}».`, en: `A plugin id is written in kebab-case, not "${id}".` });
    const folder = join(resolve(PROJECT_ROOT, options.dir), id);
    if (existsSync(folder)) throw new UsageError({ ru: `Такая папка уже есть: ${folder}`, en: `There is such a folder already: ${folder}` });
    const files = await writeSkeleton(folder, id);
    const shown = relative(process.cwd(), folder) || folder;
    return {
      data: { folder, files },
      lines: [
        ...files.map((name) => `  ${join(shown, name)}`),
        { ru: `Плагин ${id} создан. Проверьте его: npm test -- ${shown}; включите в plugins конфигурации.`, en: `The plugin ${id} is written. Try it: npm test -- ${shown}; then add it to the configuration’s plugins.` }[locale],
      ],
    };
  });
}
