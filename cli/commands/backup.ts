import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { backupCompany } from '../../core/backup/index.ts';
import { UsageError } from '../output/index.ts';
import { addCommand, onlyCompany, withInstallation } from './support/index.ts';

function defaultName(company: string): string {
  return `${company}-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.backup.gz`;
}

/** `reglament backup`: everything of one company in one file, while people go on working. */
export function registerBackup(program: Command): void {
  addCommand<{ out?: string }>(program, {
    name: 'backup',
    about: { ru: 'Сохранить компанию в файл: данные, пароли (хеши), вложения', en: 'Save a company to a file: data, password hashes, attachments' },
    example: 'reglament backup --company pneumosila --out backups/pneumosila.backup.gz',
    company: true,
    options: [{ flags: '--out <file>', about: { ru: 'куда; по умолчанию <компания>-<время>.backup.gz здесь', en: 'where to; default: <company>-<time>.backup.gz here' } }],
  }, async ({ options, locale }) => withInstallation(options, async ({ config, adminUrl }) => {
    const { id } = onlyCompany(config, options.company);
    const file = resolve(options.out ?? join(process.cwd(), defaultName(id)));
    if (existsSync(file)) throw new UsageError({ ru: `Такой файл уже есть: ${file}`, en: `There is such a file already: ${file}` });
    const header = await backupCompany({ adminUrl, company: id, files: config.files, file });
    const rows = header.tables.reduce((sum, one) => sum + one.rows, 0);
    return {
      data: { file, header },
      lines: [
        { ru: `${id}: строк ${rows}, файлов ${header.files.length} → ${file}`, en: `${id}: ${rows} rows, ${header.files.length} files → ${file}` }[locale],
        ...header.missing_files.map((key) => ({ ru: `  файла нет на диске: ${key}`, en: `  the file is not on the disk: ${key}` })[locale]),
      ],
    };
  }));
}
