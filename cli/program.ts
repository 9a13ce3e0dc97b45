import { Command, CommanderError } from 'commander';
import type { OutputConfiguration } from 'commander';
import { KERNEL_VERSION } from '../core/application/index.ts';
import { registerBackup } from './commands/backup.ts';
import { registerCheck } from './commands/check.ts';
import { registerDiff } from './commands/diff.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerImport } from './commands/import.ts';
import { registerIncidents } from './commands/incidents.ts';
import { registerKpi } from './commands/kpi.ts';
import { registerMigration } from './commands/migration.ts';
import { registerPlan } from './commands/plan.ts';
import { registerPlugin } from './commands/plugin.ts';
import { registerPublish } from './commands/publish.ts';
import { registerRestore } from './commands/restore.ts';
import { registerSchema } from './commands/schema.ts';
import { registerStart } from './commands/start.ts';
import { registerTest } from './commands/test.ts';
import { registerUser } from './commands/user.ts';
import { registerVerify } from './commands/verify.ts';
import { registerVersions } from './commands/versions.ts';
import { EXIT, explainFailure, readerLocale } from './output/index.ts';

/** The whole command with every subcommand; what commander says of a wrong call and what its commands answer is written by `output`. */
export function createProgram(output: OutputConfiguration = {}): Command {
  const locale = readerLocale();
  const program = new Command('reglament')
    .description({ ru: 'Платформа бизнес-процессов: программа — регламент самой компании.', en: 'A business-process platform whose program is the company’s own regulation.' }[locale])
    .version(KERNEL_VERSION)
    .configureOutput(output)
    .exitOverride()
    .showHelpAfterError({ ru: '(подробности: --help)', en: '(more: --help)' }[locale]);
  for (const register of [
    registerStart, registerCheck, registerSchema, registerPublish, registerPlan, registerDiff, registerVersions, registerImport, registerTest, registerUser, registerVerify, registerKpi, registerDoctor,
    registerPlugin, registerMigration, registerBackup, registerRestore, registerIncidents,
  ]) {
    register(program);
  }
  return program;
}

/** Carries out one command line (without node and script) and sets the exit code. */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.good : EXIT.wrongCall;
      return;
    }
    const failure = explainFailure(error, readerLocale(), args.includes('--debug'));
    process.stderr.write(`${failure.lines.join('\n')}\n`);
    process.exitCode = failure.exitCode;
  }
}
