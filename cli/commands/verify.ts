import type { Command } from 'commander';
import { verifyCompany } from '../../core/application/index.ts';
import { addCommand, chosenCompanies, openCompany, withInstallation } from './support/index.ts';

/** `reglament verify`: checks the invariants on live data and names each bad row. */
export function registerVerify(program: Command): void {
  addCommand(program, {
    name: 'verify',
    about: { ru: 'Проверить данные: история, деньги, остатки, таймеры, файлы', en: 'Check the data: history, money, stock, timers, files' },
    example: 'reglament verify --company pneumosila',
    company: true,
  }, async ({ options, locale }) => withInstallation(options, async (application) => {
    const checked = [];
    for (const one of chosenCompanies(application.config, options.company)) {
      checked.push({ company: one.id, violations: await verifyCompany(openCompany(application, one)) });
    }
    return {
      data: checked,
      lines: checked.flatMap(({ company, violations }) => [
        ...violations.map((one) => `${company}: ${one.code} ${one.entity} ${one.id}: ${one.text}`),
        { ru: `${company}: нарушений ${violations.length}`, en: `${company}: ${violations.length} violations` }[locale],
      ]),
      failed: checked.some(({ violations }) => violations.length > 0),
    };
  }));
}
