import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Statement } from './statement-log.ts';

/** A transaction of bare SQL that can be repeated for ever. */
export type Script = (client: pg.Client) => Promise<void>;

interface Run {
  readonly count: number;
  readonly seconds: number;
  readonly p50: number;
}

/** Runs scripts, one connection each, through the driver alone; a connection finishes the round it is in when the time is up. */
export class BareDriver {
  private constructor(readonly clients: readonly pg.Client[]) {}

  static async open(url: string, connections: number): Promise<BareDriver> {
    const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
    for (const client of clients) await client.connect();
    return new BareDriver(clients);
  }

  async run(scripts: readonly (readonly Script[])[], ms: number): Promise<Run> {
    const times: number[] = [];
    const started = performance.now();
    await Promise.all(scripts.map(async (own, index) => {
      const client = this.clients[index] as pg.Client;
      while (performance.now() - started < ms) {
        for (const script of own) {
          const sent = performance.now();
          await script(client);
          times.push(performance.now() - sent);
        }
      }
    }));
    const sorted = times.sort((left, right) => left - right);
    return { count: times.length, seconds: (performance.now() - started) / 1000, p50: sorted[Math.floor(sorted.length / 2)] ?? 0 };
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.end();
  }
}

/** The version of one item, carried from one replayed step to the next. */
export interface Replayed {
  version: number;
}

/** A captured transaction sent again, statement by statement, with the versions of now. @throws Error when its write finds another version */
export function replay(statements: readonly Statement[], item: Replayed): Script {
  return async (client) => {
    for (const one of statements) {
      const isWrite = one.text.startsWith('with moved as');
      const values = isWrite ? one.values.map((value, index) => (index === 1 ? item.version : atVersion(value, item.version + 1))) : [...one.values];
      const result = await client.query(values.length > 0 ? { name: one.name, text: one.text, values } : one.text);
      if (!isWrite) continue;
      if (result.rowCount !== 1) throw new Error('A replayed write changed nothing');
      item.version += 1;
    }
  };
}

function atVersion(value: unknown, version: number): unknown {
  return typeof value === 'string' && value.startsWith('[{') ? value.replace(/"(version|entry_version)":\d+/g, `"$1":${version}`) : value;
}

/** Tables of the yardstick: a transaction whose statements never change, so that runs of different code can be compared. */
export const YARDSTICK_TABLES = `
  create schema if not exists bench;
  create table if not exists bench.item(id int primary key, state text not null, version int not null, data jsonb not null);
  create table if not exists bench.session(token int primary key, user_id uuid not null);
  create table if not exists bench.history(id bigint generated always as identity primary key, item_id int not null, version int not null, body jsonb not null, unique (item_id, version));
  create table if not exists bench.outbox(id bigint generated always as identity primary key, body jsonb not null);
  grant usage on schema bench to public; grant all on all tables in schema bench to public;
  insert into bench.item select n, 'new', 1, '{"a":1}' from generate_series(1, 1000) n on conflict do nothing;
  insert into bench.session select n, '${randomUUID()}' from generate_series(1, 1000) n on conflict do nothing;`;

/** BEGIN, session, lock, versioned update, history, outbox, COMMIT: what any durable step costs at least when it is written plainly. */
export function yardstick(id: number): Script {
  return async (client) => {
    await client.query('BEGIN');
    await client.query({ name: 'y1', text: 'select user_id from bench.session where token = $1', values: [id] });
    const { rows } = await client.query<{ version: number }>({ name: 'y2', text: 'select state, version, data from bench.item where id = $1 for update', values: [id] });
    const version = rows[0]?.version ?? 0;
    await client.query({ name: 'y3', text: `update bench.item set state = $3, version = version + 1 where id = $1 and version = $2`, values: [id, version, version % 2 === 0 ? 'new' : 'doing'] });
    await client.query({ name: 'y4', text: 'insert into bench.history(item_id, version, body) values ($1, $2, $3)', values: [id, version, '{"from":"new","to":"doing"}'] });
    await client.query({ name: 'y5', text: 'insert into bench.outbox(body) values ($1)', values: ['{"event":"moved"}'] });
    await client.query('COMMIT');
  };
}
