import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Application } from '../application/index.ts';
import { openApplication, verifyCompany } from '../application/index.ts';
import type { Violation } from '../application/index.ts';
import type { Config } from '../config/index.ts';
import { quoteIdentifier } from '../database/index.ts';
import { Attachment, FileStore } from '../files/index.ts';
import type { Logger } from '../http/index.ts';
import type { PluginDefinition, PluginRegistry } from '../plugin/index.ts';
import { audit } from '../records/index.ts';
import { refuseRestore } from './errors.ts';
import type { BackupHeader } from './format.ts';
import { CREDENTIALS } from './format.ts';
import { RowLoader } from './load-rows.ts';
import { checkBackup, readBackup } from './read-backup.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Plugins instead of the configuration's, for tests that bring their own. */
  readonly plugins?: readonly (string | PluginDefinition)[];
  /** Drops the company that is here under the same id, with its data and files. */
  readonly replace?: boolean;
}

export interface Restored {
  readonly company: string;
  readonly header: BackupHeader;
  /** What `verify` finds in the copy; empty when it is clean. */
  readonly violations: readonly Violation[];
}

/**
 * Brings a company back from a backup: the file is checked whole, then everything is loaded in one transaction under the migrations it was written
 * with, then the schema is brought to the present. The company is silent afterwards: no mail, no timers, no old sessions or tokens, until
 * `releaseCompany`. @throws InvalidError core.backup_damaged, ConflictError core.company_exists, core.backup_unknown_migrations,
 * core.backup_other_company, core.logins_taken
 */
export async function restoreCompany(config: Config, logger: Logger, options: RestoreOptions): Promise<Restored> {
  const header = await checkBackup(options.file);
  const { id } = header.company;
  if (!config.companies.some((one) => one.id === id)) throw refuseRestore('core.backup_other_company', { found: id, known: config.companies.map((one) => one.id).join(', ') });
  const opening = { ...(options.plugins === undefined ? {} : { plugins: options.plugins }) };
  const installation = await openApplication({ ...config, companies: config.companies.filter((one) => one.id !== id) }, logger, opening);
  try {
    await load(installation, header, options);
    const application = await openApplication(config, logger, opening);
    try {
      return { company: id, header, violations: await examineCopy(application, header) };
    } finally {
      await application.close();
    }
  } finally {
    await installation.close({ stopDatabase: true });
  }
}

async function examineCopy(application: Application, header: BackupHeader): Promise<Violation[]> {
  const company = application.companies.get(header.company.id);
  if (company === undefined) throw new Error(`Company ${header.company.id} was restored and is not there`);
  await company.write(company.robot, (uow) => audit(uow, { action: 'company.restored', after: { made_at: header.made_at, kernel: header.kernel } }));
  return verifyCompany(company);
}

/** Schema and roles of a company by its id, as its installation names them. */
function namesOf(id: string): { readonly schema: string; readonly role: string; readonly engine: string } {
  return { schema: `company_${id}`, role: `rg_${id}`, engine: `rg_${id}_engine` };
}

async function load(installation: Application, header: BackupHeader, options: RestoreOptions): Promise<void> {
  const { id } = header.company;
  const migrations = migrationsOf(installation.registry, header);
  const { storage } = new FileStore(installation.config.files);
  const client = new pg.Client({ connectionString: installation.adminUrl, application_name: 'reglament restore' });
  await client.connect();
  const [before, written]: [string[], string[]] = [[], []];
  try {
    await client.query('begin');
    if ((await client.query('select 1 from reglament.company where id = $1', [id])).rows.length > 0) {
      if (options.replace !== true) throw refuseRestore('core.company_exists', { company: id });
      await dropCompany(client, id);
    }
    for await (const key of storage.older(id, -60_000)) before.push(key);
    await makeCompany(client, header, migrations);
    const loader = await RowLoader.open(client, namesOf(id).schema);
    const logins: string[] = [];
    const keys: Record<string, string> = {};
    for await (const entry of readBackup(options.file)) {
      if (entry.kind === 'row' && entry.table === CREDENTIALS) logins.push(entry.json);
      else if (entry.kind === 'row') await loader.add(entry.table, entry.json);
      else if (entry.kind === 'file') {
        const { key } = await storage.put(id, entry.content);
        written.push(key);
        keys[entry.key] = key;
      }
    }
    await loader.flush();
    await client.query(`update ${quoteIdentifier(Attachment.tableName)} a set storage_key = k.value from json_each_text($1::json) k where k.key = a.storage_key`, [JSON.stringify(keys)]);
    await loader.finish();
    await addCredentials(client, id, logins);
    await client.query('commit');
  } catch (error) {
    for (const key of written) await storage.delete(id, key);
    throw error;
  } finally {
    await client.end();
  }
  for (const key of before) await storage.removeLeftover(id, key);
}

/** SQL of the migrations the rows were written under. @throws ConflictError when the program has not all of them in the same words */
function migrationsOf(registry: PluginRegistry, header: BackupHeader): { readonly plugin: string; readonly id: string; readonly sql: string; readonly sha256: string }[] {
  const wanted = new Map(header.migrations.map((one) => [`${one.plugin}/${one.id}`, one.sha256]));
  const found = registry.plugins.flatMap((plugin) =>
    (plugin.migrations ?? [])
      .map(({ id, sql }) => ({ plugin: plugin.id, id, sql, sha256: createHash('sha256').update(sql).digest('hex') }))
      .filter((one) => wanted.get(`${one.plugin}/${one.id}`) === one.sha256),
  );
  const known = new Set(found.map((one) => `${one.plugin}/${one.id}`));
  const unknown = [...wanted.keys()].filter((one) => !known.has(one));
  if (unknown.length > 0) throw refuseRestore('core.backup_unknown_migrations', { migrations: unknown.join(', ') });
  return found;
}

async function dropCompany(client: pg.Client, id: string): Promise<void> {
  await client.query(`set local lock_timeout to '20s'; drop schema if exists ${quoteIdentifier(namesOf(id).schema)} cascade`);
  // sessions and tokens go with the credentials
  await client.query('delete from reglament.company where id = $1', [id]);
  await client.query('delete from reglament.migration where scope = $1', [id]);
  await client.query(`delete from graphile_worker._private_jobs where payload ->> 'company' = $1`, [id]);
}

async function makeCompany(client: pg.Client, { company }: BackupHeader, migrations: ReturnType<typeof migrationsOf>): Promise<void> {
  const { schema, role, engine } = namesOf(company.id);
  await client.query(`create schema ${quoteIdentifier(schema)}`);
  await client.query(`set local search_path to ${quoteIdentifier(schema)}, reglament, public; set local timezone to 'UTC'`);
  await client.query(
    `insert into reglament.company(id, schema_name, role_name, engine_role_name, title, time_zone, regulation_folder, active_hash, clock_at, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'silent')`,
    [company.id, schema, role, engine, JSON.stringify(company.title), company.time_zone, company.regulation_folder, company.active_hash, company.clock_at],
  );
  for (const one of migrations) {
    await client.query(one.sql);
    await client.query('insert into reglament.migration(scope, plugin, id, sha256) values ($1, $2, $3, $4)', [company.id, one.plugin, one.id, one.sha256]);
  }
}

async function addCredentials(client: pg.Client, id: string, rows: readonly string[]): Promise<void> {
  const all = `[${rows.join(',')}]`;
  const taken = await client.query<{ login: string }>(
    'select c.login from reglament.credential c join json_populate_recordset(null::reglament.credential, $1::json) r on lower(c.login) = lower(r.login) order by 1',
    [all],
  );
  if (taken.rows.length > 0) throw refuseRestore('core.logins_taken', { logins: taken.rows.map((row) => row.login).join(', ') });
  await client.query(
    `insert into reglament.credential(user_id, company_id, login, password_hash, is_active, totp_secret, created_at)
     select user_id, $2, login, password_hash, is_active, totp_secret, created_at from json_populate_recordset(null::reglament.credential, $1::json)`,
    [all, id],
  );
}
