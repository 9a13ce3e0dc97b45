import type { Command } from 'commander';
import { examine } from '../../core/application/index.ts';
import type { Finding } from '../../core/application/index.ts';
import { refuseUnsafe } from '../../core/config/index.ts';
import { addCommand, configOf, withInstallation } from './support/index.ts';

const MARKS: Record<Finding['level'], string> = { good: '+', warning: '!', bad: '-' };

/** `reglament doctor`: examines the installation. With a configuration that production refuses nothing is opened, so nothing is migrated either. */
export function registerDoctor(program: Command): void {
  addCommand(program, {
    name: 'doctor',
    about: { ru: 'Осмотреть установку: настройки, сервер базы, права, сбои', en: 'Examine the installation: settings, database server, rights, incidents' },
    example: 'reglament doctor --config production',
  }, async ({ options, locale }) => {
    const unsafe: Finding[] = refuseUnsafe(configOf(options)).map(({ path, message }) => ({ level: 'bad', text: { ru: `${path}: ${message.ru}`, en: `${path}: ${message.en}` } }));
    const closed: Finding = { level: 'warning', text: { ru: 'База не осмотрена: сначала исправьте настройки.', en: 'The database was not examined: mend the settings first.' } };
    const findings = unsafe.length > 0 ? [...unsafe, closed] : await withInstallation(options, examine);
    return { data: findings, lines: findings.map(({ level, text }) => `${MARKS[level]} ${text[locale]}`), failed: findings.some(({ level }) => level === 'bad') };
  });
}
