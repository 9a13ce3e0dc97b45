import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from 'graphile-worker';
import type { Runner, WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Company } from '../company/index.ts';
import type { DeliveryJob } from './claim-delivery.ts';
import { beat, forget, takeOverSilentWorkers } from './heartbeat.ts';
import type { JobLog, JobMetrics } from './job-log.ts';
import { silentLog } from './job-log.ts';
import { queueLog } from './queue-log.ts';
import { repeat } from './repeat.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { DEFAULT_RETRY } from './retry-policy.ts';
import type { RunEffect } from './run-delivery.ts';
import { runDelivery } from './run-delivery.ts';

export interface WorkerOptions {
  /** Connection string of the run-time role; needs a session of its own (LISTEN), not a transaction pooler. */
  readonly appUrl: string;
  /** Companies by id, read at each job. */
  readonly companies: ReadonlyMap<string, Company>;
  readonly runEffect: RunEffect;
  /** Deliveries run side by side in this process, default 4. */
  readonly concurrency?: number;
  /** How often to look for jobs that no notification announced (such as those of a pause that ended), milliseconds, default 500. */
  readonly pollMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Longest time for one try, milliseconds, default two minutes. */
  readonly effectTimeoutMs?: number;
  /** How often a worker says that it lives, milliseconds, default 5000. */
  readonly heartbeatMs?: number;
  /** How often it looks for workers that do not, milliseconds, default 10 000. */
  readonly sweepMs?: number;
  /** Silence after which a worker's jobs are taken over, milliseconds, default 30 000. */
  readonly silentMs?: number;
  readonly log?: JobLog;
  readonly metrics?: JobMetrics;
}

export interface Worker {
  /** Id under which it holds jobs and says that it lives; a new one after each restart of the queue's runner. */
  readonly id: string;
  /** Takes no more jobs, waits up to `graceMs` (default 10 000) for those under way, gives the others back. */
  stop(graceMs?: number): Promise<void>;
}

const TASK = 'reglament.delivery';
const RESTART_PAUSE_MS = 1_000;
/** Jobs fetched beyond those running may sit in memory so long before they go back to the others. */
const LOCAL_TTL_MS = 1_000;

/** Starts carrying out deliveries in this process. Any number of processes may do so over one database. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const worker = new DeliveryWorker(options);
  await worker.start();
  return worker;
}

class DeliveryWorker implements Worker {
  readonly #options: WorkerOptions;
  readonly #log: JobLog;
  readonly #pool: pg.Pool;
  readonly #retry: RetryPolicy;
  readonly #abort = new AbortController();
  #runner: Runner | undefined;
  #id = '';
  #stopping = false;
  #lostTouchAt = -Infinity;
  #repetitions: { stop(): Promise<void> }[] = [];
  #supervision: Promise<void> = Promise.resolve();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLog;
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
    this.#pool = new pg.Pool({ connectionString: options.appUrl, max: 5, application_name: 'reglament worker', keepAlive: true, connectionTimeoutMillis: 5_000 });
    const lost = (error: Error): void => this.#log.warn('The worker lost a connection to the database', { error });
    this.#pool.on('error', lost);
    this.#pool.on('connect', (client) => client.on('error', lost));
  }

  get id(): string {
    return this.#id;
  }

  async start(): Promise<void> {
    try {
      await this.#launch();
    } catch (error) {
      await this.#pool.end();
      throw error;
    }
    this.#supervision = this.#supervise();
    const everyMs = this.#options.heartbeatMs ?? 5_000;
    const sweepMs = this.#options.sweepMs ?? 10_000;
    this.#repetitions = [
      repeat(() => this.#beat(), { everyMs, longestPauseMs: everyMs, failed: (error) => this.#log.warn('The worker could not say that it lives', { error }) }),
      repeat(() => this.#sweep(), { everyMs: sweepMs, longestPauseMs: sweepMs, failed: (error) => this.#log.warn('Silent workers could not be looked for', { error }) }),
    ];
  }

  async #launch(): Promise<void> {
    const concurrency = this.#options.concurrency ?? 4;
    const events = new EventEmitter() as WorkerEvents;
    let id = '';
    events.on('pool:create', ({ workerPool }) => {
      id = workerPool.id;
    });
    this.#runner = await run({
      pgPool: this.#pool,
      noHandleSignals: true,
      parsedCronItems: [],
      logger: queueLog(this.#log),
      events,
      preset: {
        worker: {
          concurrentJobs: concurrency,
          pollInterval: this.#options.pollMs ?? 500,
          localQueue: { size: concurrency * 4, ttl: LOCAL_TTL_MS },
          completeJobBatchDelay: 5,
          failJobBatchDelay: 5,
        },
      },
      taskList: { [TASK]: (payload, helpers) => this.#run(payload as DeliveryJob, String(helpers.job.id), id) },
    });
    this.#id = id;
    await this.#beat();
  }

  /** The queue's runner gives up when it cannot reach the database for long; then a new one takes its place. */
  async #supervise(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#runner?.promise;
      } catch (error) {
        if (!this.#stopping) this.#log.error('The job runner stopped and is started again', { error });
      }
      const former = this.#id;
      while (!this.#stopping) {
        try {
          await wait(RESTART_PAUSE_MS);
          if (this.#stopping) return;
          await forget(this.#pool, [former]);
          await this.#launch();
          if (this.#stopping) await this.#runner?.stop();
          break;
        } catch (error) {
          this.#log.warn('The job runner could not be started yet', { error });
        }
      }
    }
  }

  async #run(job: DeliveryJob, jobId: string, workerId: string): Promise<void> {
    const company = this.#options.companies.get(job.company);
    if (company === undefined) throw new Error(`Company ${job.company} is not served by this process`);
    await runDelivery(
      company,
      { ...job, lane: job.lane ?? null, jobId, workerId },
      {
        runEffect: this.#options.runEffect,
        retry: this.#retry,
        effectTimeoutMs: this.#options.effectTimeoutMs ?? 120_000,
        log: this.#log,
        metrics: this.#options.metrics ?? {},
      },
      this.#abort.signal,
    );
  }

  async #beat(): Promise<void> {
    try {
      await beat(this.#pool, [this.#id]);
    } catch (error) {
      this.#lostTouchAt = performance.now();
      throw error;
    }
  }

  /** Whoever could not reach the database lately does not judge others by their silence: they may have been cut off as well. */
  async #sweep(): Promise<void> {
    if (performance.now() - this.#lostTouchAt < 2 * (this.#options.heartbeatMs ?? 5_000)) return;
    const taken = await takeOverSilentWorkers(this.#pool, this.#options.silentMs ?? 30_000);
    if (taken === 0) return;
    this.#log.warn(`${taken} jobs were taken over from workers that stopped answering`);
    this.#options.metrics?.takenOver?.(taken);
  }

  async stop(graceMs = 10_000): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    const drained = (this.#runner?.stop() ?? Promise.resolve()).catch((error: unknown) => this.#log.warn('The job runner stopped with an error', { error }));
    const inTime = await Promise.race([drained.then(() => true), wait(graceMs, false, { ref: false })]);
    if (!inTime) {
      this.#abort.abort(new Error('The process is stopping'));
      await Promise.race([drained, wait(1_000, undefined, { ref: false })]);
    }
    await Promise.all(this.#repetitions.map((one) => one.stop()));
    if (inTime) await this.#supervision;
    try {
      await forget(this.#pool, [this.#id]);
    } catch (error) {
      this.#log.warn('The jobs of a stopping worker could not be given back; others take them over later', { error });
    }
    await this.#pool.end();
  }
}
