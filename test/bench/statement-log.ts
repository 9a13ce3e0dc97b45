import pg from 'pg';

/** One statement as the driver was given it. */
export interface Statement {
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The statements of one transaction. A round trip begins with a statement sent while its connection waits for nothing. */
export interface StatementLog {
  readonly statements: readonly Statement[];
  readonly roundTrips: number;
}

interface Seen extends Statement {
  readonly client: object;
  readonly alone: boolean;
}

type Query = (this: object, ...given: unknown[]) => unknown;

/** Listens to the driver while `work` runs, and keeps what the connection that opened a transaction was sent. */
export async function listen(work: () => Promise<unknown>): Promise<StatementLog> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  const seen: Seen[] = [];
  const waiting = new WeakMap<object, number>();
  prototype.query = function query(this: object, ...given: unknown[]) {
    const [config, values] = given as [string | { text: string; values?: unknown[]; name?: string }, unknown];
    const before = waiting.get(this) ?? 0;
    waiting.set(this, before + 1);
    const answered = (): void => void waiting.set(this, (waiting.get(this) ?? 1) - 1);
    const own = typeof config === 'string' ? { name: undefined, text: config, values: Array.isArray(values) ? values : [] } : { name: config.name, text: config.text, values: config.values ?? [] };
    seen.push({ ...own, client: this, alone: before === 0 });
    const last = given.length - 1;
    const callback = given[last];
    if (typeof callback === 'function') {
      given[last] = (...results: unknown[]) => {
        answered();
        return (callback as (...results: unknown[]) => unknown)(...results);
      };
      return original.apply(this, given);
    }
    const result = original.apply(this, given) as Promise<unknown>;
    void result.then(answered, answered);
    return result;
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  const opener = seen.find((one) => one.text.startsWith('BEGIN') && !one.text.startsWith('BEGIN READ ONLY'))?.client;
  const statements = seen.filter((one) => one.client === opener);
  return { statements, roundTrips: statements.filter((one) => one.alone).length };
}
