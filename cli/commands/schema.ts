import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { PROJECT_ROOT } from '../../core/application/index.ts';
import { regulationSchema } from '../../core/regulation/index.ts';
import { scenarioSchema, vocabularyOf } from '../../core/scenarios/index.ts';
import { addCommand, readInstallation } from './support/index.ts';

/** `reglament schema`: the JSON Schema by which an editor completes and checks regulations, or scenarios. */
export function registerSchema(program: Command): void {
  addCommand<{ out?: string; scenarios?: boolean }>(program, {
    name: 'schema',
    about: { ru: 'Записать JSON Schema регламента для редактора', en: 'Write the regulation’s JSON Schema for editors' },
    example: 'reglament schema --out regulations/schema.json',
    options: [
      { flags: '--out <file>', about: { ru: 'куда записать; «-» — на экран (по умолчанию regulations/schema.json)', en: 'where to write it; "-" is the screen (default: regulations/schema.json)' } },
      { flags: '--scenarios', about: { ru: 'схема файлов сценариев (по умолчанию regulations/scenario.schema.json)', en: 'the schema of scenario files (default: regulations/scenario.schema.json)' } },
    ],
  }, async ({ options, locale }) => {
    const { registry } = await readInstallation(options);
    const schema = options.scenarios === true ? scenarioSchema(vocabularyOf(registry)) : regulationSchema(registry);
    const text = JSON.stringify(schema, null, 2);
    if (options.out === '-') return { data: schema, lines: text.split('\n') };
    const file = options.out === undefined ? join(PROJECT_ROOT, 'regulations', options.scenarios === true ? 'scenario.schema.json' : 'schema.json') : resolve(options.out);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${text}\n`);
    return { data: { file }, lines: [{ ru: `Схема записана: ${file}`, en: `The schema is written: ${file}` }[locale]] };
  });
}
