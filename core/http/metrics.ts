import type { Knex } from 'knex';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** What `/metrics` shows. Its registry is this server's own, so two servers in one process do not mix. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'reglament_http_request_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  readonly #faults = new Counter({ name: 'reglament_http_faults_total', help: 'Requests that failed by a bug.', registers: [this.registry] });
  readonly #streams = new Gauge({ name: 'reglament_live_streams', help: 'Open streams of live events.', registers: [this.registry] });

  constructor(options: { readonly processMetrics?: boolean } = {}) {
    if (options.processMetrics !== false) collectDefaultMetrics({ register: this.registry });
  }

  /** Shows how the connections of `knex` are used. */
  watchPool(knex: Knex): void {
    const pool = () => (knex.client as { pool?: Pool }).pool;
    new Gauge({
      name: 'reglament_database_connections',
      help: 'Database connections by use.',
      labelNames: ['use'],
      registers: [this.registry],
      collect() {
        this.set({ use: 'used' }, pool()?.numUsed() ?? 0);
        this.set({ use: 'free' }, pool()?.numFree() ?? 0);
        this.set({ use: 'waiting' }, pool()?.numPendingAcquires() ?? 0);
      },
    });
  }

  /** `route` is the pattern, never the path: ids would make a series each. */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  fault(): void {
    this.#faults.inc();
  }

  streams(count: number): void {
    this.#streams.set(count);
  }
}
