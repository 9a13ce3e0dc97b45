import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { releaseCompany, restoreCompany } from '../../core/backup/index.ts';
import type { Answer } from '../output/index.ts';
import { UsageError } from '../output/index.ts';
import type { Call } from './support/index.ts';
import { addCommand, configOf, loggerOf, onlyCompany, openCompany, withInstallation } from './support/index.ts';

interface Options {
  readonly replace?: boolean;
  readonly release?: boolean;
}

async function restore({ options, args: [file], locale }: Call<Options>): Promise<Answer> {
  if (file === undefined || !existsSync(resolve(file))) throw new UsageError({ ru: `Назовите файл копии${file === undefined ? '' : `; такого нет: ${file}`}.`, en: `Name the backup’s file${file === undefined ? '' : `; there is no ${file}`}.` });
  const { company, header, violations } = await restoreCompany(configOf(options), loggerOf(options), { file: resolve(file), replace: options.replace === true });
  const say = (ru: string, en: string): string => ({ ru, en })[locale];
  return {
    data: { company, made_at: header.made_at, status: 'silent', violations },
    lines: [
      say(`${company}: восстановлена копия от ${header.made_at}`, `${company}: restored from the backup of ${header.made_at}`),
      ...violations.map((one) => `  ${one.code} ${one.entity} ${one.id}: ${one.text}`),
      say(`Проверка данных: нарушений ${violations.length}`, `Verification: ${violations.length} violations`),
      say(`Компания молчит: ни писем, ни таймеров. Выпустить: reglament restore --release --company ${company}`, `The company is silent: no mail, no timers. To release it: reglament restore --release --company ${company}`),
    ],
    failed: violations.length > 0,
  };
}

async function release({ options, locale }: Call<Options>): Promise<Answer> {
  return withInstallation(options, async (application) => {
    const company = openCompany(application, onlyCompany(application.config, options.company));
    const deliveries = await releaseCompany(company);
    return { data: { company: company.id, status: 'active', deliveries }, lines: [{ ru: `${company.id}: работает; отправлений продолжено: ${deliveries.length}`, en: `${company.id}: at work; deliveries resumed: ${deliveries.length}` }[locale]] };
  });
}

/** `reglament restore`: brings a company back from its backup, silent until `--release`. */
export function registerRestore(program: Command): void {
  addCommand<Options>(program, {
    name: 'restore [file]',
    about: { ru: 'Восстановить компанию из копии; она молчит до --release', en: 'Restore a company from a backup; it is silent until --release' },
    example: 'reglament restore backups/pneumosila.backup.gz && reglament restore --release --company pneumosila',
    company: true,
    options: [
      { flags: '--replace', about: { ru: 'заменить компанию, которая здесь уже есть', en: 'replace the company that is here already' } },
      { flags: '--release', about: { ru: 'закончить молчание восстановленной компании', en: 'end the silence of a restored company' } },
    ],
  }, async (call) => (call.options.release === true ? release(call) : restore(call)));
}
