import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';

/** Where tests find their PostgreSQL: `npm test` starts one and names it here. */
export function serverUrl(): string {
  const url = process.env['REGLAMENT_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('REGLAMENT_TEST_DATABASE_URL names no server. Run tests with `npm test -- <file>`.');
  return url;
}

function databaseUrl(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.toString();
}

async function onServer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const TEMPLATE_LOCK = 7_305_900;

/**
 * A database made once and copied ever after: `build` is called with its address when no template of this content exists.
 * Several test files ask at the same moment; one builds, the others wait.
 */
export async function ensureTemplate(content: string, build: (adminUrl: string) => Promise<void>): Promise<string> {
  const name = `rg_template_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query<{ ready: boolean }>('select datistemplate as ready from pg_database where datname = $1', [name]);
    if (found.rows[0]?.ready === true) return;
    await client.query(`drop database if exists "${name}"`);
    await client.query(`create database "${name}"`);
    await build(databaseUrl(name));
    await client.query(`alter database "${name}" with is_template true`);
    await dropOldTemplates(client);
  });
  return name;
}

const KEPT_TEMPLATES = 40;

/** Templates of code that is no longer there. The newest are kept: a run that goes on beside this one may be about to copy one of them. */
async function dropOldTemplates(client: pg.Client): Promise<void> {
  const old = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'rg\\_template\\_%' and datistemplate order by oid desc offset $1`, [KEPT_TEMPLATES]);
  for (const { datname } of old.rows) {
    await client.query(`alter database "${datname}" with is_template false`);
    await client.query(`drop database if exists "${datname}"`);
  }
}

/** A copy of a template, for one test file. `drop` cuts whoever is still connected. */
export async function cloneTemplate(template: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `rg_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  await onServer(async (client) => {
    // CREATE DATABASE refuses while anybody is connected to the template; copies are therefore made one after another.
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await client.query(`create database "${name}" template "${template}"`);
  });
  return {
    url: databaseUrl(name),
    drop: () => onServer(async (client) => void (await client.query(`drop database if exists "${name}" with (force)`))),
  };
}
