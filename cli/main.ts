import { Command, CommanderError } from 'commander';
import { KERNEL_VERSION } from '../core/application/index.ts';
import { registerBackup } from './commands/backup.ts';
import { registerCheck } from './commands/check.ts';
import { registerDiff } from './commands/diff.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerImport } from './commands/import.ts';
import { registerIncidents } from './commands/incidents.ts';
import { registerMigration } from './commands/migration.ts';
import { registerPlan } from './commands/plan.ts';
import { registerPlugin } from './commands/plugin.ts';
import { registerPublish } from './commands/publish.ts';
import { registerRestore } from './commands/restore.ts';
import { registerSchema } from './commands/schema.ts';
import { registerStart } from './commands/start.ts';
import { registerUser } from './commands/user.ts';
import { registerVerify } from './commands/verify.ts';
import { registerVersions } from './commands/versions.ts';
import { EXIT, explainFailure, readerLocale } from './output/index.ts';

const locale = readerLocale();
const program = new Command('reglament')
  .description({ ru: 'Платформа бизнес-процессов: программа — регламент самой компании.', en: 'A business-process platform whose program is the company’s own regulation.' }[locale])
  .version(KERNEL_VERSION)
  .exitOverride()
  .showHelpAfterError({ ru: '(подробности: --help)', en: '(more: --help)' }[locale]);

for (const register of [
  registerStart, registerCheck, registerSchema, registerPublish, registerPlan, registerDiff, registerVersions, registerImport, registerUser, registerVerify, registerDoctor,
  registerPlugin, registerMigration, registerBackup, registerRestore, registerIncidents,
]) {
  register(program);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.good : EXIT.wrongCall;
  } else {
    const failure = explainFailure(error, locale, process.argv.includes('--debug'));
    process.stderr.write(`${failure.lines.join('\n')}\n`);
    process.exitCode = failure.exitCode;
  }
}
