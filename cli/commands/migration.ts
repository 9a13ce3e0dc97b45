import type { Command } from 'commander';
import { nearest } from '../../core/language/index.ts';
import { UsageError } from '../output/index.ts';
import { addCommand, missingTablesSql, readInstallation } from './support/index.ts';

/** `reglament migration`: SQL for the entities of a plugin that no migration has a table for. */
export function registerMigration(program: Command): void {
  addCommand(program, {
    name: 'migration <plugin>',
    about: { ru: 'Показать SQL таблиц, которых ещё нет в миграциях плагина', en: 'Print the SQL of tables that the plugin’s migrations lack' },
    example: 'reglament migration crm > plugins/crm/migrations/202701150900-new-tables.sql',
  }, async ({ options, args, locale }) => {
    const { registry } = await readInstallation(options);
    const id = args[0] ?? '';
    const plugin = registry.plugins.find((one) => one.id === id);
    if (plugin === undefined) {
      const ids = registry.plugins.map((one) => one.id);
      const like = nearest(id, ids);
      throw new UsageError({
        ru: `Плагина «${id}» нет в конфигурации${like === undefined ? '' : `; возможно, «${like}»`}. Есть: ${ids.join(', ')}.`,
        en: `The configuration has no plugin "${id}"${like === undefined ? '' : `; did you mean "${like}"?`} There are: ${ids.join(', ')}.`,
      });
    }
    const sql = missingTablesSql(plugin);
    return { data: { plugin: id, sql }, lines: sql === '' ? [{ ru: `-- у плагина ${id} есть все таблицы`, en: `-- the plugin ${id} has all its tables` }[locale]] : sql.split('\n') };
  });
}
