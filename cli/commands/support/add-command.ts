import { Option } from 'commander';
import type { Command } from 'commander';
import { LOCALES } from '../../../core/language/index.ts';
import type { Label, Locale } from '../../../core/language/index.ts';
import type { Answer } from '../../output/index.ts';
import { EXIT, answerText, explainFailure, readerLocale } from '../../output/index.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly config: string;
  readonly company?: string;
  readonly json?: boolean;
  readonly lang?: Locale;
  readonly debug?: boolean;
}

export interface CommandSpec {
  /** Name and arguments as commander writes them: `import <importer> <files...>`. */
  readonly name: string;
  readonly about: Label;
  /** A whole command line, shown by --help. */
  readonly example: string;
  /** Whether `--company` narrows it. */
  readonly company?: boolean;
  readonly options?: readonly { readonly flags: string; readonly about: Label; readonly default?: string; readonly required?: boolean }[];
}

/** One call of a command. */
export interface Call<Options> {
  readonly options: Options & CommonOptions;
  readonly args: readonly string[];
  readonly locale: Locale;
}

/** Declares a command with the common options; what its work answers is printed, what it throws is put into words. */
export function addCommand<Options>(program: Command, spec: CommandSpec, work: (call: Call<Options>) => Promise<Answer>): Command {
  const locale = readerLocale();
  const say = (ru: string, en: string): string => ({ ru, en })[locale];
  const command = program.command(spec.name).description(spec.about[locale]);
  for (const one of spec.options ?? []) {
    const option = new Option(one.flags, one.about[locale]);
    if (one.default !== undefined) option.default(one.default);
    if (one.required === true) option.makeOptionMandatory();
    command.addOption(option);
  }
  command.option('--config <name|path>', say('конфигурация: имя в configs/ или путь', 'configuration: a name in configs/ or a path'), 'demo');
  if (spec.company === true) command.option('--company <id>', say('компания; без ключа — все или единственная', 'company; all of them, or the only one, by default'));
  command
    .option('--json', say('ответ в JSON', 'answer in JSON'))
    .addOption(new Option('--lang <language>', say('язык ответа', 'language of the answer')).choices([...LOCALES]))
    .option('--debug', say('при сбое показать стек', 'show the stack of a fault'))
    .addHelpText('after', `\n${say('Пример', 'Example')}:\n  ${spec.example}`);
  command.action(async (...given: unknown[]) => {
    const options = command.opts() as Options & CommonOptions;
    const args = given.slice(0, -2).flat().filter((one): one is string => typeof one === 'string');
    const { writeOut, writeErr } = command.configureOutput();
    try {
      const answer = await work({ options, args, locale });
      writeOut?.(answerText(answer, options.json === true));
      process.exitCode = answer.failed === true ? EXIT.failed : EXIT.good;
    } catch (error) {
      const failure = explainFailure(error, locale, options.debug === true);
      if (options.json === true) writeOut?.(`${JSON.stringify(failure.data, null, 2)}\n`);
      else writeErr?.(`${failure.lines.join('\n')}\n`);
      process.exitCode = failure.exitCode;
    }
  });
  return command;
}

/** A command that only groups others: `reglament user list`. */
export function addGroup(program: Command, name: string, about: Label): Command {
  return program.command(name).description(about[readerLocale()]);
}
