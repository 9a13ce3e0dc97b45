import type { Client } from 'pg';
import { quoteIdentifier } from '../database/index.ts';
import { damaged } from './errors.ts';

const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 4_000_000;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Fills the empty tables of the schema that `search_path` names, in any order of tables: references are taken off before and put back, and thereby
 * checked, by `finish`; triggers that guard against people's changes sleep meanwhile. Needs the owner's role and an open transaction.
 */
export class RowLoader {
  readonly #tables = new Map<string, Table>();
  readonly #references: { readonly table: string; readonly name: string; readonly definition: string }[] = [];
  #batch: { readonly table: Table; rows: string[]; characters: number } | undefined;

  private constructor(readonly client: Client, readonly schema: string) {}

  static async open(client: Client, schema: string): Promise<RowLoader> {
    const loader = new RowLoader(client, schema);
    const columns = await client.query<{ name: string; columns: string[] }>(
      `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' group by c.relname`,
      [schema],
    );
    for (const row of columns.rows) loader.#tables.set(row.name, row);
    const references = await client.query<{ table: string; name: string; definition: string }>(
      `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition from pg_constraint k join pg_class c on c.oid = k.conrelid
       where k.connamespace = $1::regnamespace and k.contype = 'f' and k.conparentid = 0`,
      [schema],
    );
    loader.#references.push(...references.rows);
    for (const one of loader.#references) await client.query(`alter table ${quoteIdentifier(one.table)} drop constraint ${quoteIdentifier(one.name)}`);
    for (const { name } of loader.#tables.values()) await client.query(`alter table ${quoteIdentifier(name)} disable trigger user`);
    return loader;
  }

  /** Takes one row as JSON; it is written with those after it. */
  async add(name: string, json: string): Promise<void> {
    if (this.#batch !== undefined && (this.#batch.table.name !== name || this.#batch.rows.length >= BATCH_ROWS || this.#batch.characters >= BATCH_CHARACTERS)) await this.flush();
    const table = this.#tables.get(name);
    if (table === undefined) throw damaged(`there is no table ${name} in its own migrations`);
    this.#batch ??= { table, rows: [], characters: 0 };
    this.#batch.rows.push(json);
    this.#batch.characters += json.length;
  }

  /** Writes what was taken so far. */
  async flush(): Promise<void> {
    if (this.#batch === undefined) return;
    const { table, rows } = this.#batch;
    this.#batch = undefined;
    const columns = table.columns.map(quoteIdentifier).join(', ');
    // the rows stay text all the way, so that no number or moment passes through another representation
    await this.client.query(
      `insert into ${quoteIdentifier(table.name)} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${quoteIdentifier(this.schema)}.${quoteIdentifier(table.name)}, $1::json)`,
      [`[${rows.join(',')}]`],
    );
  }

  /** Writes what is left, wakes the triggers, puts the references back and sets counters behind the last value. */
  async finish(): Promise<void> {
    await this.flush();
    for (const { name } of this.#tables.values()) await this.client.query(`alter table ${quoteIdentifier(name)} enable trigger user`);
    for (const one of this.#references) await this.client.query(`alter table ${quoteIdentifier(one.table)} add constraint ${quoteIdentifier(one.name)} ${one.definition}`);
    const counters = await this.client.query<{ table: string; column: string; sequence: string }>(
      `select c.relname as table, a.attname as column, pg_get_serial_sequence(format('%I.%I', $1::text, c.relname), a.attname) as sequence
       from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
         and pg_get_serial_sequence(format('%I.%I', $1::text, c.relname), a.attname) is not null`,
      [this.schema],
    );
    for (const one of counters.rows) {
      await this.client.query(`select setval($1::regclass, coalesce((select max(${quoteIdentifier(one.column)}) from ${quoteIdentifier(one.table)}), 0) + 1, false)`, [one.sequence]);
    }
  }
}
