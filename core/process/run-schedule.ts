import type { UnitOfWork } from '../company/index.ts';
import type { CompiledSchedule } from '../regulation/index.ts';
import { ProcessEngine } from './engine.ts';
import { runEffects } from './effects.ts';

/**
 * One run of a schedule: the plugin's SQL names the rows in question, the regulation's conditions decide about each, its effects act.
 * Answers how many rows they held for.
 */
export async function runSchedule(uow: UnitOfWork, schedule: CompiledSchedule): Promise<number> {
  const definition = uow.company.plugins.schedule(schedule.id);
  if (definition === undefined) return 0;
  await uow.elevate();
  const engine = ProcessEngine.of(uow);
  const event = `schedule.${schedule.code}`;
  let acted = 0;
  for (const id of await definition.candidates(uow)) {
    const item = await engine.store.lock({ entity: definition.entity, id });
    const [judged] = await engine.judge(item, [{ code: schedule.code, region: '', from: [], to: '=', when: schedule.when, effects: schedule.effects }], {});
    if (judged?.allowed !== true) continue;
    acted += 1;
    await runEffects(engine, item, `${schedule.code}@${uow.now.toISOString()}`, schedule.effects, event, {}, uow.company.robot);
  }
  await engine.settle();
  return acted;
}
