import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { KERNEL_VERSION } from '../application/index.ts';
import { quoteIdentifier } from '../database/index.ts';
import { Attachment, FileStore } from '../files/index.ts';
import type { FileSettings } from '../files/index.ts';
import type { BackupHeader, CompanyState, TableSummary } from './format.ts';
import { CHUNK_BYTES, CREDENTIALS } from './format.ts';
import { writeGzipLines } from './gzip-lines.ts';

export interface BackupOptions {
  /** Connection string of the owner: the run-time role may not read credentials and queue together. */
  readonly adminUrl: string;
  readonly company: string;
  readonly files: FileSettings;
  /** Path of the backup; a file that is there already is not overwritten. */
  readonly file: string;
}

const ROWS_AT_ONCE = 500;

/** What the rows and files turned out to be while they were written. */
interface Summary {
  readonly tables: TableSummary[];
  readonly files: { readonly key: string; readonly size: number; readonly sha256: string }[];
  readonly missing: string[];
}

/**
 * Writes everything of one company as it stood at one moment: rows, credentials, attachments. People go on working meanwhile. The file appears
 * under its name only when it is whole. @throws Error EEXIST when there is such a file
 */
export async function backupCompany(options: BackupOptions): Promise<BackupHeader> {
  await (await open(options.file, 'wx', 0o600)).close();
  const [body, draft] = [`${options.file}.rows`, `${options.file}.part`];
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'reglament backup' });
  await client.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; set local timezone to 'UTC'`);
    const { company, schema, madeAt } = await companyState(client, options.company);
    const summary: Summary = { tables: [], files: [], missing: [] };
    await writeGzipLines(body, bodyLines(client, schema, options, summary));
    const header: BackupHeader = {
      format: 'reglament-backup',
      format_version: 1,
      kernel: KERNEL_VERSION,
      made_at: madeAt,
      company,
      migrations: (await client.query<BackupHeader['migrations'][number]>('select plugin, id, sha256 from reglament.migration where scope = $1 order by applied_at, plugin, id', [options.company])).rows,
      regulations: (await client.query<{ hash: string }>(`select hash from ${quoteIdentifier(schema)}.core_regulation_version order by number`)).rows.map((row) => row.hash),
      tables: summary.tables,
      files: summary.files,
      missing_files: summary.missing,
    };
    await client.query('commit');
    const line = JSON.stringify(header);
    await writeGzipLines(draft, [line]);
    await pipeline(createReadStream(body), createWriteStream(draft, { flags: 'a' }));
    await writeGzipLines(draft, [JSON.stringify(['end', createHash('sha256').update(line).digest('hex')])], { append: true });
    const whole = await open(draft, 'r');
    await whole.sync();
    await whole.close();
    await rename(draft, options.file);
    return header;
  } catch (error) {
    await rm(options.file, { force: true });
    throw error;
  } finally {
    await client.end();
    await rm(body, { force: true });
    await rm(draft, { force: true });
  }
}

async function companyState(client: pg.Client, id: string): Promise<{ readonly company: CompanyState; readonly schema: string; readonly madeAt: string }> {
  const { rows } = await client.query<CompanyState & { schema_name: string; made_at: Date }>(
    `select id, title, time_zone, regulation_folder, active_hash, to_json(clock_at) #>> '{}' as clock_at, schema_name, transaction_timestamp() as made_at from reglament.company where id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`The registry has no company ${id}`);
  const { schema_name: schema, made_at: madeAt, ...company } = row;
  return { company, schema, madeAt: madeAt.toISOString() };
}

async function* bodyLines(client: pg.Client, schema: string, options: BackupOptions, summary: Summary): AsyncIterable<string> {
  const tables = await client.query<{ name: string }>(`select relname as name from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p') order by relname`, [schema]);
  for (const { name } of tables.rows) {
    yield* tableLines(client, name, `select to_json_row from (select row_to_json(t)::text as to_json_row from ${quoteIdentifier(schema)}.${quoteIdentifier(name)} t${await keyOrder(client, schema, name)}) rows`, [], summary);
  }
  const credentials = `select row_to_json(c)::text as to_json_row from (
    select user_id, login, password_hash, is_active, totp_secret, created_at from reglament.credential where company_id = $1 order by login) c`;
  yield* tableLines(client, CREDENTIALS, credentials, [options.company], summary);
  yield* fileLines(client, schema, options, summary);
}

/** By primary key, so that two backups of the same data are the same. */
async function keyOrder(client: pg.Client, schema: string, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indisprimary and i.indrelid = format('%I.%I', $1::text, $2::text)::regclass order by array_position(i.indkey::int[], a.attnum::int)`,
    [schema, table],
  );
  return rows.length === 0 ? '' : ` order by ${rows.map(({ name }) => `t.${quoteIdentifier(name)}`).join(', ')}`;
}

async function* tableLines(client: pg.Client, name: string, select: string, values: readonly unknown[], summary: Summary): AsyncIterable<string> {
  yield JSON.stringify(['table', name]);
  const hash = createHash('sha256');
  let count = 0;
  await client.query(`declare backup_rows no scroll cursor for ${select}`, [...values]);
  for (;;) {
    const { rows } = await client.query<{ to_json_row: string }>(`fetch ${ROWS_AT_ONCE} from backup_rows`);
    for (const { to_json_row: json } of rows) {
      // a column of type json keeps its line feeds; between JSON's tokens, the only place they can stand, a space means the same
      const line = json.replaceAll('\n', ' ');
      hash.update(`${line}\n`);
      count += 1;
      yield line;
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('close backup_rows');
  summary.tables.push({ name, rows: count, sha256: hash.digest('hex') });
}

async function* fileLines(client: pg.Client, schema: string, options: BackupOptions, summary: Summary): AsyncIterable<string> {
  const { storage } = new FileStore(options.files);
  const { rows } = await client.query<{ key: string }>(
    `select distinct storage_key as key from ${quoteIdentifier(schema)}.${quoteIdentifier(Attachment.tableName)} where storage_key is not null order by 1`,
  );
  for (const { key } of rows) {
    const content = await storage.get(options.company, key);
    if (content === undefined) {
      summary.missing.push(key);
      continue;
    }
    yield JSON.stringify(['file', key]);
    for (let start = 0; start < content.length; start += CHUNK_BYTES) yield JSON.stringify(content.toString('base64', start, start + CHUNK_BYTES));
    summary.files.push({ key, size: content.length, sha256: createHash('sha256').update(content).digest('hex') });
  }
}
