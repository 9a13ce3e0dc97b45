import 'reflect-metadata';
import { rmSync, mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Actor, CompanyRecord } from '../../company/index.ts';
import { Company, KERNEL_COMPANY_SQL, install } from '../../company/index.ts';
import { Database } from '../../database/index.ts';
import { startEmbeddedServer } from '../../database/embedded/index.ts';
import { PluginRegistry } from '../../plugin/index.ts';
import type { CompiledRegulation, CompiledSchedule } from '../../regulation/index.ts';
import { JOBS_COMPANY_SQL, installJobs } from '../index.ts';

export interface Installed {
  readonly adminUrl: string;
  readonly appUrl: string;
  /** Two companies of a database of their own. */
  readonly ids: readonly [string, string];
  drop(): Promise<void>;
}

/** A scratch database with two companies that have the kernel's tables and nothing else, on the given server or on an embedded one. */
export async function installScratch(): Promise<Installed> {
  const server = await aServer();
  try {
    return await installOn(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface Server {
  /** As its superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

async function installOn(server: Server): Promise<Installed> {
  const name = `reglament_jobs_${process.pid}`;
  await admin(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const adminUrl = url.toString();
  const ids = [`alfa${process.pid}`, `beta${process.pid}`] as const;
  const migrations = [
    { id: '1-kernel', sql: KERNEL_COMPANY_SQL },
    ...(KERNEL_COMPANY_SQL.includes('is_waiting') ? [] : [{ id: '2-jobs', sql: JOBS_COMPANY_SQL }]),
  ];
  const { appUrl } = await install({
    adminUrl,
    sets: [{ plugin: 'core', migrations }],
    companies: ids.map((id) => ({ id, title: { ru: id, en: id }, timeZone: 'Europe/Moscow', regulationFolder: 'none' })),
    guardedColumns: {},
  });
  const appRole = new URL(appUrl).username;
  await installJobs(adminUrl, appRole);
  return {
    adminUrl,
    appUrl,
    ids,
    drop: async () => {
      await admin(server.url, `drop database ${name} with (force)`);
      const roles = [appRole, ...ids.flatMap((id) => [`rg_${id}_engine`, `rg_${id}`])];
      await admin(server.url, roles.map((role) => `drop role ${role}`).join(';'));
      await server.stop();
    },
  };
}

async function aServer(): Promise<Server> {
  const given = process.env['REGLAMENT_TEST_DATABASE_URL'];
  if (given !== undefined) return { url: given, stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'jobs-test-'));
  chmodSync(folder, 0o755);
  const embedded = await startEmbeddedServer({
    dataDir: folder,
    port: 41_000 + (process.pid % 2_000) * 10,
    settings: { fsync: 'off' },
    log: { info: () => undefined, warn: () => undefined },
  });
  return {
    url: embedded.adminUrl,
    stop: async () => {
      await embedded.stop({ force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs SQL as the owner. */
export async function admin<Row extends object = Record<string, unknown>>(url: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

export function openDatabase(appUrl: string): Database {
  return new Database({ url: appUrl, poolSize: 8, statementTimeoutMs: 20_000, idleInTransactionTimeoutMs: 60_000, acquireTimeoutMs: 10_000, applicationName: 'jobs test' });
}

const ROBOT: Actor = {
  kind: 'robot',
  userId: '00000000-0000-4000-8000-000000000001',
  login: 'robot',
  name: 'Robot',
  roles: [],
  permissions: new Map(),
  locale: 'ru',
};

/** The company as a process sees it, under a regulation that has schedules and nothing else. */
export async function openCompany(database: Database, id: string, schedules: readonly Partial<CompiledSchedule>[] = []): Promise<Company> {
  const rows = await database.query<CompanyRecord & Record<string, unknown>>('select * from reglament.company where id = $1', [id]);
  const company = new Company(rows[0] as CompanyRecord, database, new PluginRegistry([]));
  company.robot = ROBOT;
  company.activate({ hash: 'test', document: {}, schedules: new Map(schedules.map((one) => [String(one.id), one])) } as unknown as CompiledRegulation);
  return company;
}

/** Waits until `check` holds; fails after ten seconds, far beyond what any of it takes. */
export async function until(check: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`Never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
