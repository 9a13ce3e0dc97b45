import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Actor, Company } from '../../core/company/index.ts';
import { may } from '../../core/company/index.ts';
import { ForbiddenError } from '../../core/errors/index.ts';
import { runImport } from '../../core/imports/index.ts';
import { nearest } from '../../core/language/index.ts';
import type { ImporterDefinition } from '../../core/plugin/index.ts';
import { UsageError } from '../output/index.ts';
import { actorOf, addCommand, onlyCompany, openCompany, withInstallation } from './support/index.ts';

/** Short names for what is imported most. */
const SHORT: Readonly<Record<string, string>> = { mail: 'mail.letter' };

function importerOf(importers: readonly ImporterDefinition[], name: string): ImporterDefinition {
  const id = SHORT[name] ?? name;
  const found = importers.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = importers.map((one) => one.id);
  const like = nearest(id, ids);
  throw new UsageError({
    ru: `Загрузки «${name}» нет${like === undefined ? '' : `; возможно, «${like}»`}. Есть: ${ids.join(', ')}.`,
    en: `There is no importer "${name}"${like === undefined ? '' : `; did you mean "${like}"?`} There are: ${ids.join(', ')}.`,
  });
}

interface ImportFlags {
  readonly as?: string;
  readonly dryRun?: boolean;
  readonly with?: string;
}

/** `--with order=ЗК-000102,number=048213077` as names and values. */
function paramsOf(text: string | undefined): Record<string, string> {
  return Object.fromEntries((text ?? '').split(',').filter((part) => part.trim() !== '').map((part) => {
    const [name = '', ...value] = part.split('=');
    if (value.length === 0) throw new UsageError({ ru: `--with: нужно имя=значение, а не «${part}»`, en: `--with: expected name=value, not "${part}"` });
    return [name.trim(), value.join('=').trim()];
  }));
}

async function importFile(company: Company, actor: Actor, importer: ImporterDefinition, file: string, { dryRun, with: given }: ImportFlags): Promise<Readonly<Record<string, unknown>>> {
  const content = await readFile(resolve(file)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT' && cause.code !== 'EISDIR' && cause.code !== 'EACCES') throw cause;
    throw new UsageError({ ru: `Файл не читается: ${file}`, en: `The file cannot be read: ${file}` });
  });
  const { counts, run } = await runImport(company, actor, importer, { name: basename(file), content }, { dryRun: dryRun === true, params: paramsOf(given) });
  return { ...counts, run, ...(dryRun === true ? { dry_run: true } : {}) };
}

/** `reglament import`: takes files from outside into a company, each in a transaction of its own. */
export function registerImport(program: Command): void {
  addCommand<ImportFlags>(program, {
    name: 'import <importer> <files...>',
    about: { ru: 'Загрузить файлы: mail — письма .eml; другое — по имени загрузки', en: 'Import files: mail for .eml letters, others by the importer’s name' },
    example: 'reglament import mail letters/*.eml --company pneumosila',
    company: true,
    options: [
      { flags: '--as <login>', about: { ru: 'от чьего имени (по умолчанию — робот)', en: 'on whose behalf (default: the robot)' } },
      { flags: '--dry-run', about: { ru: 'только проверить: сказать, что будет, и ничего не записать', en: 'only try: say what would be, and write nothing' } },
      { flags: '--with <name=value,…>', about: { ru: 'что загрузка спрашивает кроме файла', en: 'what the importer asks beside the file' } },
    ],
  }, async ({ options, args: [name = '', ...files], locale }) => withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const importer = importerOf(application.registry.importers, name);
    const actor = await actorOf(company, options.as);
    if (actor.kind === 'person' && !may(actor, importer.permission)) {
      throw new ForbiddenError('core.permission_missing', { ru: 'Нужно право {permission}.', en: 'The permission {permission} is needed.' }, { params: { permission: importer.permission } });
    }
    const results = [];
    for (const file of files) results.push({ file, ...(await importFile(company, actor, importer, file, options)) });
    const told = results.map(({ file, ...result }) => `${file}: ${Object.entries(result).filter(([, value]) => value !== null && typeof value !== 'object').map(([key, value]) => `${key}=${String(value)}`).join(' ')}`);
    const total = options.dryRun === true
      ? { ru: `Проверено файлов: ${results.length}. Ничего не записано.`, en: `Files checked: ${results.length}. Nothing was written.` }
      : { ru: `Загружено файлов: ${results.length}`, en: `Files imported: ${results.length}` };
    return { data: results, lines: [...told, total[locale]] };
  }));
}
