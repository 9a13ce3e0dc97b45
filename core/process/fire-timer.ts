import type { UnitOfWork } from '../company/index.ts';
import { ProcessEngine } from './engine.ts';
import { runEffects } from './effects.ts';
import { stateKey } from './compile.ts';
import { newTimer } from './timers.ts';

/** A due wait as the sweep hands it over. */
export interface DueTimer {
  readonly id: string;
  readonly entity: string;
  readonly item_id: string;
  readonly code: string;
  readonly due_at: Date;
  readonly entry_version: number;
  readonly sequence_no: number;
  readonly schedule: { readonly region: string; readonly state: string; readonly in: string };
}

/**
 * Does what a state's wait ordered: its effects, its event, and the next repetition counted from the schedule. Nothing happens when the item has
 * left the state meanwhile or a condition of the wait does not hold.
 */
export async function fireTimer(uow: UnitOfWork, timer: DueTimer): Promise<void> {
  await uow.elevate();
  const engine = ProcessEngine.of(uow);
  const item = await engine.store.lock({ entity: timer.entity, id: timer.item_id });
  const { region, state } = timer.schedule;
  const wait = item.process?.after.get(stateKey(region, state))?.find((one) => one.code === timer.code);
  const field = item.process?.regions[region]?.field;
  if (wait === undefined || field === undefined || item.row[field] !== state) return;
  if (wait.repeat) {
    const next = newTimer(item, wait, timer.due_at, timer.sequence_no + 1, uow.now);
    await uow.query(
      `insert into core_timer (entity, item_id, code, entry_version, due_at, schedule, sequence_no, armed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [next.entity, next.item_id, next.code, timer.entry_version, next.due_at, JSON.stringify(next.schedule), next.sequence_no, next.armed_at],
    );
  }
  const conditions = { code: wait.code, region, from: [state], to: '=', when: wait.when, effects: wait.effects };
  const [judged] = await engine.judge(item, [conditions], {});
  if (judged?.allowed === true) {
    await runEffects(engine, item, `${wait.code}#${timer.sequence_no}`, wait.effects, `timer.${wait.code}`, { sequence_no: timer.sequence_no }, uow.company.robot);
    if (wait.send !== undefined) await engine.sendAsSystem(item, wait.send, {}, true);
  }
  await engine.settle();
}
