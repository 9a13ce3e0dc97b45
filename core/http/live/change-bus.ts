import pg from 'pg';
import type { ChangeNotice } from '../../company/index.ts';
import type { Database } from '../../database/index.ts';
import type { Logger } from '../logger.ts';

const CHANNEL = 'reglament_changes';
/** PostgreSQL takes fewer than 8000 bytes in one notification. */
const MAX_PAYLOAD_BYTES = 7500;
const MAX_PENDING = 5000;

/** Hears of committed changes of one company; an empty list means that some were missed and everything should be read again. */
export type ChangeListener = (companyId: string, changes: readonly ChangeNotice[]) => void;

/** The part of a pg client that listening needs. */
export interface ListenClient {
  query(sql: string): Promise<unknown>;
  on(event: 'notification', listener: (message: { channel: string; payload?: string }) => void): unknown;
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown;
  end(): Promise<void>;
}

export interface ChangeBusOptions {
  readonly database: Pick<Database, 'query'>;
  /** Opens a session connection of its own: LISTEN does not survive a pooler. */
  readonly connect: () => Promise<ListenClient>;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  /** Changes wait so long for others, milliseconds; default 200. A notification in every commit would queue the commits. */
  readonly batchMs?: number;
  /** Pause before a lost connection is made again, milliseconds; default 1000. */
  readonly reconnectMs?: number;
}

/** `connect` for a bus, from a connection string. */
export function listenConnection(url: string, applicationName: string): () => Promise<ListenClient> {
  return async () => {
    const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true, connectionTimeoutMillis: 4000 });
    // A connection that is cut before its user listens would end the process; he learns of it from his next query.
    client.on('error', () => undefined);
    await client.connect();
    return client as unknown as ListenClient;
  };
}

/** Carries committed changes between all nodes of an installation. A change of this process comes back the same way as any other. */
export class ChangeBus {
  readonly #listeners = new Set<ChangeListener>();
  readonly #pending = new Map<string, ChangeNotice[]>();
  #timer: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #client: ListenClient | undefined;
  #stopped = false;
  #missed = false;

  constructor(readonly options: ChangeBusOptions) {}

  /** Announces committed changes of a company. Never fails and never waits: it is called after the commit. */
  notify(companyId: string, changes: readonly ChangeNotice[]): void {
    const waiting = this.#pending.get(companyId) ?? [];
    this.#pending.set(companyId, waiting);
    waiting.push(...changes);
    if (waiting.length > MAX_PENDING) waiting.length = 0;
    this.#timer ??= setTimeout(() => void this.#flush(), this.options.batchMs ?? 200).unref();
  }

  onChanges(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects and listens; after a lost connection it connects again by itself, for ever. */
  async start(): Promise<void> {
    if (this.#stopped) return;
    try {
      const client = await this.options.connect();
      if (this.#stopped) return await client.end();
      const lost = (error?: Error) => this.#lost(client, error);
      client.on('error', lost);
      client.on('end', lost);
      client.on('notification', ({ payload }) => this.#receive(payload ?? ''));
      this.#client = client;
      await client.query(`listen ${CHANNEL}`);
      if (this.#missed) this.#deliver('*', []);
      this.#missed = false;
    } catch (error) {
      this.#lost(this.#client, error as Error);
    }
  }

  #lost(client: ListenClient | undefined, error?: Error): void {
    if (this.#stopped || client !== this.#client || this.#reconnect !== undefined) return;
    this.#client = undefined;
    this.#missed = true;
    this.options.logger.warn({ err: error }, 'live events: the database connection was lost');
    client?.end().catch(() => undefined);
    this.#reconnect = setTimeout(() => {
      this.#reconnect = undefined;
      void this.start();
    }, this.options.reconnectMs ?? 1000).unref();
  }

  #receive(payload: string): void {
    const { company, changes } = JSON.parse(payload) as { company: string; changes: [string, string, number, string][] };
    this.#deliver(company, changes.map(([entity, id, version, event]) => ({ entity, id, version, event })));
  }

  #deliver(company: string, changes: readonly ChangeNotice[]): void {
    for (const listener of this.#listeners) listener(company, changes);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const batch = [...this.#pending];
    this.#pending.clear();
    try {
      for (const [company, changes] of batch) {
        for (const payload of payloads(company, changes)) await this.options.database.query('select pg_notify($1, $2)', [CHANNEL, payload]);
      }
    } catch (error) {
      this.options.logger.warn({ err: error }, 'live events: not announced, clients will read again');
      if (!this.#stopped) for (const [company] of batch) this.notify(company, []);
    }
  }

  /** Announces what waits and disconnects. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    clearTimeout(this.#reconnect);
    this.#stopped = true;
    await this.#flush();
    await this.#client?.end().catch(() => undefined);
  }
}

/** Splits changes into notifications that fit; equal ones are sent once. */
function payloads(company: string, changes: readonly ChangeNotice[]): string[] {
  const rows = [...new Set(changes.map(({ entity, id, version, event }) => JSON.stringify([entity, id, version, event])))];
  const made: string[] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(row) + 1;
    if (batch.length > 0 && bytes + size > MAX_PAYLOAD_BYTES) {
      made.push(wrap(company, batch));
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += size;
  }
  made.push(wrap(company, batch));
  return made;
}

function wrap(company: string, rows: readonly string[]): string {
  return `{"company":${JSON.stringify(company)},"changes":[${rows.join(',')}]}`;
}
