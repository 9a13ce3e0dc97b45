import { ConflictError, InvalidError } from '../../errors/index.ts';
import type { EntityRow } from '../../entity/index.ts';
import { nearest } from '../../language/index.ts';
import type { EffectContext, ItemRef } from '../../process/index.ts';
import { ProcessEngine } from '../../process/index.ts';
import type { CompiledRegulation, MapDocument } from '../../regulation/index.ts';
import { taskErrors } from '../errors.ts';
import { openTask, sendToOpenTasks } from '../open-task.ts';
import type { Progress, StepProgress } from './map-progress.ts';
import { costOf, isFinished, openSteps, readySteps } from './map-progress.ts';

/** @throws InvalidError core.unknown_map with the nearest name */
export function mapOf(regulation: CompiledRegulation, code: string): MapDocument {
  const maps = regulation.document.maps ?? {};
  const map = Object.hasOwn(maps, code) ? maps[code] : undefined;
  if (map !== undefined) return map;
  const suggestion = nearest(code, Object.keys(maps));
  throw new InvalidError('core.unknown_map', taskErrors['core.unknown_map'], { params: { map: code, ...(suggestion === undefined ? {} : { suggestion }) } });
}

/** A running map with the version of the regulation it started on, locked. */
interface Run {
  readonly row: EntityRow;
  readonly map: MapDocument;
  readonly subject: ItemRef;
}

async function lockRun(context: EffectContext, id: string): Promise<Run | undefined> {
  const item = await ProcessEngine.of(context.uow).store.lock({ entity: 'core.process_run', id });
  if (item.row['state'] !== 'running') return undefined;
  return {
    row: item.row,
    map: mapOf(item.regulation, String(item.row['definition_code'])),
    subject: { entity: String(item.row['subject_entity']), id: String(item.row['subject_id']) },
  };
}

/** Starts a map on a subject and opens its first steps; one that is running already stays as it is. Answers the run's id. */
export async function startMap(context: EffectContext, code: string, subject: ItemRef): Promise<string> {
  const { uow } = context;
  await context.lock(subject.entity, subject.id);
  const map = mapOf(uow.company.regulation, code);
  if (map.subject !== subject.entity) {
    throw new ConflictError('core.unknown_map', { ru: 'Карта «{map}» — для {expected}.', en: 'The map “{map}” is for {expected}.' }, { params: { map: code, expected: map.subject } });
  }
  const [present] = await uow.query<{ id: string }>(`select id from core_process_run where definition_code = $1 and subject_entity = $2 and subject_id = $3 and state = 'running'`, [code, subject.entity, subject.id]);
  if (present !== undefined) return present.id;
  const [version] = await uow.query<{ number: number }>('select number from core_regulation_version where hash = $1', [uow.company.regulation.hash]);
  const row = await context.create('core.process_run', {
    definition_code: code,
    kind: 'sequence',
    definition_version: version?.number ?? null,
    subject_entity: subject.entity,
    subject_id: subject.id,
    started_at: context.now,
    initiator_id: uow.actor.userId,
  }, { event: 'process.started' });
  await advance(context, row.id, {});
  return row.id;
}

/** Notes what became of steps and opens those whose turn has come. A run that has ended takes no notice. */
export async function advance(context: EffectContext, runId: string, news: Progress): Promise<void> {
  const run = await lockRun(context, runId);
  if (run === undefined) return;
  const progress: Record<string, StepProgress> = { ...(run.row['steps'] as Progress | null) };
  const settled = Object.entries(news).filter(([code]) => progress[code] === 'open');
  if (settled.length === 0 && Object.keys(progress).length > 0) return;
  for (const [code, state] of settled) progress[code] = state;
  const opened: string[] = [];
  for (let found = readySteps(run.map, progress); found.turn.length + found.skipped.length > 0; found = readySteps(run.map, progress)) {
    for (const code of found.skipped) progress[code] = 'skipped';
    for (const code of found.turn) {
      const wanted = await stepApplies(context, run, code);
      progress[code] = wanted ? 'open' : 'skipped';
      if (wanted) opened.push(code);
    }
  }
  await context.update('core.process_run', runId, { steps: progress, current_steps: openSteps(progress), cost: costOf(run.map, progress) });
  if (settled.length > 0) await context.send('core.process_run', runId, 'process.advanced', { steps: Object.fromEntries(settled) });
  for (const code of opened) await openStep(context, run, code);
  for (const [code] of settled) await sendToOpenTasks(context, 'process_run_id = $1 and process_step_code = $2', [runId, code], 'task.done');
  const outcomes = Object.keys(run.map.outcomes);
  if (isFinished(run.map, progress) && outcomes.length === 1) await endRun(context, runId, outcomes[0] as string, false);
}

/** Whether the step's conditions hold of the subject as it now is. */
async function stepApplies(context: EffectContext, run: Run, code: string): Promise<boolean> {
  const when = run.map.steps[code]?.when ?? [];
  if (when.length === 0) return true;
  const engine = ProcessEngine.of(context.uow);
  const subject = await engine.store.lock(run.subject);
  const [judged] = await engine.judge(subject, [{ code, region: '', from: [], to: '=', when, effects: [] }], {});
  return judged?.allowed === true;
}

/** A step somebody performs becomes a task; one without a performer waits for its event. */
async function openStep(context: EffectContext, run: Run, code: string): Promise<void> {
  const step = run.map.steps[code];
  if (step === undefined || (step.done_on !== undefined && step.role === undefined && step.user === undefined)) return;
  const subject = await context.lock(run.subject.entity, run.subject.id);
  await openTask(context, {
    kind: 'process_step',
    title: step.label,
    subject: run.subject,
    userId: step.user === undefined ? null : (subject[step.user] as string | null | undefined) ?? null,
    role: step.role ?? null,
    ...(step.due === undefined ? {} : { due: step.due }),
    dedupKey: `core.process_run:${run.row.id}:${code}`,
    ruleCode: String(run.row['definition_code']),
    run: { id: run.row.id, step: code },
    resultRequired: step.resultRequired === true,
  });
}

/** Ends a run with one of its outcomes; its open tasks are cancelled by its process. */
export async function endRun(context: EffectContext, runId: string, outcome: string, terminated: boolean): Promise<void> {
  const run = await lockRun(context, runId);
  if (run === undefined) return;
  if (!Object.hasOwn(run.map.outcomes, outcome)) {
    throw new InvalidError('core.unknown_outcome', taskErrors['core.unknown_outcome'], { params: { map: run.row['definition_code'], outcome } });
  }
  await context.send('core.process_run', runId, terminated ? 'process.terminated' : 'process.completed', { outcome });
}
