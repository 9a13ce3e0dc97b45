import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { quoteIdentifier } from '../database/index.ts';
import { JOBS_CONTROL_SQL } from './control-sql.ts';
import { queueLog } from './queue-log.ts';
import type { JobLog } from './job-log.ts';
import { silentLog } from './job-log.ts';

/** Tables of the queue that a worker reads and writes; row security is on for each, so the worker's role needs a policy as well. */
const QUEUE_TABLES = ['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs'];

/**
 * Brings the queue to the present: graphile-worker's schema, our functions over it, and the rights of `appRole`, under which workers connect.
 * Needs the schema `reglament` with its table `company` and the role; safe to repeat. `adminUrl` is the owner's connection string.
 */
export async function installJobs(adminUrl: string, appRole: string, log: JobLog = silentLog): Promise<void> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2, application_name: 'reglament migrations' });
  const complain = (error: Error): void => log.warn('A connection to the database was lost during installation', { error });
  pool.on('error', complain);
  pool.on('connect', (client) => client.on('error', complain));
  try {
    await runMigrations({ pgPool: pool, logger: queueLog(log) });
    await pool.query(JOBS_CONTROL_SQL);
    await grant(pool, quoteIdentifier(appRole));
  } finally {
    await pool.end();
  }
}

async function grant(pool: pg.Pool, role: string): Promise<void> {
  await pool.query(`
    grant usage on schema graphile_worker to ${role};
    grant select on graphile_worker.migrations to ${role};
    grant execute on all functions in schema graphile_worker to ${role};
  `);
  for (const table of QUEUE_TABLES) {
    await pool.query(`
      grant select, insert, update, delete on graphile_worker.${table} to ${role};
      drop policy if exists reglament_worker on graphile_worker.${table};
      create policy reglament_worker on graphile_worker.${table} to ${role} using (true) with check (true);
    `);
  }
}
