import type { Knex } from 'knex';
import type { InjectionToken } from '../plugin/index.ts';
import type { Transaction } from '../database/index.ts';
import { quoteIdentifier } from '../database/index.ts';
import type { Actor } from './actor.ts';
import type { Company } from './company.ts';

/** What follows a commit: who has to hear of it. */
export interface ChangeNotice {
  readonly entity: string;
  readonly id: string;
  readonly version: number;
  readonly event: string;
}

/** What a unit may do: read, write data, or write data and states. */
export type UnitMode = 'read' | 'write' | 'engine';

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does. */
function dateFormat(timeZone: string): Intl.DateTimeFormat {
  let format = dateFormats.get(timeZone);
  if (format === undefined) dateFormats.set(timeZone, (format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })));
  return format;
}

/**
 * One transaction of one company on behalf of one actor. Everything that reads or writes takes it as a parameter; it ends when the
 * transaction does. `now` is the company's clock at its start, from the database.
 */
export class UnitOfWork {
  readonly changes: ChangeNotice[] = [];
  #mode: UnitMode;
  #today: string | undefined;
  readonly #memory = new Map<unknown, unknown>();
  readonly #beforeCommit: (() => Promise<void>)[] = [];
  readonly #afterCommit: (() => void)[] = [];

  constructor(
    readonly company: Company,
    readonly transaction: Transaction,
    readonly actor: Actor,
    readonly now: Date,
    mode: UnitMode,
    readonly dryRun: boolean,
  ) {
    this.#mode = mode;
  }

  get mode(): UnitMode {
    return this.#mode;
  }

  /** @internal Takes the role that may write states, for the rest of the transaction. The process engine alone calls it. */
  async elevate(): Promise<void> {
    if (this.#mode === 'engine') return;
    if (this.#mode === 'read') throw new Error('A reading unit of work cannot write states');
    await this.transaction.query(`set local role ${quoteIdentifier(this.company.record.engine_role_name)}`);
    this.#mode = 'engine';
  }

  /** Runs `work` under the installation's own role, which reaches the registry and the credentials and no company's data. */
  async asInstallation<Result>(work: () => Promise<Result>): Promise<Result> {
    const { role_name: role, engine_role_name: engine } = this.company.record;
    await this.transaction.query('set local role none');
    const result = await work();
    await this.transaction.query(`set local role ${quoteIdentifier(this.#mode === 'engine' ? engine : role)}`);
    return result;
  }

  /** For objection: `Interest.query(uow.knex)`. */
  get knex(): Knex {
    return this.transaction.knex;
  }

  /** A named statement without a query builder. Tables are unqualified: the search path is the company's. */
  async query<Row extends object = Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.transaction.query<Row>(sql, values);
  }

  /** Company date ('YYYY-MM-DD') of `now` in its zone. */
  get today(): string {
    return (this.#today ??= dateFormat(this.company.timeZone).format(this.now));
  }

  /** A value kept for the life of this unit, made on first use. */
  remember<Value>(key: unknown, make: () => Value): Value {
    if (!this.#memory.has(key)) this.#memory.set(key, make());
    return this.#memory.get(key) as Value;
  }

  /** A service of a plugin, made for this unit of work. */
  resolve<Service>(token: InjectionToken<Service>): Service {
    return this.company.plugins.containerFor(this).resolve(token);
  }

  /** Runs after everything else and before COMMIT. */
  beforeCommit(work: () => Promise<void>): void {
    this.#beforeCommit.push(work);
  }

  /** Runs once the commit is certain; must not fail. */
  afterCommit(work: () => void): void {
    this.#afterCommit.push(work);
  }

  /** @internal Called by the company before COMMIT. */
  async finish(): Promise<void> {
    for (let next = this.#beforeCommit.shift(); next !== undefined; next = this.#beforeCommit.shift()) await next();
  }

  /** @internal Called by the company after COMMIT. */
  committed(): void {
    for (const work of this.#afterCommit) work();
  }
}
