import { randomUUID } from 'node:crypto';
import type { Actor, CompanyRecord } from '../company/index.ts';
import { Company } from '../company/index.ts';
import type { Database } from '../database/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import { loadVersion } from '../regulation/index.ts';

/** Acts before the robot's own row exists. */
const BOOTSTRAP: Actor = { kind: 'robot', userId: '00000000-0000-0000-0000-000000000000', login: 'robot', name: 'Робот', roles: [], permissions: new Map(), locale: 'ru' };

/** Finds or makes the row of the system actor: history and audit name it like anybody else. */
async function robotOf(company: Company): Promise<Actor> {
  const id = await company.write(BOOTSTRAP, async (uow) => {
    await uow.query('select pg_advisory_xact_lock(hashtext($1))', [`robot ${company.id}`]);
    const found = await uow.query<{ id: string }>('select id from core_user where is_system limit 1');
    if (found[0] !== undefined) return found[0].id;
    const robot = randomUUID();
    await uow.query(
      `insert into core_user(id, version, created_at, updated_at, deletion_mark, external_ids, custom, is_active, code, full_name, email, locale, is_supervised, is_system)
       values ($1, 1, $2, $2, false, '{}', '{}', true, 'robot', 'Робот', 'robot@localhost', 'ru', false, true)`,
      [robot, uow.now],
    );
    return robot;
  });
  return { ...BOOTSTRAP, userId: id };
}

/** Rows of the registry. */
export async function registeredCompanies(database: Database, ids: readonly string[]): Promise<CompanyRecord[]> {
  return database.query<CompanyRecord>(
    'select id, schema_name, role_name, engine_role_name, title, time_zone, regulation_folder, active_hash, status from reglament.company where id = any($1::text[]) order by id',
    [ids],
  );
}

/** Opens every registered company of the installation with its robot and the regulation in force, if it has one. */
export async function openCompanies(database: Database, registry: PluginRegistry, ids: readonly string[]): Promise<Map<string, Company>> {
  const records = await registeredCompanies(database, ids);
  const companies = new Map<string, Company>();
  for (const record of records) {
    const company = new Company(record, database, registry);
    company.loadVersionsWith((hash, uow) => loadVersion(uow, hash));
    company.robot = await robotOf(company);
    if (record.active_hash !== null) await adoptVersion(company, record.active_hash);
    companies.set(record.id, company);
  }
  return companies;
}

/** Makes a published version the active one in this process. */
export async function adoptVersion(company: Company, hash: string): Promise<void> {
  if (company.hasRegulation && company.regulation.hash === hash) return;
  company.activate(await company.read(company.robot, (uow) => company.version(hash, uow)));
}
