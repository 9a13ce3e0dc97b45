import type { Command } from 'commander';
import { formatDiagnostic, loadRegulation } from '../../core/regulation/index.ts';
import { addCommand, chosenCompanies, readInstallation } from './support/index.ts';

/** `reglament check`: everything wrong with the companies' regulations, by file, line and column. */
export function registerCheck(program: Command): void {
  addCommand(program, {
    name: 'check',
    about: { ru: 'Проверить регламенты: файл, строка, столбец, что исправить', en: 'Check the regulations: file, line, column and the cure' },
    example: 'reglament check --company pneumosila',
    company: true,
  }, async ({ options, locale }) => {
    const { config, registry } = await readInstallation(options);
    const checked = await Promise.all(
      chosenCompanies(config, options.company).map(async ({ id, regulation }) => ({ company: id, diagnostics: (await loadRegulation(regulation, registry)).diagnostics })),
    );
    const count = (list: (typeof checked)[number]['diagnostics'], severity: string): number => list.filter((one) => one.severity === severity).length;
    return {
      data: checked,
      lines: checked.flatMap(({ company, diagnostics }) => {
        const [errors, warnings] = [count(diagnostics, 'error'), count(diagnostics, 'warning')];
        return [...diagnostics.map((one) => formatDiagnostic(one, locale)), { ru: `${company}: ошибок ${errors}, предупреждений ${warnings}`, en: `${company}: ${errors} errors, ${warnings} warnings` }[locale]];
      }),
      failed: checked.some(({ diagnostics }) => count(diagnostics, 'error') > 0),
    };
  });
}
