import { LOCALES } from '../../core/language/index.ts';
import type { Locale } from '../../core/language/index.ts';

/** Language of the command's texts: `--lang`, else Russian where the environment speaks it, else English. Wanted before options are parsed, for the help. */
export function readerLocale(argv: readonly string[] = process.argv, env: Readonly<Record<string, string | undefined>> = process.env): Locale {
  const place = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = argv[place] ?? '';
  const asked = word.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[place + 1];
  if (place >= 0 && LOCALES.includes(asked as Locale)) return asked as Locale;
  const spoken = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return spoken.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
