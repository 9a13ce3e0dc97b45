import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Client } from 'pg';
import { quoteIdentifier, sqlState } from '../database/index.ts';
import { CONTROL_MIGRATIONS } from './control-schema.ts';

/** One change of a schema: plain SQL, unqualified names, run once per company. */
export interface Migration {
  /** Sorts in time: `202611220900-add-contract`. */
  readonly id: string;
  readonly sql: string;
}

/** Migrations of one plugin, in the order they are applied. */
export interface MigrationSet {
  readonly plugin: string;
  readonly migrations: readonly Migration[];
}

/** Reads `*.sql` beside a plugin, sorted by name. `base` is the plugin's `import.meta.url`. */
export function migrationsFrom(folder: string, base: string): Migration[] {
  const path = fileURLToPath(new URL(folder, base));
  return readdirSync(path)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ id: name.slice(0, -'.sql'.length), sql: readFileSync(`${path}/${name}`, 'utf8') }));
}

/** Tables nobody changes or deletes from; of these, history and versions are added to by the engine's role alone. */
const APPEND_ONLY = ['core_history', 'core_history_seal', 'core_regulation_version', 'core_audit'];
const ENGINE_ONLY = new Set(['core_history', 'core_history_seal', 'core_regulation_version']);
const MIGRATION_LOCK = 7_305_112;

export interface CompanyRegistration {
  readonly id: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly timeZone: string;
  readonly regulationFolder: string;
}

export interface Installation {
  /** Connection string of the run-time role: no DDL, no ownership, member of each company's roles. */
  readonly appUrl: string;
  readonly appRole: string;
  readonly applied: number;
}

export interface InstallOptions {
  readonly adminUrl: string;
  /** Connection string of a run-time role that exists already; without it one is made. */
  readonly appUrl?: string;
  readonly sets: readonly MigrationSet[];
  readonly companies: readonly CompanyRegistration[];
  /** Columns guarded against any writer but the engine: table name → state columns. */
  readonly guardedColumns: Readonly<Record<string, readonly string[]>>;
  /** Further preparation of the installation under the owner's role, before the companies' own: the queue. */
  readonly prepare?: (appRole: string) => Promise<void>;
  readonly log?: (message: string) => void;
}

/**
 * Brings a database to the present: control schema, roles, one schema per company, every plugin's migrations in the order given.
 * Safe when several nodes start together (one advisory lock) and resumable after a kill: each migration commits with its own record.
 * @throws Error naming the migration when an applied one was edited or one fails.
 */
export async function install(options: InstallOptions): Promise<Installation> {
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'reglament migrations' });
  // The query under way fails as well, and says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const version = await client.query<{ v: number }>(`select current_setting('server_version_num')::int as v`);
    if ((version.rows[0]?.v ?? 0) < 140000) throw new Error('PostgreSQL 14 or newer is needed.');
    await client.query('create schema if not exists reglament');
    await client.query('create extension if not exists pg_trgm');
    let applied = await applyControl(client);
    const appRole = await ensureAppRole(client, options);
    await options.prepare?.(appRole.name);
    for (const company of options.companies) {
      applied += await installCompany(client, company, appRole.name, options);
    }
    return { appUrl: options.appUrl ?? urlOf(options.adminUrl, appRole), appRole: appRole.name, applied };
  } finally {
    await client.end();
  }
}

async function exists(client: Client, sql: string, values: unknown[]): Promise<boolean> {
  return ((await client.query(sql, values)).rowCount ?? 0) > 0;
}

/** Roles belong to the whole server, which our lock on one database does not guard: another database's installation may make one first. */
async function createRole(client: Client, name: string, options: string): Promise<void> {
  if (await exists(client, 'select 1 from pg_roles where rolname = $1', [name])) return;
  try {
    await client.query(`create role ${quoteIdentifier(name)} ${options}`);
  } catch (error) {
    if (sqlState(error) !== '42710' && sqlState(error) !== '23505') throw error;
  }
}

async function applyControl(client: Client): Promise<number> {
  let applied = 0;
  const ready = await exists(client, `select 1 from pg_tables where schemaname = 'reglament' and tablename = 'migration'`, []);
  for (const migration of CONTROL_MIGRATIONS) {
    if (ready && (await isApplied(client, 'control', 'core', migration))) continue;
    await applyOne(client, 'control', 'core', migration, 'reglament');
    applied += 1;
  }
  return applied;
}

async function isApplied(client: Client, scope: string, plugin: string, migration: Migration): Promise<boolean> {
  const found = await client.query<{ sha256: string }>('select sha256 from reglament.migration where scope = $1 and plugin = $2 and id = $3', [scope, plugin, migration.id]);
  const row = found.rows[0];
  if (row === undefined) return false;
  if (row.sha256 !== digest(migration.sql)) {
    throw new Error(`Migration ${plugin}/${migration.id} was applied to ${scope} and has been edited since. Restore its text and add a new migration instead.`);
  }
  return true;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function applyOne(client: Client, scope: string, plugin: string, migration: Migration, schema: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local search_path to ${quoteIdentifier(schema)}, reglament, public`);
    await client.query(migration.sql);
    await client.query('insert into reglament.migration(scope, plugin, id, sha256) values ($1, $2, $3, $4)', [scope, plugin, migration.id, digest(migration.sql)]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`Migration ${plugin}/${migration.id} failed on ${scope}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The role the application runs under, with what it needs in the installation's own schema. */
async function ensureAppRole(client: Client, options: Pick<InstallOptions, 'adminUrl' | 'appUrl'>): Promise<AppRole> {
  const role = options.appUrl === undefined ? await ownAppRole(client, options.adminUrl) : { name: decodeURIComponent(new URL(options.appUrl).username), password: '' };
  const name = quoteIdentifier(role.name);
  await client.query(`
    grant usage on schema reglament to ${name};
    grant select on reglament.company, reglament.migration to ${name};
    grant update (clock_at, active_hash, status) on reglament.company to ${name};
    grant select, insert, update, delete on reglament.credential, reglament.session, reglament.api_token, reglament.login_attempt, reglament.worker_heartbeat to ${name};
    grant execute on all functions in schema reglament to ${name};
  `);
  return role;
}

interface AppRole {
  readonly name: string;
  readonly password: string;
}

function urlOf(adminUrl: string, role: AppRole): string {
  const url = new URL(adminUrl);
  url.username = role.name;
  url.password = role.password;
  return url.toString();
}

/**
 * A run-time role of our own making. Its password is made once and kept where only the owner can read it, so that every node finds the same one;
 * on a server that already has another installation's role the name carries this database's.
 */
async function ownAppRole(client: Client, adminUrl: string): Promise<AppRole> {
  const stored = await client.query<{ value: { name: string; password: string } }>(`select value from reglament.setting where key = 'app_role'`);
  let role = stored.rows[0]?.value;
  if (role === undefined) {
    const taken = await exists(client, 'select 1 from pg_roles where rolname = $1', ['reglament_app']);
    const database = new URL(adminUrl).pathname.slice(1).toLowerCase().replace(/[^a-z0-9_]/g, '_');
    role = { name: taken ? `reglament_app_${database}`.slice(0, 63) : 'reglament_app', password: randomBytes(32).toString('hex') };
    await client.query(`insert into reglament.setting(key, value) values ('app_role', $1)`, [JSON.stringify(role)]);
  }
  await createRole(client, role.name, `login noinherit nosuperuser nocreatedb nocreaterole password '${role.password}'`);
  return role;
}

async function installCompany(client: Client, company: CompanyRegistration, appRole: string, options: InstallOptions): Promise<number> {
  const schema = `company_${company.id}`;
  const role = `rg_${company.id}`;
  const engine = `rg_${company.id}_engine`;
  for (const name of [role, engine]) {
    await createRole(client, name, 'nologin');
  }
  await client.query(`grant ${quoteIdentifier(role)} to ${quoteIdentifier(engine)}; grant ${quoteIdentifier(role)}, ${quoteIdentifier(engine)} to ${quoteIdentifier(appRole)}`);
  await client.query(`create schema if not exists ${quoteIdentifier(schema)}`);
  await client.query(
    `insert into reglament.company(id, schema_name, role_name, engine_role_name, title, time_zone, regulation_folder) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set regulation_folder = excluded.regulation_folder, title = excluded.title, time_zone = excluded.time_zone`,
    [company.id, schema, role, engine, JSON.stringify(company.title), company.timeZone, company.regulationFolder],
  );
  let applied = 0;
  for (const set of options.sets) {
    for (const migration of set.migrations) {
      if (await isApplied(client, company.id, set.plugin, migration)) continue;
      await applyOne(client, company.id, set.plugin, migration, schema);
      applied += 1;
    }
  }
  await guardStates(client, schema, engine, options.guardedColumns);
  await grant(client, schema, role, engine);
  options.log?.(`${company.id}: ${applied} migrations applied`);
  return applied;
}

/** A trigger per table with states: whoever is not the engine's role cannot write them, whatever his SQL. */
async function guardStates(client: Client, schema: string, engine: string, guarded: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const [table, columns] of Object.entries(guarded)) {
    const target = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
    const literals = [engine, ...columns].map((name) => `'${name.replace(/'/g, "''")}'`).join(', ');
    // Making a trigger waits for everybody who works with the table, so a node that starts beside others leaves a right one alone.
    const present = await client.query<{ arguments: string }>(
      `select encode(tgargs, 'escape') as arguments from pg_trigger where tgname = $1 and tgrelid = $2::regclass and (tgtype & 8) > 0`,
      [`${table}_state_guard`, `${schema}.${table}`],
    );
    if (present.rows[0]?.arguments === [engine, ...columns].map((name) => `${name}\\000`).join('')) continue;
    await client.query(`drop trigger if exists ${quoteIdentifier(`${table}_state_guard`)} on ${target};
      create trigger ${quoteIdentifier(`${table}_state_guard`)} before insert or update or delete on ${target} for each row execute function reglament.guard_state(${literals})`);
  }
}

async function grant(client: Client, schema: string, role: string, engine: string): Promise<void> {
  const where = quoteIdentifier(schema);
  await client.query(`
    grant usage on schema ${where} to ${quoteIdentifier(role)};
    grant usage on schema reglament to ${quoteIdentifier(role)};
    grant select on reglament.company to ${quoteIdentifier(role)};
    grant execute on all functions in schema reglament to ${quoteIdentifier(role)};
    grant select, insert, update, delete on all tables in schema ${where} to ${quoteIdentifier(role)};
    grant usage on all sequences in schema ${where} to ${quoteIdentifier(role)};
    ${APPEND_ONLY.map((table) => `revoke insert, update, delete on ${where}.${table} from ${quoteIdentifier(role)}; grant insert on ${where}.${table} to ${quoteIdentifier(ENGINE_ONLY.has(table) ? engine : role)};`).join('\n')}
  `);
}
