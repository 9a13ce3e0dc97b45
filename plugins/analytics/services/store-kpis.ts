import { computeKpi, fillLabel, isBreached, kpisOf, openTask, periodName, periodOf, previousPeriod, translate } from '../../../core/index.ts';
import type { EffectContext, Kpi, KpiResult, Period } from '../../../core/index.ts';

interface Kept {
  readonly id: string;
  readonly person_id: string | null;
  readonly value: string | null;
  readonly breach_task_id: string | null;
}

/** Computes and keeps every KPI of the present period and of the one just closed; what was kept is written over. Answers how many values there are. */
export async function storeKpis(context: EffectContext): Promise<number> {
  let kept = 0;
  for (const kpi of kpisOf(context.uow)) {
    const open = periodOf(kpi.definition.period ?? 'month', context.uow.today);
    for (const [period, closed] of [[previousPeriod(open), true], [open, false]] as const) {
      const rows = await store(context, kpi, period, await computeKpi(context.uow, kpi, period));
      kept += rows.length;
      await tellOfBreaches(context, kpi, period, closed, rows);
    }
  }
  return kept;
}

async function store({ uow }: EffectContext, kpi: Kpi, period: Period, result: KpiResult): Promise<Kept[]> {
  const numbers = [{ person: null, ...result }, ...[...result.people].map(([person, one]) => ({ person, ...one }))];
  const values = numbers.map(({ person, numerator, denominator, value }) => ({ person, numerator, denominator, value }));
  // A person of whom nothing is counted any more keeps no figure of before.
  await uow.query(
    `update analytics_kpi_value set numerator = null, denominator = null, value = null, computed_at = $4, updated_at = $4, version = version + 1
     where kpi_id = $1 and period = $2 and period_start = $3::date and person_id is not null and not person_id = any($5::uuid[]) and value is not null`,
    [kpi.id, period.kind, period.start, uow.now, [...result.people.keys()]],
  );
  return uow.query<Kept>(
    `insert into analytics_kpi_value (id, version, created_at, updated_at, created_by, updated_by, deletion_mark, external_ids, custom, kpi_id, kpi_code, period, period_start, person_id, numerator, denominator, value, target, computed_at)
     select gen_random_uuid(), 1, $1, $1, $2, $2, false, '{}', '{}', $3, $4, $5, $6::date, r.person, r.numerator, r.denominator, r.value, $7::numeric, $1
     from jsonb_to_recordset($8::jsonb) as r(person uuid, numerator numeric, denominator numeric, value numeric)
     on conflict (kpi_id, period, period_start, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid)) do update
       set kpi_code = excluded.kpi_code, numerator = excluded.numerator, denominator = excluded.denominator, value = excluded.value, target = excluded.target,
           computed_at = excluded.computed_at, updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = analytics_kpi_value.version + 1
     returning id, person_id, value, breach_task_id`,
    [uow.now, uow.actor.userId, kpi.id, kpi.code, period.kind, period.start, kpi.definition.target ?? null, JSON.stringify(values)],
  );
}

/** Gives somebody a task about each value that misses its limit, once for a value, as the regulation says. */
async function tellOfBreaches(context: EffectContext, kpi: Kpi, period: Period, closed: boolean, rows: readonly Kept[]): Promise<void> {
  const { definition } = kpi;
  const { breach } = definition;
  if (breach === undefined || (!closed && (breach.period ?? 'closed') === 'closed')) return;
  const personal = breach.scope === 'person';
  for (const row of rows) {
    if (row.breach_task_id !== null || (row.person_id !== null) !== personal || !isBreached(definition, row.value, breach.limit ?? definition.target)) continue;
    const title = fillLabel(breach.task.title, {
      kpi: kpi.code, name: translate(definition.label, 'ru'), value: row.value, target: definition.target ?? breach.limit, period: periodName(period),
    });
    const task = await openTask(context, {
      kind: 'kpi_breach',
      title,
      subject: { entity: 'analytics.kpi_value', id: row.id },
      ...(row.person_id === null ? {} : { userId: row.person_id }),
      role: breach.task.role ?? null,
      ...(breach.task.due === undefined ? {} : { due: breach.task.due }),
      dedupKey: `kpi:${row.id}`,
      ruleCode: kpi.code.slice(0, 60),
    });
    await context.uow.query('update analytics_kpi_value set breach_task_id = $2 where id = $1', [row.id, task]);
  }
}
