import { basename, join } from 'node:path';
import type { Config } from '../config/index.ts';
import { refuseUnsafe } from '../config/index.ts';
import { createAccess } from '../access/index.ts';
import type { Access } from '../access/index.ts';
import type { Company, MigrationSet } from '../company/index.ts';
import { install } from '../company/index.ts';
import { Database } from '../database/index.ts';
import { startEmbeddedServer } from '../database/embedded/index.ts';
import type { EmbeddedServer } from '../database/embedded/index.ts';
import { InvalidError } from '../errors/index.ts';
import { configureFiles } from '../files/index.ts';
import type { Logger } from '../http/index.ts';
import { installJobs } from '../jobs/index.ts';
import type { PluginDefinition, PluginRegistry } from '../plugin/index.ts';
import { tableName } from '../entity/index.ts';
import { adoptVersion, openCompanies, registeredCompanies } from './open-companies.ts';
import { PROJECT_ROOT, loadPlugins } from './load-plugins.ts';

/** An installation that is ready to work: database brought to the present, plugins checked, companies open. It serves nothing by itself. */
export interface Application {
  readonly config: Config;
  readonly registry: PluginRegistry;
  readonly database: Database;
  /** Connection string of the run-time role. */
  readonly appUrl: string;
  readonly adminUrl: string;
  readonly companies: ReadonlyMap<string, Company>;
  readonly access: Access;
  readonly logger: Logger;
  readonly embedded: EmbeddedServer | undefined;
  /** Takes over what other nodes have published. */
  refresh(): Promise<void>;
  /** Closes the pool; `stopDatabase` also stops an embedded server that nobody else uses. */
  close(options?: { readonly stopDatabase?: boolean }): Promise<void>;
}

export interface OpenOptions {
  /** Plugins instead of the configuration's, for tests that bring their own. */
  readonly plugins?: readonly (string | PluginDefinition)[];
}

/** Columns that only the process engine may write, by table: the database's own guard is made from this. */
export function guardedColumns(registry: PluginRegistry): Record<string, string[]> {
  return Object.fromEntries(registry.processes.map((spec) => [tableName(spec.id), [...Object.values(spec.regions).map((region) => region.field), 'regulation_hash']]));
}

function migrationSets(registry: PluginRegistry): MigrationSet[] {
  return registry.plugins.map((plugin) => ({ plugin: plugin.id, migrations: plugin.migrations ?? [] }));
}

/** @throws InvalidError when production would start with something that must not be there (reliability-security, L4) */
function refuseUnsafeConfig(config: Config): void {
  const problems = refuseUnsafe(config);
  if (problems.length > 0) {
    throw new InvalidError('core.unsafe_configuration', { ru: 'Конфигурация небезопасна: {problems}', en: 'The configuration is unsafe: {problems}' }, { params: { problems: problems.map((one) => `${one.path}: ${one.message.en}`).join('; ') } });
  }
}

/**
 * Opens an installation: starts the embedded server when no address of another is given, migrates, opens the companies.
 * @throws PluginProblemsError, InvalidError
 */
export async function openApplication(config: Config, logger: Logger, options: OpenOptions = {}): Promise<Application> {
  refuseUnsafeConfig(config);
  const registry = await loadPlugins(options.plugins ?? config.plugins);
  const embedded = config.database.embedded === undefined ? undefined : await startEmbeddedServer({ ...config.database.embedded, log: { info: (text) => logger.info(text), warn: (text) => logger.warn(text) } });
  const adminUrl = embedded?.adminUrl ?? config.database.adminUrl ?? config.database.url ?? '';
  const { appUrl, appRole } = await install({
    adminUrl,
    ...(config.database.adminUrl !== undefined && config.database.url !== undefined && config.database.url !== config.database.adminUrl ? { appUrl: config.database.url } : {}),
    sets: migrationSets(registry),
    companies: config.companies.map((one) => ({ id: one.id, title: { ru: one.id, en: one.id }, timeZone: 'Europe/Moscow', regulationFolder: one.regulation.startsWith(PROJECT_ROOT) ? join('regulations', basename(one.regulation)) : one.regulation })),
    guardedColumns: guardedColumns(registry),
    prepare: (role) => installJobs(adminUrl, role),
    log: (text) => logger.debug(text),
  });
  logger.debug({ appRole }, 'the database is up to date');
  const database = new Database({ url: appUrl, applicationName: `reglament ${config.name}`, ...config.database });
  const companies = await openCompanies(database, registry, config.companies.map((one) => one.id));
  configureFiles(registry, config.files);
  const access = createAccess({ companies, database, sessions: config.sessions, loginLimit: config.rateLimits.login, publicUrl: config.http.publicUrl, logger });
  return {
    config, registry, database, appUrl, adminUrl, companies, access, logger, embedded,
    refresh: async () => {
      for (const record of await registeredCompanies(database, [...companies.keys()])) {
        const company = companies.get(record.id);
        company?.renew(record);
        if (company !== undefined && record.active_hash !== null) await adoptVersion(company, record.active_hash);
      }
    },
    close: async (options) => {
      await database.close();
      if (options?.stopDatabase === true) await embedded?.stop();
    },
  };
}
