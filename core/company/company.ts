import type { Database, SqlStatement, Transaction } from '../database/index.ts';
import type { PluginRegistry } from '../plugin/index.ts';
import type { CompiledRegulation } from '../regulation/index.ts';
import type { Actor } from './actor.ts';
import { ConflictError } from '../errors/index.ts';
import type { UnitMode } from './unit-of-work.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** One row of the registry: where a company's data stands and under which roles it is reached. */
export interface CompanyRecord {
  readonly id: string;
  readonly schema_name: string;
  readonly role_name: string;
  readonly engine_role_name: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly time_zone: string;
  readonly regulation_folder: string;
  readonly active_hash: string | null;
  readonly status: 'active' | 'read_only' | 'silent';
}

/** How a writing unit of work is opened. */
export interface WriteOptions {
  /** Everything happens and nothing stays. */
  readonly dryRun?: boolean;
  /** Opens it under the role that may write states, for work known to begin with a transition. */
  readonly engine?: boolean;
  /** Statements the work is known to begin with, to travel with BEGIN. */
  readonly prefetch?: readonly SqlStatement[];
}

/** Thrown to leave a transaction without a trace after a dry run; carries the result out. */
class DryRunOver {
  constructor(readonly result: unknown) {}
}

/**
 * A company at work: its schema, its active regulation and the versions that running items are pinned to.
 * Every access to its data goes through `read` or `write`, which open a transaction under the company's own role.
 */
export class Company {
  readonly #versions = new Map<string, CompiledRegulation>();
  #active: CompiledRegulation | undefined;
  #plugins: PluginRegistry | undefined;
  #robot: Actor | undefined;
  #loader: ((hash: string, uow: UnitOfWork) => Promise<CompiledRegulation>) | undefined;

  #record: CompanyRecord;

  constructor(
    record: CompanyRecord,
    readonly database: Database,
    /** Every plugin of the installation, also those this company does not use. */
    readonly installed: PluginRegistry,
  ) {
    this.#record = record;
  }

  get record(): CompanyRecord {
    return this.#record;
  }

  /** Takes over what another node has changed in the registry. */
  renew(record: CompanyRecord): void {
    this.#record = record;
  }

  get id(): string {
    return this.record.id;
  }

  /** The plugins it works with: those its regulation names, or all. */
  get plugins(): PluginRegistry {
    return this.#plugins ?? this.installed;
  }

  /** Zone its dates are meant in: the regulation's, else that of its registration. */
  get timeZone(): string {
    return this.#active?.document.time_zone ?? this.record.time_zone;
  }

  /** What people call it: the title of its regulation. */
  get title(): { readonly ru: string; readonly en: string } {
    return this.#active?.title ?? this.record.title;
  }

  /** The version new items start on. @throws ConflictError before the first publication. */
  get regulation(): CompiledRegulation {
    if (this.#active === undefined) {
      throw new ConflictError('core.no_regulation', {
        ru: 'У компании ещё нет действующего регламента. Опубликуйте его: reglament publish --company {company}.',
        en: 'The company has no regulation in force yet. Publish one: reglament publish --company {company}.',
      }, { params: { company: this.id } });
    }
    return this.#active;
  }

  get hasRegulation(): boolean {
    return this.#active !== undefined;
  }

  /** Makes a compiled version the active one in this process. */
  activate(regulation: CompiledRegulation): void {
    this.#versions.set(regulation.hash, regulation);
    this.#active = regulation;
    this.#plugins = this.installed.only(regulation.document.plugins);
  }

  /** How a version that is not in memory is read and compiled. */
  loadVersionsWith(loader: (hash: string, uow: UnitOfWork) => Promise<CompiledRegulation>): void {
    this.#loader = loader;
  }

  /** The version with that content hash: the one a running item stays on. */
  async version(hash: string, uow: UnitOfWork): Promise<CompiledRegulation> {
    const known = this.#versions.get(hash);
    if (known !== undefined) return known;
    if (this.#loader === undefined) throw new Error(`Version ${hash} of ${this.id} cannot be loaded before the company is started`);
    const loaded = await this.#loader(hash, uow);
    this.#versions.set(hash, loaded);
    return loaded;
  }

  /** The system actor of this company. */
  get robot(): Actor {
    if (this.#robot === undefined) throw new Error(`Company ${this.id} has no system actor yet`);
    return this.#robot;
  }

  set robot(actor: Actor) {
    this.#robot = actor;
  }

  #scope(mode: UnitMode, prefetch: readonly SqlStatement[] | undefined): Parameters<Database['transaction']>[0] {
    return {
      ...(prefetch === undefined ? {} : { prefetch }),
      role: mode === 'engine' ? this.record.engine_role_name : this.record.role_name,
      searchPath: [this.record.schema_name, 'reglament', 'public'],
      readOnly: mode === 'read',
      openingQuery: `select reglament.now_of('${this.record.id}') as now`,
    };
  }

  async #run<Result>(mode: UnitMode, actor: Actor, work: (uow: UnitOfWork) => Promise<Result>, { dryRun = false, prefetch }: WriteOptions = {}): Promise<Result> {
    let finished: UnitOfWork | undefined;
    try {
      const result = await this.database.transaction(this.#scope(mode, prefetch), async (transaction: Transaction) => {
        const uow = new UnitOfWork(this, transaction, actor, transaction.opening['now'] as Date, mode, dryRun);
        finished = uow;
        const value = await work(uow);
        if (mode !== 'read') await uow.finish();
        if (dryRun) throw new DryRunOver(value);
        return value;
      });
      finished?.committed();
      return result;
    } catch (error) {
      if (error instanceof DryRunOver) return error.result as Result;
      throw error;
    }
  }

  /** Runs `work` in a read-only transaction under the company's role. */
  async read<Result>(actor: Actor, work: (uow: UnitOfWork) => Promise<Result>): Promise<Result> {
    return this.#run('read', actor, work);
  }

  /**
   * Runs `work` in one transaction that commits when it resolves; with `dryRun` everything happens and nothing stays.
   * Work that is not known to begin with a transition gets the role that may write states only when the process engine asks for it.
   */
  async write<Result>(actor: Actor, work: (uow: UnitOfWork) => Promise<Result>, options: WriteOptions = {}): Promise<Result> {
    // A dry run changes nothing, so what could be done is still answered where nothing may be.
    if (this.record.status === 'read_only' && options.dryRun !== true) {
      throw new ConflictError('core.read_only', { ru: 'Компания открыта только для чтения.', en: 'The company is open for reading only.' });
    }
    return this.#run(options.engine === true ? 'engine' : 'write', actor, work, options);
  }
}
