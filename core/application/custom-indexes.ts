import pg from 'pg';
import type { Company } from '../company/index.ts';
import { quoteIdentifier } from '../database/index.ts';
import { tableName } from '../entity/index.ts';

/**
 * Makes the indexes that the regulation in force asks for on the company's own fields (`indexed: true`). Indexes are the owner's to make, so this
 * runs on a connection of its own; one that is there already stays, and none is made twice.
 */
export async function ensureCustomIndexes(company: Company, adminUrl: string): Promise<number> {
  const wanted = Object.entries(company.regulation.document.fields ?? {}).flatMap(([entity, fields]) =>
    Object.entries(fields).filter(([, one]) => one.indexed === true).map(([name]) => ({ table: tableName(entity), name })),
  );
  if (wanted.length === 0) return 0;
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'reglament indexes' });
  await client.connect();
  try {
    let made = 0;
    for (const { table, name } of wanted) {
      const index = `${table}_custom_${name}`.slice(0, 59) + '_idx';
      const known = await client.query('select 1 from pg_indexes where schemaname = $1 and indexname = $2', [company.record.schema_name, index]);
      if (known.rowCount !== 0) continue;
      await client.query(`create index ${quoteIdentifier(index)} on ${quoteIdentifier(company.record.schema_name)}.${quoteIdentifier(table)} ((custom ->> '${name.replace(/'/g, "''")}'))`);
      made += 1;
    }
    return made;
  } finally {
    await client.end();
  }
}
