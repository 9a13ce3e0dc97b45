import { deliveryRunner } from '../application/index.ts';
import { readClock, setClock, settleDeliveries } from '../jobs/index.ts';
import { startTestApp } from '../testing/index.ts';
import type { TestAppOptions } from '../testing/index.ts';
import { EXAMPLE_PASSWORD } from '../testing/index.ts';
import { readMoment } from './moment.ts';
import type { StartedCompany } from './run-scenarios.ts';
import type { Scenario } from './scenario.ts';

export interface StarterOptions extends Pick<TestAppOptions, 'plugins' | 'companies'> {
  /** The company the scenarios are about; the others of the installation are there as well. */
  readonly company: string;
  /** Moment at which the company is founded, with its examples; no scenario may start before it. */
  readonly founded: string;
}

const DAY_MS = 86_400_000;

/** A moment before the first of the scenarios, for `founded`: the midnight (UTC) before the day before. */
export function foundedBefore(scenarios: readonly Scenario[]): string {
  const starts = scenarios.map((one) => readMoment(one.starts, 'UTC')?.getTime() ?? Number.NaN).filter((moment) => !Number.isNaN(moment));
  const first = starts.length === 0 ? Date.parse('2025-01-01T00:00:00Z') : Math.min(...starts);
  return new Date(Math.floor(first / DAY_MS) * DAY_MS - DAY_MS).toISOString();
}

/**
 * Makes companies for scenarios: each is a copy of one template database with the users and examples of its regulation, served by a node of its
 * own, its clock set to the scenario's start.
 */
export function companyStarter({ company: id, founded, ...options }: StarterOptions): (scenario: Scenario) => Promise<StartedCompany> {
  return async (scenario) => {
    const work: (() => unknown)[] = [];
    const app = await startTestApp({ teardown: (one) => work.unshift(one) }, { ...options, now: founded });
    const company = app.company(id);
    const start = readMoment(scenario.starts, company.timeZone);
    const started: StartedCompany = {
      url: app.url,
      zone: company.timeZone,
      passwordOf: () => EXAMPLE_PASSWORD,
      now: async () => (await readClock(company)).now,
      moveClock: (to) => app.moveClock(to.toISOString(), id),
      transitions: () => app.read(async (uow) => {
        const rows = await uow.query<{ name: string }>(`select distinct entity || ' ' || transition_code as name from core_history where at >= $1`, [start ?? new Date(0)]);
        return rows.map((row) => row.name);
      }, id),
      settle: () => settleDeliveries(company, deliveryRunner(app.application.registry)),
      close: async () => {
        for (const one of work) await one();
      },
    };
    if (start !== undefined) {
      // Set, not lived through: nothing but the examples is there before the story, and what was missed meanwhile is caught up once.
      await setClock(company, start);
      await started.moveClock(start);
    }
    return started;
  };
}
