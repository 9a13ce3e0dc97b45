import { sum, translate } from '../../../core/index.ts';
import type { CompiledRegulation, Locale, UnitOfWork } from '../../../core/index.ts';

/** A step of a run with what it costs on average, roubles as decimal text. */
export interface StepCost {
  readonly step: string;
  readonly label: string;
  readonly state: 'waiting' | 'open' | 'done' | 'skipped';
  readonly cost: string;
}

/** One run with its cost so far, what all of its steps would cost, and what runs of the same process cost on average. */
export interface RunCost {
  readonly id: string;
  readonly definition: string;
  readonly label: string;
  readonly state: string;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly cost: string;
  readonly planned_cost: string;
  readonly average_cost: string | null;
  readonly steps: readonly StepCost[];
}

interface RunRow extends Record<string, unknown> {
  readonly id: string;
  readonly definition_code: string;
  readonly regulation_hash: string | null;
  readonly state: string;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly cost: string;
  readonly steps: Readonly<Record<string, 'open' | 'done' | 'skipped'>>;
}

/** Processes run on one item, newest first, each by the steps of the version of the regulation it keeps to (004 L61). */
export async function runCosts(uow: UnitOfWork, entity: string, id: string, locale: Locale): Promise<RunCost[]> {
  const runs = await uow.query<RunRow>(
    `select id, definition_code, regulation_hash, state, started_at, finished_at, cost, steps from core_process_run
     where subject_entity = $1 and subject_id = $2 and not deletion_mark order by started_at desc, id limit 50`,
    [entity, id],
  );
  const averages = await uow.query<{ definition_code: string; average: string }>(
    `select definition_code, round(avg(cost), 2)::text as average from core_process_run where definition_code = any($1::text[]) and state <> 'running' and not deletion_mark group by definition_code`,
    [[...new Set(runs.map((run) => run.definition_code))]],
  );
  const costs: RunCost[] = [];
  for (const run of runs) {
    const regulation: CompiledRegulation = run.regulation_hash === null ? uow.company.regulation : await uow.company.version(run.regulation_hash, uow);
    const map = regulation.document.maps?.[run.definition_code];
    const steps = Object.entries(map?.steps ?? {}).map(([code, step]): StepCost => ({
      step: code, label: translate(step.label, locale), state: run.steps[code] ?? 'waiting', cost: sum([String(step.cost ?? 0)]),
    }));
    costs.push({
      id: run.id,
      definition: run.definition_code,
      label: map === undefined ? run.definition_code : translate(map.label, locale),
      state: run.state,
      started_at: run.started_at,
      finished_at: run.finished_at,
      cost: run.cost,
      planned_cost: sum(steps.filter((one) => one.state !== 'skipped').map((one) => one.cost)),
      average_cost: averages.find((one) => one.definition_code === run.definition_code)?.average ?? null,
      steps,
    });
  }
  return costs;
}

/** Finished runs of a period by process: how many, what they cost together and on average, and where the money goes by step. */
export async function processCosts(uow: UnitOfWork, period: { readonly start: string; readonly end: string }, locale: Locale): Promise<readonly Record<string, unknown>[]> {
  const rows = await uow.query<{ definition_code: string; runs: number; total: string; average: string; least: string; most: string }>(
    `select definition_code, count(*)::int as runs, sum(cost)::text as total, round(avg(cost), 2)::text as average, min(cost)::text as least, max(cost)::text as most
     from core_process_run where not deletion_mark and finished_at >= ($1::date::timestamp at time zone $3::text) and finished_at < (($2::date + 1)::timestamp at time zone $3::text)
     group by definition_code order by definition_code`,
    [period.start, period.end, uow.company.timeZone],
  );
  const steps = await uow.query<{ definition_code: string; step: string; done: number }>(
    `select r.definition_code, s.key as step, count(*)::int as done from core_process_run r cross join lateral jsonb_each_text(r.steps) s
     where not r.deletion_mark and s.value = 'done' and r.finished_at >= ($1::date::timestamp at time zone $3::text) and r.finished_at < (($2::date + 1)::timestamp at time zone $3::text) group by 1, 2`,
    [period.start, period.end, uow.company.timeZone],
  );
  const maps = uow.company.regulation.document.maps ?? {};
  return rows.map((row) => {
    const map = maps[row.definition_code];
    return {
      ...row,
      label: map === undefined ? row.definition_code : translate(map.label, locale),
      steps: Object.entries(map?.steps ?? {}).map(([code, step]) => ({
        step: code, label: translate(step.label, locale), cost: sum([String(step.cost ?? 0)]), done: steps.find((one) => one.definition_code === row.definition_code && one.step === code)?.done ?? 0,
      })),
    };
  });
}
