import { PROJECT_ROOT, loadPlugins, openApplication } from '../../../core/application/index.ts';
import type { Application } from '../../../core/application/index.ts';
import { resolveActor } from '../../../core/access/index.ts';
import type { Actor, Company } from '../../../core/company/index.ts';
import { loadConfig } from '../../../core/config/index.ts';
import type { CompanyConfig, Config } from '../../../core/config/index.ts';
import { createLogger } from '../../../core/http/index.ts';
import type { Logger } from '../../../core/http/index.ts';
import { nearest } from '../../../core/language/index.ts';
import type { PluginRegistry } from '../../../core/plugin/index.ts';
import { UsageError } from '../../output/index.ts';
import type { CommonOptions } from './add-command.ts';

/** The configuration a command was given. @throws ConfigError */
export function configOf(options: CommonOptions): Config {
  return loadConfig(options.config, { root: PROJECT_ROOT });
}

/** Messages of the installation: only with --debug, and never among the answer. */
export function loggerOf(options: CommonOptions): Logger {
  return createLogger({ level: options.debug === true ? 'debug' : 'silent', destination: { write: (line: string) => void process.stderr.write(line) } });
}

/** Configuration and plugins, for commands that need no database. @throws ConfigError, PluginProblemsError */
export async function readInstallation(options: CommonOptions): Promise<{ readonly config: Config; readonly registry: PluginRegistry }> {
  const config = configOf(options);
  return { config, registry: await loadPlugins(config.plugins) };
}

/** Opens the installation for the time of `work`. */
export async function withInstallation<Result>(options: CommonOptions, work: (application: Application) => Promise<Result>): Promise<Result> {
  const application = await openApplication(configOf(options), loggerOf(options));
  try {
    return await work(application);
  } finally {
    await application.close({ stopDatabase: true });
  }
}

/** The companies a command is about: the one named, or all. @throws UsageError */
export function chosenCompanies(config: Config, id: string | undefined): readonly CompanyConfig[] {
  if (id === undefined) return config.companies;
  const found = config.companies.find((one) => one.id === id);
  if (found !== undefined) return [found];
  const ids = config.companies.map((one) => one.id);
  const like = nearest(id, ids);
  throw new UsageError({
    ru: `Компании «${id}» нет в конфигурации «${config.name}»${like === undefined ? '' : `; возможно, «${like}»`}. Есть: ${ids.join(', ')}.`,
    en: `The configuration "${config.name}" has no company "${id}"${like === undefined ? '' : `; did you mean "${like}"?`} There are: ${ids.join(', ')}.`,
  });
}

/** The one company a command is about. @throws UsageError when several are configured and none is named */
export function onlyCompany(config: Config, id: string | undefined): CompanyConfig {
  const [first, ...others] = chosenCompanies(config, id);
  if (first !== undefined && others.length === 0) return first;
  const ids = config.companies.map((one) => one.id).join(', ');
  throw new UsageError({ ru: `Назовите компанию: --company <id>. Есть: ${ids}.`, en: `Name the company: --company <id>. There are: ${ids}.` });
}

/** An open company. */
export function openCompany(application: Application, { id }: CompanyConfig): Company {
  const company = application.companies.get(id);
  if (company === undefined) throw new Error(`Company ${id} is configured and was not opened`);
  return company;
}

/** Whoever a change is made as: the user with that login, or the robot. @throws UsageError */
export async function actorOf(company: Company, login: string | undefined): Promise<Actor> {
  if (login === undefined) return company.robot;
  const rows = await company.read(company.robot, (uow) => uow.query<{ id: string }>('select id from core_user where lower(login) = lower($1)', [login]));
  const actor = rows[0] === undefined ? undefined : await resolveActor(company, rows[0].id);
  if (actor === undefined) throw new UsageError({ ru: `В компании ${company.id} нет действующего пользователя «${login}».`, en: `The company ${company.id} has no active user "${login}".` });
  return actor;
}
