import { computeKpi, fillLabel, isBreached, kpisOf, openTask, periodName, periodOf, previousPeriod, translate } from '../../../core/index.ts';
import type { EffectContext, Kpi, KpiResult, Period } from '../../../core/index.ts';

interface Computed {
  readonly kpi: Kpi;
  readonly period: Period;
  readonly closed: boolean;
  readonly result: KpiResult;
}

interface Kept {
  readonly id: string;
  readonly kpi_id: string;
  readonly period_start: string;
  readonly person_id: string | null;
  readonly value: string | null;
  readonly breach_task_id: string | null;
}

/** Computes and keeps every KPI of the present period and of the one just closed; what was kept is written over. Answers how many values there are. */
export async function storeKpis(context: EffectContext): Promise<number> {
  const { uow } = context;
  const asked = kpisOf(uow).flatMap((kpi) => {
    const open = periodOf(kpi.definition.period ?? 'month', uow.today);
    return [{ kpi, period: previousPeriod(open), closed: true }, { kpi, period: open, closed: false }];
  });
  // Sent together, the statements need not wait for each other's answers.
  const computed = await Promise.all(asked.map(async (one): Promise<Computed> => ({ ...one, result: await computeKpi(uow, one.kpi, one.period) })));
  const kept = await store(context, computed);
  for (const one of computed) {
    await tellOfBreaches(context, one, kept.filter((row) => row.kpi_id === one.kpi.id && row.period_start === one.period.start));
  }
  return kept.length;
}

/** All values in one statement; a person of whom nothing is counted any more keeps no figure of before. */
async function store({ uow }: EffectContext, computed: readonly Computed[]): Promise<Kept[]> {
  const values = computed.flatMap(({ kpi, period, result }) => {
    const common = { kpi: kpi.id, code: kpi.code, period: period.kind, start: period.start, target: kpi.definition.target ?? null };
    const numbers = [{ person: null, ...result }, ...[...result.people].map(([person, one]) => ({ person, ...one }))];
    return numbers.map(({ person, numerator, denominator, value }) => ({ ...common, person, numerator, denominator, value }));
  });
  const rows = 'jsonb_to_recordset($1::jsonb) as r(kpi text, code text, period text, start date, person uuid, numerator numeric, denominator numeric, value numeric, target numeric)';
  await uow.query(
    `update analytics_kpi_value v set numerator = null, denominator = null, value = null, computed_at = $2, updated_at = $2, version = v.version + 1
     from (select distinct kpi, period, start from ${rows}) p
     where v.kpi_id = p.kpi and v.period = p.period and v.period_start = p.start and v.person_id is not null and v.value is not null
       and not exists (select from ${rows} where r.kpi = v.kpi_id and r.period = v.period and r.start = v.period_start and r.person = v.person_id)`,
    [JSON.stringify(values), uow.now],
  );
  return uow.query<Kept & Record<string, unknown>>(
    `insert into analytics_kpi_value (id, version, created_at, updated_at, created_by, updated_by, deletion_mark, external_ids, custom, kpi_id, kpi_code, period, period_start, person_id, numerator, denominator, value, target, computed_at)
     select gen_random_uuid(), 1, $2, $2, $3, $3, false, '{}', '{}', r.kpi, r.code, r.period, r.start, r.person, r.numerator, r.denominator, r.value, r.target, $2 from ${rows}
     on conflict (kpi_id, period, period_start, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid)) do update
       set kpi_code = excluded.kpi_code, numerator = excluded.numerator, denominator = excluded.denominator, value = excluded.value, target = excluded.target,
           computed_at = excluded.computed_at, updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = analytics_kpi_value.version + 1
     returning id, kpi_id, period_start, person_id, value, breach_task_id`,
    [JSON.stringify(values), uow.now, uow.actor.userId],
  );
}

/** Gives somebody a task about each value that misses its limit, once for a value, as the regulation says. */
async function tellOfBreaches(context: EffectContext, { kpi, period, closed }: Computed, rows: readonly Kept[]): Promise<void> {
  const { definition } = kpi;
  const { breach } = definition;
  if (breach === undefined || (!closed && (breach.period ?? 'closed') === 'closed')) return;
  const personal = breach.scope === 'person';
  const limit = breach.limit ?? definition.target;
  for (const row of rows) {
    if (row.breach_task_id !== null || (row.person_id !== null) !== personal || !isBreached(definition, row.value, limit)) continue;
    const task = await openTask(context, {
      kind: 'kpi_breach',
      title: fillLabel(breach.task.title, { kpi: kpi.code, name: translate(definition.label, 'ru'), value: row.value, target: limit, period: periodName(period) }),
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
